"""What is left out to save time changes no byte of a page."""

import re

import pytest
import weasyprint
from weasyprint import layout
from weasyprint.layout import background, block, inline, table

from perfeval.documents import engine
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Heading, Paragraph, Part
from perfeval.documents.html import page_html, part_html
from perfeval.documents.source import source_of
from perfeval.documents.typography import lean

from .cases import case
from .making import SENTENCE

FORM = "project:2"
REPORT = Part("report", "报告", (Heading("一、概况 <&>", 1), Paragraph(SENTENCE * 20)))


def form_html() -> str:
    return "".join(part_html(part) for part in (*parts_of(*case("jincheng-2022"), part=FORM), REPORT))


def pdf_of(html: weasyprint.HTML) -> bytes:
    engine.lay_out("<p>绩</p>")
    document = html.render(stylesheets=engine._style_sheets(), font_config=engine.fonts.configuration())
    return engine.write(document)


def test_a_page_has_the_same_bytes_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page_html(form_html())
    spared = pdf_of(source_of(html))
    monkeypatch.setattr(weasyprint.HTML, "_ua_stylesheets", lean._plain_stylesheets)
    monkeypatch.setattr(background, "layout_box_backgrounds", lean._plain_layout)
    monkeypatch.setattr(inline, "strut", lean._plain_strut)
    monkeypatch.setattr(layout, "make_margin_boxes", lean._plain_margins)
    for module in (block, inline, table):
        monkeypatch.setattr(module, "resolve_percentages", lean._plain_resolve)
    assert pdf_of(weasyprint.HTML(string=html)) == spared


def test_our_styles_ask_for_nothing_that_is_left_out() -> None:
    left_out = r"background|radius|border-image|mask|shadow|list-style|footnote|@(?:top|bottom|left|right)-|::(?!after)"
    assert re.findall(left_out, engine.style_source()) == []


@pytest.mark.parametrize("mark", ["", "\x0b"])
def test_a_text_that_is_no_xml_is_read_as_browsers_do(mark: str) -> None:
    read = source_of(page_html(f'<h1 data-bookmark="甲{mark}乙">题</h1>'))
    title = read.etree_element.find("body/h1")
    assert (title.text, title.get("data-bookmark")) == ("题", f"甲{mark}乙")
