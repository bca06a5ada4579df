"""A report section as HTML and back: whatever it says survives, and nothing else gets in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.package.report import Block, Grid, Section, walk_sections
from perfeval.core.richtext import Body, normal_form, read_html, write_html

SAMPLES = Path(__file__).resolve().parents[3] / "fixtures" / "samples"

#: Everything an officer can type; control characters are taken out on the way in.
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t"), max_size=12)
TEXTS = st.lists(LETTERS, min_size=1, max_size=5).map("\n".join)
HEADINGS = st.sampled_from(["（一）基本情况", "1. 预算", "（1）收入", "一、概况", "第一部分 说明", "2、绩效"])
PARAGRAPHS = st.lists(TEXTS | HEADINGS, min_size=1, max_size=4).map("\n\n".join)
GRIDS = st.builds(Grid, columns=st.lists(TEXTS, max_size=3), rows=st.lists(st.lists(TEXTS, min_size=1, max_size=3)))
TAGS = [*"<>&/p lihrtd=\"'\n", "<p>", "<h3>", "<td>", "<li>", "</table>", "<table>", "<ul>"]
NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"], include_characters="."), min_size=1, max_size=9)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, text=PARAGRAPHS),
        st.builds(Block, list=st.lists(TEXTS, max_size=4), ordered=st.booleans()),
        st.builds(Block, grid=GRIDS),
        st.builds(Block, table=st.just("projects"), list=st.sampled_from([None, "own", "transfer"])),
        st.builds(Block, sentence=NAMES, text=st.none() | TEXTS),
    ),
    max_size=5,
)


@given(PARAGRAPHS)
def test_paragraphs_come_back_to_the_letter(text: str) -> None:
    assert read_html(write_html(text, None)) == normal_form(text, None)


@given(BLOCKS)
def test_blocks_come_back_to_the_letter(blocks: list[Block]) -> None:
    assert read_html(write_html(None, blocks)) == normal_form(None, blocks)


@given(st.text(max_size=80) | st.lists(st.sampled_from(TAGS)).map("".join))
def test_any_html_is_read_and_written_in_one_way_only(html: str) -> None:
    body = read_html(html)
    written = write_html(body.text, body.blocks)
    assert read_html(written) == body
    assert write_html(*_parts(read_html(written))) == written


def _parts(body: Body) -> tuple[str | None, list[Block] | None]:
    return body.text, list(body.blocks) if body.blocks is not None else None


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.json")))
def test_every_section_of_the_published_reports_comes_back(name: str) -> None:
    package = json.loads((SAMPLES / name).read_text("utf-8"))
    reports = [package.get("report"), *(project.get("report") for project in package["projects"])]
    sections = [Section.model_validate(one) for report in reports if report for one in report["sections"]]
    for section in walk_sections(sections):
        assert read_html(write_html(section.text, section.blocks)) == normal_form(section.text, section.blocks)


def test_a_body_is_written_as_an_editor_shows_it() -> None:
    blocks = [
        Block(text="（一）概况\n\n共有【人数】人。"),
        Block(list=["甲", "乙<1"], ordered=True),
        Block(grid=Grid(columns=["年"], rows=[["5"]])),
        Block(sentence="2.1", text='原因"甲"'),
        Block(table="projects", list="own"),
    ]
    assert write_html(None, blocks) == (
        '<h3 data-begins="1">（一）概况</h3><p>共有【人数】人。</p><ol><li><p>甲</p></li><li><p>乙&lt;1</p></li></ol>'
        "<table><tbody><tr><th><p>年</p></th></tr><tr><td><p>5</p></td></tr></tbody></table>"
        '<hr data-sentence="2.1" data-text="原因&quot;甲&quot;"><hr data-projects="own">'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲<script>alert(1)</script></p>", "甲"),
        ('<p onclick="alert(1)">甲<img src=x onerror=alert(1)></p>', "甲"),
        ('<p><a href="javascript:alert(1)">甲</a><b>乙</b></p>', "甲乙"),
        ("<style>p{}</style><!--[if mso]>x<![endif]--><p>甲</p>", "甲"),
        ("<svg><script>alert(1)</script></svg><p>甲</p>", "甲"),
        ("<p>&lt;script&gt;甲</p>", "<script>甲"),
        ("甲\x00\x1b乙", "甲乙"),
        ("<p></p><p> </p>", None),
        ("<div>" * 5000 + "甲", "甲"),
        ("<ul><li>" * 3000 + "甲", None),
    ],
)
def test_what_is_no_text_is_left_out(html: str, text: str | None) -> None:
    assert read_html(html).text == text


def test_headings_without_a_number_get_the_one_that_is_due() -> None:
    body = read_html("<h3>概况</h3><p>甲</p><h4>收入</h4><h4>支出</h4><h3>绩效</h3><h4>产出</h4><h3>没有完，还有</h3>")
    assert body.text == "（一）概况\n\n甲\n\n1.收入\n\n2.支出\n\n（二）绩效\n\n1.产出\n\n没有完，还有"


def test_deeper_lists_are_drawn_flat_and_cells_that_reach_further_leave_empty_ones() -> None:
    html = (
        "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"
        '<table><tr><td colspan="2">a</td><td rowspan="2"><p>b</p><p>c</p></td></tr>'
        "<tr><td>d</td><td>e</td></tr></table>"
    )
    assert read_html(html).blocks == (
        Block(list=["甲", "乙", "丙"]),
        Block(grid=Grid(columns=[], rows=[["a", "", "b\nc"], ["d", "e", ""]])),
    )
