"""Basic data, survey, working papers, lists, final accounts."""

from .small import JSON, funds, leaf, says, sheet


def table(*rows: JSON, columns: tuple[str, ...] = ("2022年决算数", "2023年预算数", "2023年决算数")) -> JSON:
    return {"basic_data": {"sections": [{"label": "经费", "columns": list(columns), "rows": list(rows)}]}}


def row(label: str, *values: str | None, **fields: object) -> JSON:
    return {"key": "row", "label": label, "values": list(values)} | fields


ROW = "/basic_data/sections/0/rows/0"


def test_a_sum_row_equals_its_children() -> None:
    parent = row("经费", "9", None, None, children=[row("甲", "4"), row("乙", "6")])
    assert says("C17", table(parent)) == [(f"{ROW}/values/0", "9", "10")]


def test_rows_of_which_may_leave_something_out_but_not_exceed() -> None:
    assert says("C17", table(row("公用", "9", children=[row("其中：办公", "4"), row("水电", "2")]))) == []
    over = table(row("公用", "9", total="entered", children=[row("其中：办公", "8"), row("水电", "2")]))
    assert says("C17-parts", over) == [(f"{ROW}/values/0", "9", "不小于10")]


def test_printed_cells_are_held_against_the_computed_ones() -> None:
    printed = row("经费", "4", "5", "6", published={"values": ["4", "5", "7"]})
    assert says("C17-printed", table(printed)) == [(f"{ROW}/published/values/2", "7", "6")]


def test_a_project_has_the_same_figures_in_the_table_and_in_its_sheet() -> None:
    project = {"name": "培训", "self_score": "90", "funds": funds(initial="10", adjusted="8", executed="8")}
    right, wrong = row("培训", None, "8", "8"), row("培训", None, "9", "7")
    assert says("C17-project", table(right) | {"projects": [project]}) == []
    assert says("C17-project", table(wrong) | {"projects": [project]}) == [
        (f"{ROW}/values/1", "9", "10"),
        (f"{ROW}/values/2", "7", "8"),
    ]


def test_columns_speak_of_this_year_or_the_last() -> None:
    found = says("C17-year", table(row("甲", "1"), columns=("2019年决算数", "2023年决算数")))
    assert found == [("/basic_data/sections/0/columns/0", "2019", "2023")]


def test_staff_is_the_same_in_the_table() -> None:
    staff = table(row("人员", "20", "19"), columns=("编制数", "2023年实际在职人数"))
    assert says("C17-staff", staff) == [(f"{ROW}/values/1", "19", "18")]


def question(text: str, *counts: int) -> JSON:
    options = [{"label": f"{chr(65 + i)}.选项", "points": "10", "count": count} for i, count in enumerate(counts)]
    return {"text": text, "options": options}


def test_a_survey_counts_down_from_issued_to_valid_and_every_answer_is_counted() -> None:
    questions = [question("满意吗", 5, 3), question("方便吗", 9, 1), question("满意吗", 10, 1)]
    document = {"survey": {"issued": 10, "returned": 12, "valid": 10, "questions": questions}}
    assert says("C16", document) == [("/survey/returned", "12", "不超过10")]
    assert says("C16-missing", document) == [("/survey/questions/0", "8", "10")]
    assert says("C16-count", document) == [("/survey/questions/2", "11", "10")]
    assert says("C16-repeat", document) == [("/survey/questions/2/text", "满意吗", "不同的题目")]


def test_a_working_paper_belongs_to_an_indicator_and_repeats_its_weight() -> None:
    papers = [
        {"indicator": "A9", "rows": []},
        {"indicator": "培训人数", "rows": [{"label": "权重", "text": "指标权重12分"}]},
    ]
    document = sheet(leaf()) | {"working_papers": papers}
    assert says("C48-unknown", document) == [("/working_papers/0/indicator", "A9", "自评表中的指标编号或名称")]
    assert says("C48", document) == [("/working_papers/1/rows/0/text", "12分", "10分")]


def test_a_list_counts_on_and_repeats_no_project() -> None:
    def project(seq: int, name: str) -> JSON:
        return {"seq": seq, "name": name, "list": "own", "self_score": "90", "funds": funds(adjusted="5")}

    document = {"projects": [project(1, "甲"), project(3, "乙"), project(4, "甲")]}
    assert says("C20-seq", document) == [("/projects/1/seq", "3", "2")]
    assert says("C20-twice", document) == [("/projects/2/name", "甲", "不重复的项目")]


def accounts(**fields: object) -> JSON:
    base = {
        "revenue": [{"function": "2080101", "name": "行政运行", "fund": "general", "fiscal": "100"}],
        "expenditure": [
            {"function": "2080101", "name": "行政运行", "source": "fiscal", "fund": "general", "basic": "100"}
        ],
        "economic": [{"code": "30101", "name": "基本工资", "amount": "100", "basic": "100"}],
    }
    return {"final_accounts": base | fields}


def test_final_accounts_that_balance_are_left_alone() -> None:
    for check in ("C60", "C61", "C61-unknown", "C62", "C63"):
        assert says(check, accounts()) == []


def test_economic_codes_must_add_up_to_the_functions() -> None:
    short = accounts(economic=[{"code": "30101", "name": "基本工资", "amount": "90", "basic": "90"}])
    assert {(found, expected) for _, found, expected in says("C60", short)} == {("90", "100")}


def test_codes_have_a_parent_and_stand_in_the_catalogue() -> None:
    unknown = accounts(economic=[{"code": "30198", "name": "不明", "amount": "100", "basic": "100"}])
    assert ("/final_accounts/economic/0", "30198") in {(w, f) for w, f, _ in says("C61-unknown", unknown)}
    orphan = accounts(revenue=[{"function": "9990101", "name": "不明", "fund": "general", "fiscal": "100"}])
    assert ("/final_accounts/revenue/0", "9990101") in {(w, f) for w, f, _ in says("C61", orphan)}


def test_printed_tables_are_held_against_the_computed_ones() -> None:
    printed = {"tables": {"03": [{"key": "total", "label": "合计", "cells": ["101", "100", None, None, None, None]}]}}
    assert says("C62", accounts(published=printed)) == [("/final_accounts/published/tables/03/0/cells/0", "101", "100")]


def project_rows(*rows: JSON) -> JSON:
    return table(row("项目支出：", None, None, None, children=list(rows)))


BELOW = f"{ROW}/children"


def test_a_project_row_spends_no_more_than_its_budget() -> None:
    rows = project_rows(row("认定", "1", "12", "26.02"), row("抚恤", None, None, "5"), row("培训", "3", "3", "3"))
    assert says("C17-over", rows) == [
        (f"{BELOW}/0/values/2", "26.02", "不大于12"),
        (f"{BELOW}/1/values/2", "5", "不大于0"),
    ]


def test_a_row_above_others_is_filled_in() -> None:
    blank = row("经费", None, None, None, total="none", children=[row("甲", "4", "5", "6")])
    assert says("C17-blank", table(blank)) == [(f"{ROW}/values/0", "空白", "4、5、6")]
    assert says("C17-blank", table(row("经费", "4", "5", "6", children=[row("甲", "4", "5", "6")]))) == []


def test_projects_that_spent_money_have_a_sheet() -> None:
    rows = project_rows(row("培训", "3", "3", "3"), row("抚恤", None, None, "5"), row("档案", None, "2", None))
    document = rows | {"projects": [{"name": "培训", "self_score": "90"}]}
    assert says("C47-table", document) == [(f"{BELOW}/1", "1个", "每个项目的自评表")]
    assert says("C47-table", rows) == []
