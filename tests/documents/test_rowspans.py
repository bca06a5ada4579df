from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.documents.grid import placed, with_cells
from perfeval.documents.part_pdf import lay_out_part, render_part
from perfeval.documents.rowspans import Fall, falls, repeat_labels

from .making import SENTENCE, figure, heads, indicators, label, pages_of, part_of, table


def texts(made: Table) -> list[list[tuple[str, int]]]:
    return [[(cell.text, cell.rowspan) for cell in row.cells] for row in made.rows]


def test_a_label_stands_again_in_the_row_after_the_cut() -> None:
    made = table(*(Row((*((label("产出", 3),) if number == 0 else ()), Cell(str(number)))) for number in range(3)))
    assert texts(repeat_labels(made, Fall(cuts=frozenset({2})))) == [
        [("产出", 2), ("0", 1)],
        [("1", 1)],
        [("产出", 1), ("2", 1)],
    ]


def test_labels_of_several_levels_keep_their_columns() -> None:
    made = table(
        Row((label("一级", 3), label("二级甲", 1), Cell("0"))),
        Row((label("二级乙", 2), Cell("1"))),
        Row((Cell("2"),)),
        widths=(1, 1, 1),
    )
    assert texts(repeat_labels(made, Fall(cuts=frozenset({2})))) == [
        [("一级", 2), ("二级甲", 1), ("0", 1)],
        [("二级乙", 1), ("1", 1)],
        [("一级", 1), ("二级乙", 1), ("2", 1)],
    ]


def test_a_figure_and_a_long_text_are_not_said_twice() -> None:
    long = "字" * 61
    made = table(Row((figure("100"), Cell(long))), Row((Cell(), Cell())))
    merged = with_cells(
        made, (item for item in placed(table(Row((spanned(figure("100")), spanned(Cell(long)))), Row(()))))
    )
    assert texts(repeat_labels(merged, Fall(cuts=frozenset({1})))) == [[("100", 1), (long, 1)], [("", 1), ("", 1)]]


def spanned(cell: Cell) -> Cell:
    return Cell(cell.text, cell.kind, rowspan=2, value=cell.value)


def test_a_row_longer_than_a_page_has_labels_of_its_own() -> None:
    made = table(*(Row((*((label("产出", 3),) if number == 0 else ()), Cell(str(number)))) for number in range(3)))
    cut = repeat_labels(made, Fall(broken=frozenset({1})))
    assert texts(cut) == [[("产出", 1), ("0", 1)], [("产出", 1), ("1", 1)], [("产出", 1), ("2", 1)]]


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """Closed grids: each column is cut into merged cells of its own."""
    height, width = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for column in range(width):
        row = 0
        while row < height:
            span = draw(st.integers(1, height - row))
            rows[row].append(Cell(f"{row},{column}", "label", rowspan=span))
            row += span
    return table(*(Row(tuple(cells)) for cells in rows), widths=(1,) * width)


@given(grids(), st.frozensets(st.integers(0, 8)), st.frozensets(st.integers(0, 7)))
def test_a_cut_grid_is_closed_and_no_cell_crosses_a_cut(
    made: Table, cuts: frozenset[int], broken: frozenset[int]
) -> None:
    result = repeat_labels(made, Fall(cuts, broken))
    assert result.problems() == []
    ends = cuts | broken | {row + 1 for row in broken}
    assert not [item for item in placed(result) if ends & set(range(item.row + 1, item.row + item.cell.rowspan))]


@given(grids())
def test_placing_the_cells_and_putting_them_back_changes_nothing(made: Table) -> None:
    assert with_cells(made, placed(made)) == made


def test_rows_are_found_on_the_pages_where_they_fall() -> None:
    document = lay_out_part(part_of(indicators(60, 20)))
    fall = falls(document)[0]
    assert len(document.pages) == len(fall.cuts) + 1
    assert fall.broken == frozenset()


def test_head_and_label_stand_on_every_page() -> None:
    pages = pages_of(render_part(part_of(indicators(60, 60))))
    assert [("一级指标" in page, page.count("产出1")) for page in pages] == [(True, 1)] * len(pages)
    assert len(pages) > 1


def test_a_cell_of_two_thousand_lines_is_printed_whole_over_pages() -> None:
    words = [f"第{number}句。" for number in range(2000)]
    rows = (Row((label("甲", 2), Cell("".join(words)))), Row((Cell("完"),)))
    pages = pages_of(render_part(part_of(table(heads("名称", "说明"), *rows, widths=(1, 5)))))
    text = "".join("".join(pages).replace("名称", "").replace("说明", "").replace("甲", "").split())
    assert len(pages) > 2
    assert all(word in text for word in words)
    assert all("名称" in page for page in pages)


def test_a_short_table_is_laid_out_without_cuts() -> None:
    document = lay_out_part(part_of(indicators(3, 3, SENTENCE)))
    assert falls(document) == {0: Fall()}


def test_a_row_that_would_leave_half_a_page_empty_begins_on_it() -> None:
    rows = [Row(((label("产出", 11),) if number == 0 else ()) + (Cell(f"第{number}行"),)) for number in range(10)]
    one, two = pages_of(render_part(part_of(table(*rows, Row((Cell("长文" * 460),))))))
    assert "长文" in one
    assert "长文" in two
