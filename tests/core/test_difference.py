from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.difference import Difference, differences, word_differences
from perfeval.core.package import Package, parse_package


def package(**parts: Any) -> Package:
    return parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": "mof-2020",
            "year": 2023,
            "money_unit": "万元",
            "department": {"name": "某县人社局"},
            **parts,
        }
    )


def indicator(name: str, actual: str) -> dict[str, Any]:
    return {"name": name, "weight": "10", "actual": actual}


def test_equal_packages_differ_in_nothing_however_their_numbers_are_written() -> None:
    assert differences(package(facts={"income": "10"}), package(facts={"income": "10.00"}, note="x")) == []


def test_a_changed_figure_is_named_with_the_records_above_it() -> None:
    before = package(projects=[{"name": "培训", "indicators": [indicator("人数", "5人")]}])
    after = package(projects=[{"name": "培训", "indicators": [indicator("人数", "6人")]}])
    assert differences(before, after) == [
        Difference("/projects/0/indicators/0/actual", ("培训", "人数"), "actual", "5人", "6人")
    ]


def test_a_row_inserted_above_does_not_make_the_rows_below_changes() -> None:
    before = package(projects=[{"name": "甲"}, {"name": "乙", "self_score": "90"}])
    after = package(projects=[{"name": "新"}, {"name": "甲"}, {"name": "乙", "self_score": "95"}])
    assert differences(before, after) == [
        Difference("/projects/0/name", ("新",), "name", None, "新"),
        Difference("/projects/2/self_score", ("乙",), "self_score", "90", "95"),
    ]


def test_a_removed_record_is_told_by_what_it_held() -> None:
    before = package(projects=[{"name": "甲"}, {"name": "乙", "self_score": "90"}])
    assert differences(before, package(projects=[{"name": "甲"}])) == [
        Difference("/projects/1/self_score", ("乙",), "self_score", "90", None),
        Difference("/projects/1/name", ("乙",), "name", "乙", None),
    ]


def test_records_of_equal_name_are_paired_in_turn() -> None:
    rows = [indicator("数量", "1"), indicator("数量", "2")]
    changed = [indicator("数量", "1"), indicator("数量", "3")]
    before, after = package(overall={"indicators": rows}), package(overall={"indicators": changed})
    assert [(found.where, found.before, found.after) for found in differences(before, after)] == [
        ("/overall/indicators/1/actual", "2", "3")
    ]


def test_a_text_is_compared_word_by_word_with_whole_figures() -> None:
    assert word_differences("执行率为85.35%，良", "执行率为85.36%，优") == [
        ("same", "执行率为"),
        ("removed", "85.35%"),
        ("added", "85.36%"),
        ("same", "，"),
        ("removed", "良"),
        ("added", "优"),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_runs_of_a_comparison_make_up_both_texts(before: str, after: str) -> None:
    runs = word_differences(before, after)
    assert "".join(text for kind, text in runs if kind != "added") == before
    assert "".join(text for kind, text in runs if kind != "removed") == after
