from perfeval.core.package import Package
from perfeval.core.papers import sheet_papers, working_papers

from .narrative.conftest import computed

TITLE = "寻甸回族彝族自治县人力资源和社会保障局2023年部门整体支出"


def rows(package: Package, indicator: str) -> list[tuple[str | None, str | None]]:
    paper = next(paper for paper in working_papers(package) if paper.indicator == indicator)
    assert paper.computed is not None
    return [(row["label"], row["text"]) for row in paper.computed.rows]


def test_every_scored_indicator_has_one_paper_with_its_score() -> None:
    package = computed("xundian-2023")
    papers = working_papers(package)
    assert package.overall is not None
    leaves = package.overall.leaves()
    assert [paper.indicator for paper in papers] == [leaf.code for leaf in leaves]
    scores = [paper.computed.score for paper in papers if paper.computed]
    assert scores == [leaf.computed.score for leaf in leaves if leaf.computed]


def test_a_paper_is_made_from_the_indicator_and_its_rule() -> None:
    assert rows(computed("xundian-2023"), "A32") == [
        ("项目名称", TITLE),
        ("评价机构", "寻甸回族彝族自治县人力资源和社会保障局"),
        ("指标解释", "用以反映部门年度项目支出预算程序、预算依据、适用范围的合理性。"),
        ("指标权重", "指标权重4分"),
        (None, "指标权重设定的依据、理由：占总分值100分的4%；“资源配置”（13分）下设5项指标"),
        ("评价标准", "指标标杆值："),
        (None, "指标标杆值依据："),
        (None, "指标评分细则：①预算程序合理，得1分；②预算依据充分，得2分；③符合资金使用范围，得1分。"),
        ("数据来源及取数方式", "部门项目支出预算编制详细资料，访谈、文件梳理等、其他资料"),
        ("佐证材料", ""),
        ("计算过程", "3项均符合，得满分4分"),
        ("评价结果", "预算程序合理；预算依据充分；符合资金使用范围"),
        (None, "指标得分：4分"),
    ]


def test_typed_lines_stay_but_weight_and_score_follow_from_the_table() -> None:
    """Error wp-weight-100-score-96: the one paper of the document has the weight and score of the whole."""
    found = rows(computed("xundian-2023"), "A11")
    assert found[0] == ("项目名称", "寻甸回族彝族自治县人社局2023年部门整体支出")
    assert found[3:8] == [
        ("指标权重", "指标权重2分"),
        (None, "指标权重设定的依据、理由：参考附件1"),
        ("评价标准", "指标标杆值：参考附件1"),
        (None, "指标标杆值依据：参考附件1"),
        (None, "指标评分细则：参考附件1"),
    ]
    assert found[-1] == (None, "指标得分：2分")


def test_lines_under_a_label_of_their_own_stand_before_the_result() -> None:
    package = computed(
        "xundian-2023",
        working_papers=[
            {
                "indicator": "A12",
                "rows": [
                    {"label": "佐证材料", "text": "年度工作计划"},
                    {"label": "访谈记录", "text": "访谈5人"},
                    {"label": None, "text": "均认可"},
                ],
            }
        ],
    )
    assert rows(package, "A12")[-6:] == [
        ("佐证材料", "年度工作计划"),
        ("计算过程", "2项均符合，得满分2分"),
        ("访谈记录", "访谈5人"),
        (None, "均认可"),
        ("评价结果", "部门年度工作目标明确设定；年度工作目标与部门中长期规划目标一致"),
        (None, "指标得分：2分"),
    ]


def test_an_indicator_without_a_score_says_so_and_without_a_code_has_its_place() -> None:
    found = rows(computed("gaoyi-2022"), "2.1.6")
    assert found[-1] == (None, "指标得分：未计分")


def test_a_project_has_papers_too() -> None:
    package = computed("miluo-2023")
    papers = sheet_papers(package.projects[0], package, package.projects[0].name)
    assert (papers[0].indicator, papers[0].title) == (
        "1.1.1",
        f"“{package.projects[0].indicators[0].children[0].children[0].name}”评价底稿",
    )
    assert len(papers) == len(package.projects[0].leaves())


def test_without_an_overall_sheet_there_are_no_papers() -> None:
    assert working_papers(computed("jincheng-2022")) == []
