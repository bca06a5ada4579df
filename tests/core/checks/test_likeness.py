"""Names that are almost alike."""

from .small import HEAD, JSON, TEXT, report, says


def projects(*names: str) -> JSON:
    return {"projects": [{"name": name} for name in names]}


def test_two_projects_whose_names_differ_by_a_character() -> None:
    wrong = projects("中央残疾人事业发展补助资金", "省级残疾人职业发展补助资金")
    assert says("C37-names", wrong) == [("/projects/1/name", "疾人职业发展补助资金", "疾人事业发展补助资金")]
    assert says("C37-names", projects("提前下达省级残疾人事业发展资金", "提前下达市级残疾人事业发展资金")) == []


def test_a_project_stands_under_one_name_in_the_table() -> None:
    def table(*labels: str) -> JSON:
        children = [{"key": f"r{i}", "label": label, "values": ["1"]} for i, label in enumerate(labels)]
        parent = {"key": "p", "label": "项目支出：", "values": [None], "children": children}
        return {"basic_data": {"sections": [{"label": "经费", "columns": ["2023年决算数"], "rows": [parent]}]}}

    assert says("C20-alike", table("社保监督执法", "社保监督执法专项")) == [
        ("/basic_data/sections/0/rows/0/children/1/label", "社保监督执法专项", "社保监督执法")
    ]
    assert says("C20-alike", table("社保监督执法", "社保征收经费")) == []


def test_a_unit_is_called_by_its_present_name() -> None:
    own: JSON = HEAD["department"]
    department = {"department": own | {"units": [{"name": "青山县就业服务中心"}]}}
    assert says("C40-stem", department | report("由就业服务局发放补贴。")) == [
        (TEXT, "就业服务局", "青山县就业服务中心")
    ]
    assert says("C40-stem", department | report("由就业服务中心发放补贴。")) == []
