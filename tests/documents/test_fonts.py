import re

import pytest
import weasyprint

from perfeval.core.tables.model import Cell, Row, Table
from perfeval.documents import engine, fonts
from perfeval.documents.blocks import Heading, Paragraph, Part
from perfeval.documents.html import part_html, text_html

from .making import squeezed, table, text_of

NAMES = "喆玥镕昇㎡²"


def test_every_typeface_of_this_machine_is_there() -> None:
    assert fonts.missing_fonts() == []


def test_a_missing_typeface_says_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_files_by_family", lambda: {"仿宋": None, "Noto Serif CJK SC": None})
    assert fonts.missing_fonts() == [
        "缺少宋体字体，将以其他字体代替；安装：script/fonts",
        "缺少黑体字体，将以其他字体代替；安装：script/fonts",
        "缺少楷体字体，将以其他字体代替；安装：script/fonts",
        "缺少后备黑体字体，将以其他字体代替；安装：apt-get install fonts-noto-cjk",
    ]


def test_characters_of_names_are_covered() -> None:
    assert fonts.uncovered_characters(NAMES + "〇︰①—…“”\n\t\u3000\u200b\ufe0f") == []


def test_a_character_that_no_font_has_is_named_with_its_first_place() -> None:
    private, unassigned = "\ue9f0", "\U000e0fff"
    found = fonts.uncovered([("封面", f"甲{private}"), ("第一页", f"乙{unassigned}{private}")])
    assert found == [fonts.Uncovered(private, "封面"), fonts.Uncovered(unassigned, "第一页")]
    assert str(found[1]) == f"没有字体能打印“{unassigned}”（U+E0FFF，第一页）"


def test_every_family_of_the_style_sheets_is_one_that_is_looked_for() -> None:
    lists = re.findall(r"font-family: ([^;}]+)", engine.style_source())
    named = {family.strip(' "\n') for families in lists for family in families.split(",")}
    known = {family for style in fonts.FACES for family in style.families}
    assert named - known <= {"LXGW WenKai"}
    assert {families.split(",")[-1].strip(' "\n') for families in lists} <= {"Noto Serif CJK SC", "Noto Sans CJK SC"}


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(NAMES),
        Paragraph(NAMES, "title"),
        table(Row((Cell(NAMES),)), widths=(1,), title=""),
        *(Heading(NAMES, level) for level in (1, 2, 3, 4)),
    ],
    ids=["仿宋", "小标宋", "宋体", "黑体", "楷体", "仿宋粗", "四级"],
)
def test_characters_of_names_are_printed_in_every_style(
    block: Paragraph | Heading | Table, caplog: pytest.LogCaptureFixture
) -> None:
    document = engine.lay_out(part_html(Part("report", "报告", (block,))))
    assert squeezed(text_of(engine.write(document))) == NAMES
    assert [message for message in caplog.messages if "notdef" in message] == []


def test_the_font_files_are_part_of_what_a_document_is_made_from() -> None:
    assert "FandolSong-Regular.otf" in fonts.identity()
    assert isinstance(fonts.configuration(), weasyprint.text.fonts.FontConfiguration)


def test_a_character_that_no_font_has_is_printed_as_the_mark_of_a_missing_one() -> None:
    assert text_html("甲\ue9f0乙") == "甲〓乙"
