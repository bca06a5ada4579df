from perfeval.core.package import Section
from perfeval.core.package.report import Block, Grid, SectionResult
from perfeval.core.tables import Table
from perfeval.documents.blocks import Block as Drawn
from perfeval.documents.blocks import Heading, Paragraph
from perfeval.documents.inlined import Inlined
from perfeval.documents.prose import section_blocks, text_blocks

from .cases import case


def inlined(slug: str = "miluo-2023") -> Inlined:
    return Inlined(*case(slug))


def blocks_of(*sections: Section) -> list[Drawn]:
    return list(section_blocks(sections, inlined()))


def cells_of(table: Drawn) -> list[list[str]]:
    assert isinstance(table, Table)
    assert table.problems() == []
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_number_of_a_heading_says_its_level_and_its_place_says_its_depth() -> None:
    made = Section(
        heading="第一部分 概况",
        sections=[
            Section(heading="一、职责", text="甲。\n\n乙。", sections=[Section(heading="（1）机构")]),
            Section(heading="其他情况"),
        ],
    )
    assert blocks_of(made) == [
        Heading("第一部分 概况", 0, 1, 1),
        Heading("一、职责", 1, 2, 2),
        Paragraph("甲。"),
        Paragraph("乙。"),
        Heading("（1）机构", 4, 3, 0),
        Heading("其他情况", 2, 2, 2),
    ]


def test_a_preamble_has_no_heading() -> None:
    assert blocks_of(Section(heading=None, text="为贯彻落实……")) == [Paragraph("为贯彻落实……")]


def test_a_low_heading_that_ends_like_a_sentence_begins_its_paragraph() -> None:
    assert blocks_of(
        Section(heading="1. 本级项目支出自评。", text="甲。\n乙。"),
        Section(heading="（一）情况。", text="丙。"),
        Section(heading="（二）情况", text="丁。", run_in=True),
    ) == [
        Heading("1. 本级项目支出自评。", 3, 1, 1, "甲。"),
        Paragraph("乙。"),
        Heading("（一）情况。", 2, 1, 1),
        Paragraph("丙。"),
        Heading("（二）情况", 2, 1, 1, "丁。"),
    ]


def test_filled_blocks_are_printed_as_they_were_computed() -> None:
    blocks = [Block(sentence="2.1"), Block(grid=Grid(columns=["甲", "乙"], rows=[["1"]])), Block(list=["子", "丑"])]
    made = Section(heading="一、收入", blocks=blocks, computed=SectionResult(blocks=["收入1元。", None, "子\n丑"]))
    heading, sentence, grid, *listed = blocks_of(made)
    assert (heading, sentence) == (Heading("一、收入", 1, 1, 1), Paragraph("收入1元。"))
    assert cells_of(grid) == [["甲", "乙"], ["1", ""]]
    assert listed == [Paragraph("子"), Paragraph("丑")]


def test_a_section_can_repeat_another() -> None:
    first = Section(heading="一、工作", text="做了。", sections=[Section(heading="（一）就业", text="好。")])
    second = Section(heading="二、绩效", same_as="一、工作")
    tables = inlined()
    tables.know([first, second])
    assert list(section_blocks([second], tables)) == [
        Heading("二、绩效", 1, 1, 1),
        Paragraph("做了。"),
        Heading("（一）就业", 2, 6, 0),
        Paragraph("好。"),
    ]


def test_short_numbered_lines_of_free_text_are_headings_and_lines_with_tabs_a_table() -> None:
    *text, table = text_blocks("一、经济性分析\n\n1.就业。完成969人。\n\n（一）社会效益\n姓名\t职务\n甲\t局长\t签")
    assert text == [
        Heading("一、经济性分析", 1, depth=3),
        Paragraph("1.就业。完成969人。"),
        Heading("（一）社会效益", 2, depth=4),
    ]
    assert cells_of(table) == [["姓名", "职务", ""], ["甲", "局长", "签"]]


def test_a_list_that_the_text_announces_stands_behind_the_announcement() -> None:
    tables = inlined("qinhuangdao-2023")
    found = list(text_blocks("结果情况详见下表：\n甲。\n结果情况详见下表：\n结果情况详见下表：", tables))
    assert [block.key if isinstance(block, Table) else block.text for block in found if not isinstance(block, str)] == [
        "结果情况详见下表：",
        "list:own",
        "甲。",
        "结果情况详见下表：",
        "list:transfer",
        "结果情况详见下表：",
    ]
    assert tables.used == {"list:own", "list:transfer"}
