"""A neutral Table as a screen: fields, ids that stay the same, margin notes, spoken names."""

from decimal import Decimal

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.evaluations.screens.cells import ScreenCell, typed_text
from perfeval.evaluations.screens.labels import entry_labels
from perfeval.evaluations.screens.table import Addresses, Entry, MarginNote, screen_of

FIELDS = {
    "/overall/indicators/0/name": "indicator.7.name",
    "/overall/indicators/0/actual": "indicator.7.actual",
    "/overall/indicators/0/weight": "indicator.7.weight",
    "/overall/self_score": "sheet.3.self_score",
}


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, kind="head", colspan=columns, rowspan=rows)


def actual(text: str = "95%") -> Cell:
    return Cell(text, kind="entry", ref="/overall/indicators/0/actual")


def score(value: str, explanation: str | None = "完成值95达到指标值95") -> Cell:
    ref = "/overall/indicators/0/computed/score"
    return Cell(value, kind="computed", ref=ref, value=Decimal(value), explanation=explanation)


def table(*rows: Row, widths: tuple[int, ...] = (1, 1, 2)) -> Table:
    return Table("overall", "表", widths, rows)


INDICATOR = Row(
    (Cell("满意度", kind="label", ref="/overall/indicators/0/name"), actual(), score("10")),
    anchor="/overall/indicators/0",
)


def test_a_cell_is_a_field_where_the_loader_knows_its_name() -> None:
    screen = screen_of(table(INDICATOR), Entry(FIELDS), Addresses("/indicators/0/"))
    name, entry, computed = screen.rows[0].cells
    assert (name.id, name.field) == ("indicator.7.shown.name", "")
    assert (entry.id, entry.field, entry.value, entry.label) == (
        "indicator.7.actual",
        "indicator.7.actual",
        "95%",
        "满意度",
    )
    assert (computed.id, computed.field, computed.explanation) == (
        "indicator.7.shown.score",
        "",
        "完成值95达到指标值95",
    )
    assert screen.rows[0].note == MarginNote("beside-indicator.7", ["完成值95达到指标值95"], "/indicators/7/", "满意度")
    assert screen.widths == ["25%", "25%", "50%"]


def test_without_fields_nothing_can_be_typed() -> None:
    screen = screen_of(table(INDICATOR), Entry())
    assert screen.values == {}
    assert screen.rows[0].cells[1].classes == "cell-entry align-left printed is-locked"
    assert not screen.has_margin


def test_what_was_typed_wrong_is_shown_again_beside_its_reason_and_the_stored_value_is_kept() -> None:
    entry = Entry(FIELDS, {"indicator.7.actual": "九十"}, {"indicator.7.actual": "不是数字"})
    screen = screen_of(table(INDICATOR), entry)
    cell = screen.rows[0].cells[1]
    assert (cell.value, cell.stored, cell.note) == ("九十", "95%", "不是数字")
    assert screen.values == {"indicator.7.actual": "95%"}


def test_a_datum_that_is_printed_twice_is_typed_once_and_no_id_stands_twice() -> None:
    screen = screen_of(table(INDICATOR, INDICATOR), Entry(FIELDS), Addresses("/indicators/0/"))
    first, second = screen.rows
    assert [cell.id for cell in second.cells] == ["indicator.7.shown.name.2", "", "indicator.7.shown.score.2"]
    assert [row.note and row.note.id for row in (first, second)] == ["beside-indicator.7", "beside-indicator.7.2"]


def test_the_cells_and_notes_of_changed_records_are_found() -> None:
    total = Row((Cell("总分", kind="label", colspan=2), Cell("10", kind="computed", ref="/overall/computed/total")))
    screen = screen_of(table(INDICATOR, total), Entry(FIELDS), Addresses("/indicators/0/"))
    assert [cell.id for cell in screen.cells_of_records(["/overall"])] == ["sheet.3.shown.total"]
    assert [cell.id for cell in screen.cells_of_records(["/overall/indicators/0"])] == [
        "indicator.7.shown.name",
        "indicator.7.shown.score",
    ]
    assert [note.id for note in screen.notes_of_records(["/overall/indicators/0"])] == ["beside-indicator.7"]


def test_the_first_blank_is_the_first_cell_that_a_score_waits_for() -> None:
    named = Cell("", kind="entry", ref="/overall/indicators/0/name")
    screen = screen_of(table(Row((named, actual(""), score("10")))), Entry(FIELDS))
    assert screen.first_blank == "indicator.7.actual"
    assert screen_of(table(INDICATOR), Entry(FIELDS)).first_blank == ""


def test_a_number_is_typed_without_separators_and_a_blank_is_not_a_zero() -> None:
    amount = Cell("1,234.50", kind="entry", ref="/x", value=Decimal("1234.50"), input="amount")
    assert typed_text(amount) == "1234.5"
    assert typed_text(Cell("0", kind="entry", ref="/x", input="amount")) == ""
    assert typed_text(Cell("第一行\n第二行", kind="entry", ref="/x", input="lines")) == "第一行\n第二行"


def test_a_box_begins_as_high_as_its_text() -> None:
    assert [ScreenCell(actual(), value=text).lines for text in ("", "一行", "一\n二\n三", "长" * 85, "长" * 9999)] == [
        1,
        1,
        3,
        3,
        12,
    ]


def test_names_for_screen_readers_come_from_the_heading_above_and_the_name_of_the_row() -> None:
    heads = Row((head("资金"), head("预算", 2)))
    low = Row((head("项目"), head("年初"), head("全年")))
    funds = Row((Cell("总额", kind="label"), entry("1"), entry("2")), anchor="/overall/funds/0")
    free = Row((Cell("说明", kind="label"), entry("3", 2)), anchor="/overall/analysis/0")
    assert list(entry_labels(table(heads, low, funds, free))) == [
        ["", ""],
        ["", "", ""],
        ["", "总额 年初", "总额 全年"],
        ["", "说明"],
    ]


def test_headings_reach_their_columns_past_cells_that_are_merged_down() -> None:
    heads = Row((Cell("指标", kind="label", rowspan=3), head("名称"), head("完成值")))
    first = Row(
        (Cell("甲", kind="entry", ref="/overall/indicators/0/name"), entry("0")), anchor="/overall/indicators/0"
    )
    second = Row(
        (Cell("乙", kind="entry", ref="/overall/indicators/1/name"), entry("1")), anchor="/overall/indicators/1"
    )
    assert list(entry_labels(table(heads, first, second))) == [
        ["", "", ""],
        ["甲 名称", "甲 完成值"],
        ["乙 名称", "乙 完成值"],
    ]


def entry(ref: str, columns: int = 1) -> Cell:
    return Cell("", kind="entry", ref=f"/overall/x/{ref}", colspan=columns)


def test_rows_of_the_same_name_are_told_apart_by_what_stands_at_their_left() -> None:
    def row(place: int, level2: str) -> Row:
        ref = f"/overall/indicators/{place}"
        cells = (
            Cell(level2, kind="label"),
            Cell("指标1", kind="entry", ref=f"{ref}/name"),
            Cell("≥1", kind="entry", ref=f"{ref}/target"),
        )
        return Row(cells, anchor=ref)

    heads = Row((head("二级指标"), head("三级指标"), head("指标值")), "head")
    shown = entry_labels(table(heads, row(0, "数量指标"), row(1, "质量指标"), widths=(1, 1, 1)))
    assert shown[1:] == [
        ["", "数量指标 三级指标", "数量指标 指标1 指标值"],
        ["", "质量指标 三级指标", "质量指标 指标1 指标值"],
    ]
