"""The forms of the five counties, held against forms/*.md of the specification: columns, merges, numbers, lines."""

from collections.abc import Callable
from decimal import Decimal

from perfeval.core.tables import sheet_table

from .conftest import Case
from .grids import grid, row_of, shapes, texts

Cases = Callable[[str], Case]


def test_the_jincheng_form_prints_ten_columns_with_the_initial_budget_split(case: Cases) -> None:
    table = sheet_table(*case("jincheng-2022"), 6)

    assert (table.title, table.subtitle, table.key, table.ref) == (
        "职业技能提升工程工作经费项目支出绩效自评表",
        "（2022年度）",
        "project:7",
        "/projects/6",
    )
    assert grid(table.rows[:7]) == [
        ["项目名称", "职业技能提升工程工作经费"],
        ["主管部门及代码", "144-晋城市人力资源和社会保障局", "预算单位", "001-晋城市人力资源和社会保障局"],
        [
            "项目资金预算安排及执行进度（万元）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "资金结（转）余",
            "执行率",
            "得分",
        ],
        ["目标申报数", "预算编制数"],
        ["资金总额", "900", "900", "35.457", "35.457", "0", "100", "10"],
        ["市县区财政资金", "900", "900", "35.457", "35.457", "0", "100.00", "10.00"],
        ["项目年度绩效目标", "年度目标", "实际完成情况"],
    ]
    assert [shapes(row) for row in table.rows[2:5]] == [
        [(1, 4), (2, 2), (2, 1), (1, 2), (1, 2), (1, 2), (1, 2), (1, 2)],
        [(1, 1), (1, 1)],
        [(2, 1), *[(1, 1)] * 7],
    ]
    assert len(table.widths) == 10


def test_the_jincheng_indicators_merge_level_one_and_two_and_end_in_total_and_grade(case: Cases) -> None:
    table = sheet_table(*case("jincheng-2022"), 6)

    assert grid(table.rows[8:17]) == [
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年初指标值",
            "调整后指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        [
            "产出指标",
            "数量指标",
            "补贴培训中心个",
            "≥2个",
            "≥2个",
            "≥0个",
            "10",
            "0",
            "完成审核工作, 未完成补贴发放",
        ],
        ["被补贴技师人数", "≥1000人/次", "≥1000人/次", "≥0人/次", "10", "0", "核资料, 完成406个技师补贴资料"],
        ["质量指标", "技能人员专业技", "≥20%", "≥20%", "≥20%", "10", "10", ""],
        ["时效指标", "人人持证技能社", "=5天", "=5天", "=5天", "10", "10", ""],
        ["成本指标", "技师补贴资金", "1000元/人", "=1000元/人.次", "=0元/人.次", "10", "0", "未完成补贴支付"],
        ["效益指标", "社会效益指标", "提高社会技能人", "提高", "提高", "达成预期指标", "30", "30", ""],
        [
            "满意度指标",
            "服务对象满意度指标",
            "技能人员满意度",
            "≥95%",
            "≥95%",
            "≥60%",
            "10",
            "6.32",
            "补贴未发放, 人员满意度未达到期",
        ],
        ["总 分", "66.32", "中"],
    ]
    assert [shapes(row) for row in table.rows[9:11]] == [[(1, 5), (1, 2), *[(1, 1)] * 7], [(1, 1)] * 7]
    assert (table.rows[16].role, shapes(table.rows[16])) == ("total", [(8, 1), (1, 1), (1, 1)])


def test_the_jincheng_analysis_groups_four_texts_and_notes_follow(case: Cases) -> None:
    table = sheet_table(*case("jincheng-2022"), 6)
    labels = [texts(row)[:-1] for row in table.rows[17:]]

    assert labels == [
        ["项目绩效自评结果分析", "自评结果分析", "项目实施和预算执行情况分析"],
        ["产出情况及分析"],
        ["效益情况及分析"],
        ["满意度情况及分析"],
        ["主要经验做法"],
        ["项目管理中存在的主要问题及原因分析"],
        ["下一步改进措施及管理建议"],
    ]
    assert [note[:9] for note in table.notes] == [
        "备注：1. “年初",
        "2. “全年预算数",
        "3. “全年执行数",
        "4. “执行率”是",
    ]


