"""Whether an indicator is what its place says, stands once, and is measured by something known."""

from typing import Any

from .small import FIRST, JSON, leaf, report, says, sheet


def branches(first: JSON, second: JSON) -> JSON:
    return {
        "overall": {
            "indicators": [{"name": "部门产出", "children": [first]}, {"name": "部门效果", "children": [second]}]
        }
    }


def kinds(name: str, kind: str, **fields: Any) -> JSON:
    branch = {"name": kind, "children": [leaf(name=name, **fields)]}
    return {"overall": {"indicators": [{"name": "产出指标", "children": [branch]}]}}


DEEP = FIRST + "/children/0/name"


def test_the_same_content_is_scored_once() -> None:
    told = {"explanation": "就业人数", "standard": "完成得满分"}
    twice = branches(leaf(name="就业数量", **told), leaf(name="就业数量", **told))
    other = branches(leaf(name="就业数量", **told), leaf(name="就业数量", **(told | {"standard": "另一标准"})))
    assert says("C34-again", twice) == [("/overall/indicators/1/children/0/name", "就业数量", "不重复的指标")]
    assert says("C34-again", other) == []


def test_an_indicator_stands_under_its_kind() -> None:
    assert says("C34-kind", kinds("按时发放补助比例", "数量指标", target="100%")) == [(DEEP, "数量指标", "时效指标")]
    assert says("C34-kind", kinds("足额发放补助比例", "经济成本指标", target="100%")) == [
        (DEEP, "经济成本指标", "产出质量指标")
    ]
    assert says("C34-kind", kinds("参训合格率", "数量指标", target="≥90%")) == [(DEEP, "数量指标", "质量指标")]


def test_an_indicator_under_its_own_kind_is_left_alone() -> None:
    right = [
        ("培训人数", "数量指标", "≥90人"),
        ("成本节约率", "经济成本指标", "≥5%"),
        ("资金发放及时率", "时效指标", "100%"),
    ]
    assert [says("C34-kind", kinds(name, kind, target=target)) for name, kind, target in right] == [[], [], []]


def test_an_amount_has_its_unit_where_its_neighbour_has() -> None:
    with_unit = leaf(name="项目经费总额", target="154万元", actual="150万元")
    without = leaf(name="人员经费总额", target="690.17", actual="746.17")
    assert says("C25-missing", sheet(with_unit, without)) == [
        ("/overall/indicators/0/children/1/target", "690.17", "690.17万元")
    ]
    assert says("C25-missing", sheet(with_unit, leaf(name="培训期数", target="3", actual="3"))) == []


def test_an_adjusted_target_keeps_the_unit() -> None:
    wrong = sheet(leaf(target="1000元", adjusted_target="1000人"))
    assert says("C25-adjusted", wrong) == [(f"{FIRST}/adjusted_target", "人", "元")]
    assert says("C25-adjusted", sheet(leaf(target="1000元", adjusted_target="0.12万元"))) == []


def test_a_standard_measures_what_the_material_knows() -> None:
    scored = sheet(leaf(name="社保工作", standard="企业基金征缴率>=100%得满分"))
    assert says("C26-rate", scored) == [(f"{FIRST}/standard", "没有", "企业基金征缴率")]
    assert says("C26-rate", scored | report("基金征缴率达到102%。")) == []


def test_a_name_is_written_as_the_report_writes_it() -> None:
    prose = report("全市处理农民工工资拖欠问题次数按计划完成。")
    wrong = sheet(leaf(name="处理农民工工资拖欠问题此次数")) | prose
    assert says("C37-name", wrong) == [(f"{FIRST}/name", "处理农民工工资拖欠问题此次数", "处理农民工工资拖欠问题次数")]
    assert says("C37-name", sheet(leaf(name="处理农民工工资拖欠问题次数")) | prose) == []


def test_a_goal_speaks_of_its_project() -> None:
    def project(goal: str) -> JSON:
        goals = [{"expected": goal, "actual": "已发放"}]
        return {"projects": [{"name": "复退军人生活补助", "goals": goals, "indicators": [leaf()]}]}

    goal = "维护劳动关系和谐稳定"
    assert says("C39-topic", project(goal)) == [("/projects/0/goals/0/expected", goal, "与项目内容有关的目标")]
    assert says("C39-topic", project("按时发放复退军人补助")) == []


def test_three_projects_do_not_share_one_goal() -> None:
    def rows(*names: str) -> JSON:
        return {"projects": [{"name": name, "goal_text": "养老系统正常运转"} for name in names]}

    assert says("C39-same", rows("丧葬补助金", "遗留问题", "协办员补贴")) == [
        ("/projects/0/goal_text", "养老系统正常运转", "各项目自己的目标")
    ]
    assert says("C39-same", rows("2022年人员经费", "2021年人员经费", "协办员补贴")) == []
