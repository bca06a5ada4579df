"""Project lists: which projects, which columns, and what they add up to."""

from collections.abc import Callable

from perfeval.core.tables import project_list_tables, table_for

from .conftest import Case
from .grids import grid, row_of, shapes, texts

Cases = Callable[[str], Case]


def test_qinhuangdao_prints_two_lists_with_amounts_as_they_were_typed(case: Cases) -> None:
    own, transfer = project_list_tables(*case("qinhuangdao-2023"))

    assert [(table.key, table.title, len(table.rows)) for table in (own, transfer)] == [
        ("list:own", "本级项目自评结果", 47),
        ("list:transfer", "转移支付项目自评结果", 49),
    ]
    assert grid(own.rows[:2]) == [
        ["序号", "主管部门（单位）", "项目名称", "预算金额（调整后）", "自评得分", "自评等级"],
        ["1", "323003-秦皇岛经济技术开发区社会保险中心", "城乡医疗救助", "54.939800", "100", "优"],
    ]
    assert texts(transfer.rows[0])[2] == "转移支付资金（中央、省、区）项目名称"
    assert [row.role for row in own.rows[:2]] == ["head", "body"]


def test_the_gaoyi_list_has_54_rows_under_one_header_and_computes_the_surplus(case: Cases) -> None:
    table = table_for(*case("gaoyi-2022"), "list:all")

    assert (table.title, table.captions, table.orientation) == (
        "高邑县人力资源和社会保障局2022年分项目绩效项目清单",
        (("", "", "单位：万元"),),
        "landscape",
    )
    assert texts(table.rows[0]) == [
        "序号",
        "项目名称",
        "预算数(调整后)",
        "执行数(至2022年底)",
        "结余交回财政",
        "自评得分",
        "分项目绩效目标",
        "分项目绩效目标完成情况",
    ]
    assert len(table.rows) == 55
    assert [(cell.text, cell.kind, cell.ref) for cell in table.rows[1].cells[:6]] == [
        ("1", "text", None),
        ("2022年人员经费", "entry", "/projects/0/name"),
        ("402.229521", "entry", "/projects/0/funds/0/adjusted"),
        ("402.229521", "entry", "/projects/0/funds/0/executed"),
        ("0", "computed", "/projects/0/funds/0/computed/surplus"),
        ("95", "entry", "/projects/0/self_score"),
    ]


def test_a_total_row_takes_sums_and_rate_from_the_statistics(case: Cases) -> None:
    table = table_for(*case("jincheng-2022"), "list:all")
    total = table.rows[-1]

    assert (total.role, shapes(total)[0]) == ("total", (3, 1))
    assert [(cell.text, cell.ref) for cell in total.cells] == [
        ("合计", None),
        ("4,615.26", None),
        ("3,312.607", "/computed/statistics/all/adjusted"),
        ("3,134.407", "/computed/statistics/all/executed"),
        ("178.2", None),
        ("94.62", "/computed/statistics/all/rate"),
        ("", None),
        ("", None),
    ]


def test_a_project_without_a_number_is_numbered_by_its_place(case: Cases) -> None:
    package, scheme = case("gaoyi-2022")
    renumbered = [project.model_copy(update={"seq": None}) for project in package.projects[:2]]
    table = table_for(package.model_copy(update={"projects": renumbered}), scheme, "list:all")

    assert [texts(row)[0] for row in table.rows[1:]] == ["1", "2"]


def test_a_list_without_projects_keeps_its_header(case: Cases) -> None:
    package, scheme = case("qinhuangdao-2023")
    table = table_for(package.model_copy(update={"projects": []}), scheme, "list:own")

    assert [row.role for row in table.rows] == ["head"]
    assert row_of(table, "序号") is table.rows[0]
