"""The money unit of a list: a figure in 元 never counts as one in 万元."""

import pytest

from perfeval.evaluations.loading import load
from perfeval.exchange.projects import Grid, add_projects, guess_header, guess_targets, lines_of

from ..factories import author_of, make_evaluation, small_package


def amounts(rows: list[list[str]]) -> list[str]:
    """The text of 全年预算数 in each line below the headings."""
    header = guess_header(rows)
    lines, problems = lines_of(Grid("清单", rows), header, guess_targets(rows[header]))
    assert problems == []
    return [line.values["adjusted"] for line in lines]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("全年预算数", ""),
        ("全年预算数（元）", "元"),
        ("全年预算数(万元)", "万元"),
        ("全年预算数（单位：元）", "元"),
        ("全年预算数\n（亿元）", "亿元"),
        ("全年预算数（万元）①", "万元"),
        ("全年预算数(金额单位：元)(A)", "元"),
        ("全年预算数 元", "元"),
        ("全年预算数/万元", "万元"),
        ("全年预算数，单位：元", "元"),
        ("全年预算数（扣减万元以下）", ""),
        ("全年预算数（美元）", ""),
    ],
)
def test_the_unit_of_a_heading_stands_behind_the_numbers_below_it(heading: str, unit: str) -> None:
    rows = [["项目名称", heading, "自评得分"], ["甲", "1,200.5", "98"], ["乙", "", ""], ["丙", "3万元", "9"]]
    assert amounts(rows) == [f"1,200.5{unit}", "", "3万元"]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("单位：元", "元"),
        ("金额单位：万元", "万元"),
        ("填报单位：测试局", ""),
        ("单位:人民币元", "元"),
        ("单位：元/人", ""),
    ],
)
def test_a_line_above_the_headings_names_the_unit_of_the_sheet(above: str, unit: str) -> None:
    rows = [["项目清单", ""], [above, ""], ["项目名称", "全年预算数"], ["甲", "12"]]
    assert amounts(rows) == [f"12{unit}"]


def test_a_heading_is_nearer_than_the_line_above() -> None:
    assert amounts([["单位：元", ""], ["项目名称", "全年预算数（万元）"], ["甲", "12"]]) == ["12万元"]


def test_what_is_no_amount_and_what_is_no_number_stays_as_it_is() -> None:
    rows = [["单位：元", "", ""], ["项目名称", "自评得分", "全年预算数"], ["12", "98", "约5万"]]
    (line,), problems = lines_of(Grid("清单", rows), 1, {0: "name", 1: "self_score", 2: "adjusted"})
    assert (problems, line.values) == ([], {"name": "12", "self_score": "98", "adjusted": "约5万"})


@pytest.mark.django_db
def test_a_list_in_yuan_is_stored_in_the_unit_of_the_self_evaluation() -> None:
    evaluation = make_evaluation(small_package())
    rows = [["单位：元", "", ""], ["项目名称", "全年预算数", "全年执行数（万元）"], ["甲项目", "54939.80", "5.4"]]
    lines, _problems = lines_of(Grid("清单", rows), 1, guess_targets(rows[1]))
    preview = add_projects(actor=author_of(evaluation), evaluation=evaluation, lines=lines, dry_run=False)
    assert (preview.problems, preview.added) == ([], ["甲项目"])
    project = load(evaluation).package.projects[-1]
    assert (str(project.amount("adjusted")), str(project.amount("executed"))) == ("5.49398", "5.4")
