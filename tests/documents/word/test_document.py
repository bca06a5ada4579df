import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from docx.shared import Mm

from perfeval.core.tables.model import Cell, Row
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Contents, ContentsLine, Cover, Heading, Paragraph, Part, Signature
from perfeval.documents.formats import tables_in
from perfeval.documents.word import word_file

from ..cases import SLUGS, case
from ..making import heads, indicators, label, table
from .files import META, W, grid_of, grids, layouts, made, members, misplaced, opened, styled


def text(*blocks: Heading | Paragraph | Signature | Cover | Contents) -> Part:
    return Part("report", "自评报告", blocks)


def filled(slug: str) -> list[Part]:
    """The parts of a sample, the lines of its contents numbered through."""
    parts = parts_of(*case(slug))
    listed = [part.listed for part in parts if part.listed and part.numbered]
    headings = [
        block.text
        for part in parts
        for block in part.blocks
        if part.numbered and isinstance(block, Heading) and block.listed
    ]
    lines = tuple(ContentsLine(line, 1, page) for page, line in enumerate([*listed, *headings], start=1))
    return [replace(part, blocks=(Contents(lines),)) if part.is_contents else part for part in parts]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_whole_document_stands_as_the_schema_wants_it(slug: str) -> None:
    assert list(misplaced(word_file(filled(slug), META))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_table_is_there_with_its_merged_cells(slug: str) -> None:
    parts = filled(slug)
    written = grids(opened(word_file(parts, META)))
    printed = [grid_of(each) for each in tables_in(parts)]
    assert [[[cell.strip() for cell in row] for row in grid] for grid in written] == [
        [["\n".join(line for line in cell.splitlines()).strip() for cell in row] for row in grid] for grid in printed
    ]


def test_rows_do_not_break_and_heads_are_repeated() -> None:
    (made_table,) = made(Part.of_table(indicators(3, 3))).tables
    rows = [sorted(child.tag.removeprefix(W) for child in row._tr.trPr) for row in made_table.rows]
    assert rows == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"], ["cantSplit"]]


def test_columns_are_as_wide_as_on_paper() -> None:
    (made_table,) = made(Part.of_table(indicators(1, 1))).tables
    widths = [column.width for column in made_table.columns]
    assert abs(sum(width or 0 for width in widths) - Mm(172)) < Mm(1)
    assert [round((width or 0) / Mm(172) * 100) for width in widths] == [10, 20, 10, 60]


def test_forms_have_their_paper_and_texts_their_type_area() -> None:
    document = made(
        text(Paragraph("报告", "title"), Paragraph("正文")),
        Part.of_table(indicators(1, 1)),
        Part.of_table(indicators(1, 1, orientation="landscape")),
    )
    assert layouts(document) == ["portrait —", "portrait —", "landscape —"]
    margins = [
        [round(length / Mm(1)) for length in (each.top_margin, each.right_margin, each.bottom_margin, each.left_margin)]
        for each in document.sections
        if each.top_margin and each.right_margin and each.bottom_margin and each.left_margin
    ]
    assert margins == [[37, 26, 35, 28], [20, 18, 32, 20], [20, 20, 18, 32]]


def test_a_landscape_table_in_the_text_lies_on_a_page_of_its_own() -> None:
    wide = indicators(1, 1, orientation="landscape")
    part = Part("report", "自评报告", (Paragraph("前"), wide, Paragraph("后")))
    assert layouts(made(part)) == ["portrait —", "landscape —", "portrait —"]


def test_covers_and_contents_have_no_page_number_and_the_text_begins_with_one() -> None:
    cover = Part("cover", "封面", (Cover("标题"),), numbered=False)
    document = made(cover, text(Paragraph("正文")), text(Paragraph("另一篇")))
    assert layouts(document) == ["portrait", "portrait —"]
    starts = [section._sectPr.find(f"{W}pgNumType") for section in document.sections]
    assert [start is not None for start in starts] == [False, True]


def test_headings_are_headings_and_the_usual_look_of_a_depth_is_that_of_its_style() -> None:
    document = made(
        text(
            Heading("第一部分 概况", 0, depth=1),
            Heading("一、职责", 1, depth=2),
            Heading("（一）机构", 2, depth=3),
            Heading("1.重点。", 3, depth=4, run_in="后面接着写。"),
            Paragraph("正文"),
        )
    )
    assert styled(document, "[Hh]eading .|Body Text") == [
        ("Heading 1", "第一部分 概况"),
        ("Heading 2", "一、职责"),
        ("Heading 3", "（一）机构"),
        ("Body Text", "1.重点。后面接着写。"),
        ("Body Text", "正文"),
    ]
    fonts = {name: document.styles[name].font.name for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4")}
    assert fonts == {
        "Heading 1": "方正小标宋简体",
        "Heading 2": "黑体",
        "Heading 3": "楷体_GB2312",
        "Heading 4": "仿宋_GB2312",
    }


def test_the_contents_are_a_field_that_is_filled_and_leads_to_its_places() -> None:
    lines = (ContentsLine("一、职责", 1, 1), ContentsLine("附件1 小表", 1, 2))
    contents = Part("contents", "目录", (Contents(lines),), numbered=False)
    form = replace(Part.of_table(table(heads("甲", "乙"))), listed="附件1 小表")
    content = word_file([contents, text(Heading("一、职责", 1, depth=1, listed=1)), form], META)
    document = opened(content)
    assert styled(document, "toc .") == [("toc 1", "一、职责\t1"), ("toc 1", "附件1 小表\t2")]
    body = members(content)["word/document.xml"].decode()
    assert body.count('TOC \\o "1-2" \\h \\z \\u') == 1
    assert [body.count(f'"_Toc0000000{number}"') for number in (1, 2, 3)] == [2, 2, 0]
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"') == 3


def test_text_is_written_as_it_is() -> None:
    hostile = "甲<乙>&\"丙'\x00\ufffe\ud800丁"
    document = made(text(Paragraph(hostile)), Part.of_table(table(Row((Cell(hostile), Cell("一\r\n二\n"))))))
    assert "甲<乙>&\"丙'丁" in [paragraph.text for paragraph in document.paragraphs]
    assert grids(document) == [[["甲<乙>&\"丙'丁", "一\n二\n"]]]


def test_the_date_of_a_signature_stands_four_characters_from_the_edge() -> None:
    document = made(text(Signature("测试局", "2024年3月1日")))
    indents = [each.paragraph_format.right_indent for each in document.paragraphs if each.style and each.text]
    assert [round(indent.pt) for indent in indents if indent] == [64 + 24, 64]


def test_a_long_form_is_set_smaller_where_that_saves_a_page() -> None:
    rows = [Row((label("指标"), Cell("说明"))) for _ in range(40)]
    sizes = []
    for count in (10, 40):
        (made_table,) = made(Part.of_table(table(*rows[:count]))).tables
        sizes.append(made_table.cell(0, 0).paragraphs[0].runs[0].font.size)
    assert [size.pt for size in sizes if size] == [10.5, 9.0]


def test_the_file_says_whose_it_is_and_nothing_of_the_clock() -> None:
    properties = made(text(Paragraph("正文"))).core_properties
    assert (properties.title, properties.author, properties.language) == (META.title, "测试局", "zh-CN")
    core = members(word_file([text(Paragraph("正文"))], META))["docProps/core.xml"]
    assert b"dcterms:" not in core.replace(b"xmlns:dcterms", b"")
    dated = opened(word_file([text(Paragraph("正文"))], replace(META, created=date(2024, 3, 1)))).core_properties
    assert (dated.created, dated.modified) == (dated.created, dated.created)
    assert dated.created is not None
    assert dated.created.date() == date(2024, 3, 1)


def test_nothing_of_the_empty_document_is_left_over() -> None:
    names = sorted(members(word_file([text(Paragraph("正文"))], META)))
    assert [name for name in names if "thumbnail" in name or "custom" in name or "numbering" in name] == []


MAKE = """
import hashlib
from tests.documents.cases import case
from perfeval.documents.output import named_file
print(hashlib.sha256(named_file(*case("miluo-2023"), "all", "docx")[1]).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_give_the_same_bytes() -> None:
    environments = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}, {"PYTHONHASHSEED": "2", "TZ": "UTC"})
    command = [sys.executable, "-c", MAKE]
    printed = [subprocess.run(command, env=each, capture_output=True, check=True).stdout for each in environments]
    assert printed[0] == printed[1]
    assert len(printed[0].strip()) == len(hashlib.sha256().hexdigest())
