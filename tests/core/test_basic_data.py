"""绩效评价基础数据表: sums of children and computed columns."""

from typing import Any

from perfeval.core.basic_data import compute_basic_data
from perfeval.core.package import BasicData, TableRow


def row(key: str, *values: str | None, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": key, "values": list(values)} | more


def values(rows: list[dict[str, Any]], **section: Any) -> dict[str, list[str | None]]:
    table = {"sections": [{"label": "节", "columns": ["甲", "乙", "丙"], "rows": rows} | section]}
    found: dict[str, list[str | None]] = {}

    def collect(computed: list[TableRow]) -> None:
        for one in computed:
            assert one.computed is not None
            found[one.key] = one.computed.model_dump(mode="json")["values"]
            collect(one.children)

    collect(compute_basic_data(BasicData.model_validate(table)).sections[0].rows)
    return found


def test_a_parent_is_the_sum_of_its_children_where_it_says_so() -> None:
    leaves = [row("c", "1.5", None, "3"), row("d", "2", None)]
    inner = row("b", total="sum", children=leaves)
    assert values([row("a", "9", "9", "9", total="sum", children=[inner, row("e", "0.5", None, "1")])]) == {
        "a": ["4", None, "4"],
        "b": ["3.5", None, "3"],
        "c": ["1.5", None, "3"],
        "d": ["2", None, None],
        "e": ["0.5", None, "1"],
    }


def test_entered_parents_and_parents_without_a_total_keep_what_was_typed() -> None:
    children = [row("c", "1")]
    for total in ("entered", "none", None):
        assert values([row("a", "7", total=total, children=children)])["a"] == ["7", None, None]


def test_a_computed_column_is_a_ratio_in_percent() -> None:
    rows = [row("a", "139", "140"), row("b", "0", "1"), row("c", None, "1"), row("d", "3", "2", "99")]
    assert values(rows, computed={"2": {"ratio": [1, 0]}}) == {
        "a": ["139", "140", "100.72"],
        "b": ["0", "1", None],
        "c": [None, "1", None],
        "d": ["3", "2", "66.67"],
    }


def test_ratios_of_a_sum_are_taken_after_the_sum() -> None:
    children = [row("b", "10", "5"), row("c", "30", "5")]
    assert values([row("a", total="sum", children=children)], computed={"2": {"ratio": [1, 0]}})["a"] == [
        "40",
        "10",
        "25",
    ]


def test_a_section_without_formulas_takes_those_of_the_template_with_the_same_rows() -> None:
    columns = ["甲", "乙", "丙"]
    formula = {"computed": {"2": {"ratio": [1, 0]}}}

    def third(template_rows: list[dict[str, Any]], template_columns: list[str], **section: Any) -> str | None:
        template = {"sections": [{"label": "模板", "columns": template_columns, "rows": template_rows} | formula]}
        table = {"sections": [{"label": "节", "columns": columns, "rows": [row("a", "4", "3")]} | section]}
        found = compute_basic_data(BasicData.model_validate(table), BasicData.model_validate(template))
        result = found.sections[0].rows[0].computed
        assert result is not None
        return result.model_dump(mode="json")["values"][2]  # type: ignore[no-any-return]  # JSON data

    assert third([row("a")], columns) == "75"
    assert third([row("b")], columns) is None
    assert third([row("a")], [*columns, "丁"]) is None
    assert third([row("a")], columns, computed={}) is None


def test_an_empty_table_stays_empty() -> None:
    assert compute_basic_data(BasicData()) == BasicData()
    text_only = {"sections": [{"label": "措施", "columns": []}]}
    table = BasicData.model_validate(text_only)
    assert compute_basic_data(table) == table
