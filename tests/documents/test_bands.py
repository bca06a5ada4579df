from perfeval.core.tables.model import Cell, Row, Table
from perfeval.documents.bands import Band, band_over, is_open_below, parted
from perfeval.documents.grid import placed
from perfeval.documents.part_pdf import lay_out_part, render_part

from .making import SENTENCE, figure, head_cells, label, pages_of, part_of, squeezed, table


def form(count: int, text: str = "说明", **changes: object) -> Table:
    """A name, then a block of indicators beside the label 绩效指标 with headings of its own, then a closing block."""
    rows = [
        Row((Cell("项目名称", "label", colspan=2), Cell("某项目", colspan=2))),
        Row((label("绩效指标", count + 1), *head_cells("指标", "得分", "分析"))),
        *(Row((Cell(f"指标{number + 1}"), figure("1.00"), Cell(text))) for number in range(count)),
        Row((Cell("意见", "label", colspan=2), Cell(text, colspan=2))),
    ]
    return table(*rows, widths=(10, 20, 10, 60), **{"title": "自评表", **changes})


def test_the_block_that_a_page_end_cuts_is_found_with_its_headings() -> None:
    assert band_over(form(9), [5]) == Band(1, 2, 11)


def test_a_page_end_outside_the_block_or_right_below_its_headings_cuts_none() -> None:
    assert [band_over(form(9), [cut]) for cut in (1, 2, 11)] == [None, None, None]


def test_a_block_that_a_merged_cell_reaches_into_stays_in_one_grid() -> None:
    made = table(
        Row((label("全部", 4), Cell("甲", colspan=3))),
        Row(head_cells("指标", "得分", "分析")),
        *(Row((Cell("甲"), Cell("乙"), Cell("丙"))) for _ in range(2)),
        widths=(1, 1, 1, 1),
    )
    assert band_over(made, [3]) is None


def test_headings_at_the_top_of_a_list_are_left_to_the_page_layout() -> None:
    made = table(
        Row(head_cells("指标", "得分", "分析"), "head"), *(Row((Cell(),) * 3) for _ in range(9)), widths=(1, 1, 1)
    )
    assert band_over(made, [5]) is None


def test_the_label_beside_the_headings_begins_below_them_and_no_line_divides_the_two() -> None:
    band = Band(1, 2, 5)
    cut = parted(form(3), band)
    assert [[(cell.text, cell.rowspan) for cell in row.cells] for row in cut.rows[1:3]] == [
        [("", 1), ("指标", 1), ("得分", 1), ("分析", 1)],
        [("绩效指标", 3), ("指标1", 1), ("1.00", 1), ("说明", 1)],
    ]
    assert [item.cell.text for item in placed(cut) if is_open_below(item, band)] == [""]
    assert cut.problems() == []


def test_headings_and_label_stand_at_the_top_of_every_page_of_the_block_and_nothing_is_said_twice() -> None:
    made = form(60, SENTENCE)
    pages = [squeezed(page) for page in pages_of(render_part(part_of(made)))]
    assert len(pages) > 2
    assert all("指标得分分析" in page for page in pages[:-1])
    said = "".join(pages)
    assert [said.count(f"指标{number}1.00") for number in range(1, 61)] == [1] * 60


def test_a_form_on_one_page_is_one_grid() -> None:
    boxes = lay_out_part(part_of(form(5))).pages[0]._page_box.descendants()
    assert sum(box.element_tag == "table" for box in boxes if type(box).__name__ == "TableBox") == 1