def test_amounts_of_jincheng_carry_thousands_separators_and_no_spare_zeros(case: Cases) -> None:
    table = sheet_table(*case("jincheng-2022"), 9)

    assert texts(row_of(table, "资金总额"))[:5] == ["资金总额", "2,480", "2,480", "2,125.867", "2,125.867"]


def test_the_gaoyi_form_writes_amounts_into_text_cells_beside_one_merged_rate(case: Cases) -> None:
    table = sheet_table(*case("gaoyi-2022"), "overall")

    assert table.captions == (("填报单位：高邑县人力资源和社会保障局", "", "单位：万元"),)
    assert grid(table.rows[:4]) == [
        ["一、预算执行情况", "预算安排情况（调整后）", "资金执行情况", "预算执行率"],
        ["预算数：8779.43129", "执行数：8758.641293", "99.76%"],
        ["其中：财政资金：8779.43029", "其中：财政资金：8758.640293"],
        ["其他：0.01", "其他：0.01"],
    ]
    assert [shapes(row) for row in table.rows[:3]] == [
        [(1, 4), (3, 1), (2, 1), (2, 1)],
        [(3, 1), (2, 1), (2, 3)],
        [(3, 1), (2, 1)],
    ]
    assert table.rows[1].cells[0].value == Decimal("8779.43129")
    assert table.rows[1].cells[0].ref == "/overall/funds/0/adjusted"


def test_the_gaoyi_indicators_stand_with_their_total_behind_one_label(case: Cases) -> None:
    table = sheet_table(*case("gaoyi-2022"), "overall")

    assert texts(table.rows[4]) == [
        "二、整体工作情况",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标内容",
        "评价标准",
        "分值",
        "自评得分",
    ]
    assert texts(table.rows[5])[:3] == ["投入 (20)", "绩效目标指标管理 (10)", "绩效目标科学性"]
    assert shapes(table.rows[4])[0] == (1, 32)
    assert (texts(table.rows[35])[:2], table.rows[35].role, shapes(table.rows[35])[0]) == (
        ["合计", "100"],
        "total",
        (5, 1),
    )
    assert texts(table.rows[36])[0] == "三、绩效目标执行出现的偏差和采取的措施"
    assert table.footer == ("填报人：填报人\u3000\u3000联系电话：150****8133",)


def test_equal_names_of_gaoyi_print_as_one_cell_over_their_contents(case: Cases) -> None:
    table = sheet_table(*case("gaoyi-2022"), "overall")
    merged = {cell.text: cell.rowspan for cell in table.cells() if cell.text in ("绩效完成数量", "发放准确性")}

    assert merged == {"绩效完成数量": 4, "发放准确性": 3}


