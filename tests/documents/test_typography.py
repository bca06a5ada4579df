import logging

import pikepdf
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure.boxes import LineBox, TableCellBox

from perfeval.documents import engine, typography
from perfeval.documents.blocks import Paragraph, Part
from perfeval.documents.html import part_html
from perfeval.documents.typography import embedding, guard, justify, lean, searchable
from perfeval.documents.typography.guard import Improvement
from perfeval.documents.typography.searchable import Run

from .making import SENTENCE, opened, squeezed, text_of

IMPROVEMENTS = [justify.IMPROVEMENT, embedding.IMPROVEMENT, searchable.IMPROVEMENT, lean.IMPROVEMENT]


def lines_of(html: str) -> list[LineBox]:
    document = engine.lay_out(html)
    return [box for page in document.pages for box in page._page_box.descendants() if isinstance(box, LineBox)]


@pytest.mark.parametrize("improvement", IMPROVEMENTS, ids=lambda improvement: improvement.name)
def test_every_improvement_fits_this_weasyprint(improvement: Improvement) -> None:
    assert weasyprint.__version__ == guard.VERSION
    assert improvement.misfits() == []
    assert typography.install() == []


def test_another_version_is_left_as_it_is_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    applied: list[str] = []
    wrong = Improvement("试验", {justify.han_spans: ("words",)}, lambda: applied.append("试验"))
    with caplog.at_level(logging.WARNING):
        assert wrong.install() is False
    assert applied == []
    assert caplog.messages == ["试验不适用于此版WeasyPrint，按原样排版：han_spans(text)"]
    assert wrong.misfits(version="71.0") == ["WeasyPrint 71.0，须为70.0", "han_spans(text)"]


def test_spans_count_bytes_of_utf8() -> None:
    assert justify.han_spans("a绩效b评") == [(1, 7), (8, 11)]
    assert justify.narrow_spans("“组织”，《办法》（试行）。") == [(9, 12), (15, 18), (27, 30), (36, 39)]


def test_every_full_line_of_a_paragraph_reaches_the_margin() -> None:
    lines = lines_of(part_html(Part("report", "报告", (Paragraph(SENTENCE * 6),))))
    width = 156 / 25.4 * 96
    assert len(lines) > 8
    assert [line.position_x + line.width for line in lines[:-1]] == pytest.approx(
        [28 / 25.4 * 96 + width] * (len(lines) - 1), abs=1
    )


def test_a_page_has_22_lines_of_28_characters() -> None:
    document = engine.lay_out(part_html(Part("report", "报告", (Paragraph("绩" * 28 * 30, "plain"),))))
    lines = [[box for box in page._page_box.descendants() if isinstance(box, LineBox)] for page in document.pages]
    assert [len(page) for page in lines] == [22, 8]
    assert lines[0][0].children[0].text == "绩" * 28


def test_a_narrow_column_is_not_torn_apart() -> None:
    cell = '<td class="cell align-left">绩效abcdefgh指标</td>'
    html = f'<table style="width:90px;table-layout:fixed"><tr>{cell}</tr></table>'
    document = engine.lay_out(html)
    cells = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, TableCellBox)]
    lines = [box for box in cells[0].descendants() if isinstance(box, LineBox)]
    assert all(line.width <= cells[0].width + 0.6 for line in lines)


def embedded_programs(pdf: bytes) -> list[tuple[str, int]]:
    """Kind and size in bytes of each embedded font program."""
    whole = opened(pdf)
    fonts = [item for item in whole.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item]
    return [(str(font.FontFile3.Subtype), len(font.FontFile3.read_bytes())) for font in fonts]


def test_fonts_are_embedded_as_small_subsets() -> None:
    pdf = engine.write(engine.lay_out(part_html(Part("report", "报告", (Paragraph("绩效自评报告", "title"),)))))
    ((kind, size),) = embedded_programs(pdf)
    assert kind == "/CIDFontType0C"
    assert size < 10_000


def test_narrow_punctuation_is_extracted_as_it_reads() -> None:
    text = "我局“精心组织”，《办法》（试行）。认真完成"
    document = engine.lay_out(part_html(Part("report", "报告", (Paragraph(text, "plain"),))))
    assert text_of(engine.write(document)).splitlines()[0] == text


def test_glyphs_that_overlap_are_shown_together_and_no_move_is_lost() -> None:
    operand = "<00090001>6<>6.5<00020007>506<0003>-5<>2<0004>7"
    assert searchable.overlapping_runs(operand) == [
        Run("<00090001>6<>6.5<0002>"),
        Run("<0007>506<0003>", [7, 3]),
        Run("-5<>2<0004>7"),
    ]


@given(st.lists(st.tuples(st.integers(-999, 999), st.integers(0, 0xFFFF)), max_size=20))
def test_cutting_an_operand_keeps_every_glyph_and_every_move(steps: list[tuple[int, int]]) -> None:
    operand = "".join(f"{move}<{glyph:04x}>" for move, glyph in steps)
    runs = searchable.overlapping_runs(operand)
    assert "".join(run.operand for run in runs) == operand
    moved = [sum(steps[place][0] >= searchable.STEP_BACK for place in range(1, len(steps)))]
    assert [sum(len(run.glyphs) - 1 for run in runs if run.glyphs)] == moved


def test_variants_that_harfbuzz_adds_do_not_take_the_places_of_other_glyphs() -> None:
    # The quotation marks of Noto have variants (cmap format 14).
    text = "（一）——“绩效”《自评》、々〇"
    pdf = engine.write(engine.lay_out(f'<p style="font-family:Noto Serif CJK SC">{text}</p>'))
    ((kind, size),) = embedded_programs(pdf)
    assert (kind, squeezed(text_of(pdf))) == ("/CIDFontType0C", text)
    assert size < 20_000


def test_a_font_that_cannot_be_made_compact_is_embedded_all_the_same() -> None:
    pdf = engine.write_part(engine.lay_out('<p style="font-family:DejaVu Sans">abc</p>'))
    whole = opened(pdf)
    programs = [item for item in whole.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
    assert [len(program.FontFile2.read_bytes()) > 1000 for program in programs] == [True]
    assert squeezed(text_of(pdf)) == "abc"


def test_a_part_says_which_fonts_it_wants() -> None:
    pdf = engine.write_part(engine.lay_out(part_html(Part("report", "报告", (Paragraph("绩效", "title"),)))))
    whole = opened(pdf)
    fonts = [item for item in whole.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item]
    assert [str(font.FontFile3.Face) for font in fonts] == ["face:NotoSerifCJK-Bold.ttc#2"]