def test_the_miluo_overall_form_stacks_funds_and_both_natures_behind_one_label(case: Cases) -> None:
    table = sheet_table(*case("miluo-2023"), "overall")

    assert (table.number, table.title) == ("附件2", "2023年度部门整体支出绩效自评表")
    assert grid(table.rows[:8]) == [
        ["预算部门名称", "汨罗市人力资源和社会保障局"],
        ["年度预算申请(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "1947", "3897.95", "3897.95", "10", "100.00%", "10"],
        ["按收入性质分：", "按支出性质分："],
        ["其中：一般公共预算：3795.07", "其中：基本支出：1716.26"],
        ["政府性基金拨款：", "项目支出：2181.69"],
        ["纳入专户管理的非税收入拨款：", ""],
        ["其他资金：102.88", ""],
    ]
    assert shapes(table.rows[1])[0] == (1, 7)
    assert texts(table.rows[11])[:3] == ["产出指标(30分)", "数量指标", "处理农民工工资拖欠问题此次数"]
    assert (texts(table.rows[-1]), shapes(table.rows[-1])) == (
        ["总分", "100", "100", ""],
        [(6, 1), (1, 1), (1, 1), (1, 1)],
    )
    assert table.footer == (
        "填表人：填报人\u3000填报日期：2024年10月17日\u3000联系电话：193****6678\u3000单位负责人签字：单位负责人",
    )


def test_part_rows_of_miluo_leave_weight_rate_and_score_empty(case: Cases) -> None:
    table = sheet_table(*case("miluo-2023"), 0)

    assert table.number == "附件3-1"
    assert grid(table.rows[3:7]) == [
        ["年度资金总额", "200", "100", "100", "10", "100.00%", "10"],
        ["其中：当年财政拨款", "100", "100", "100", "", "", ""],
        ["上年结转资金", "", "", "", "", "", ""],
        ["其他资金", "100", "", "", "", "", ""],
    ]


def test_the_xundian_form_is_the_indicator_system_with_weights_in_the_names(case: Cases) -> None:
    table = sheet_table(*case("xundian-2023"), "overall")

    assert (table.number, table.orientation, table.title) == (
        "附件3",
        "landscape",
        "寻甸回族彝族自治县人力资源和社会保障局2023年部门整体支出绩效评价指标体系",
    )
    assert texts(table.rows[0]) == [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标分值",
        "得分",
        "指标解释",
        "指标评分细则",
        "数据来源",
    ]
    assert texts(table.rows[1])[:5] == [
        "A部门决策（35分）",
        "A1部门目标（12分）",
        "A11部门中长期规划目标的明确性与合理性（2分）",
        "2",
        "2",
    ]
    assert [row.role for row in table.rows[:2]] == ["head", "body"]
    assert texts(table.rows[-1]) == ["合计", "", "100分", "100", "84.75", "", "", ""]


def test_every_entered_cell_of_an_indicator_says_what_is_typed_into_it(case: Cases) -> None:
    row = sheet_table(*case("jincheng-2022"), 6).rows[10]

    assert row.anchor == "/projects/6/indicators/0/children/0/children/1"
    assert [(cell.kind, cell.input, (cell.ref or "").removeprefix(row.anchor or "")) for cell in row.cells] == [
        ("entry", "lines", "/name"),
        ("entry", "line", "/target"),
        ("entry", "line", "/adjusted_target"),
        ("entry", "line", "/actual"),
        ("entry", "number", "/weight"),
        ("computed", "line", "/computed/score"),
        ("entry", "lines", "/deviation"),
    ]
    assert row.cells[4].value == Decimal(10)


def test_rate_score_and_total_say_how_they_follow(case: Cases) -> None:
    table = sheet_table(*case("jincheng-2022"), 6)
    explained = [cell.explanation for cell in row_of(table, "资金总额").cells if cell.kind == "computed"]

    assert explained == [
        "全年预算数35.457 − 执行数35.457 = 0",
        "执行数35.457 ÷ 全年预算数35.457 = 100%",
        "分值10 × 执行率100% = 10分",
    ]
    assert row_of(table, "总 分").cells[1].explanation == "10 + 0 + 0 + 10 + 10 + 0 + 30 + 6.32 = 66.32"


def test_a_discretionary_score_is_typed_and_a_sheet_without_indicators_has_its_total_typed(case: Cases) -> None:
    miluo, jincheng = sheet_table(*case("miluo-2023"), 0), sheet_table(*case("jincheng-2022"), 1)
    typed = [cell.ref for cell in miluo.cells() if cell.kind == "entry" and (cell.ref or "").endswith("/self_score")]

    assert typed[0] == "/projects/0/indicators/0/children/2/children/0/self_score"
    total = row_of(jincheng, "总 分").cells[1]
    assert (total.kind, total.ref, total.text, total.explanation) == ("entry", "/projects/1/self_score", "100", None)
