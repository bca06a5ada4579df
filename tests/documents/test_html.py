from fractions import Fraction

from perfeval.core.tables.model import Cell, Row
from perfeval.documents.blocks import Heading, Paragraph, Part
from perfeval.documents.html import Setting, part_html, text_html

from .making import figure, heads, label, part_of, table


def test_a_form_is_title_block_grid_and_the_lines_below() -> None:
    made = table(
        heads("项目", "金额"),
        Row((label("甲"), figure("12.50"))),
        Row((Cell("合 计", "label", colspan=2, bold=True),), "total"),
        subtitle="（2022年度）",
        number="附件1",
        captions=(("填报单位：甲局", "", "单位：万元"),),
        footer=("填报人：    电话：",),
        notes=("注：无",),
        bookmark="附件1 小表",
    )
    assert part_html(part_of(made)) == (
        '<section class="form portrait"><p class="number">附件1</p>'
        '<h1 class="title" data-bookmark="附件1 小表">小表</h1><p class="subtitle">（2022年度）</p>'
        '<table class="caption"><tbody><tr><td class="caption-left">填报单位：甲局</td><td class="caption-center"></td>'
        '<td class="caption-right">单位：万元</td></tr></tbody></table>'
        '<table class="grid size-105"><col style="width:50.0000%"/><col style="width:50.0000%"/>'
        '<thead><tr class="row-head"><th class="cell cell-head align-center">项目</th>'
        '<th class="cell cell-head align-center">金额</th></tr></thead>'
        '<tbody><tr class="row-body" data-row="0:1"><td class="cell cell-label align-center">甲</td>'
        '<td class="cell cell-computed align-right figure">12.50</td></tr>'
        '<tr class="row-total" data-row="0:2"><td class="cell cell-label align-left bold" colspan="2">合 计</td></tr>'
        '</tbody></table><p class="footer">填报人：    电话：</p><p class="note">注：无</p></section>'
    )


def test_running_text_has_headings_paragraphs_and_tables_in_their_order() -> None:
    inner = table(Row((Cell("甲", indent=2), Cell("乙", rowspan=1))))
    part = Part("report", "报告", (Paragraph("自评报告", "title"), Heading("一、概况"), Paragraph("正文"), inner))
    assert part_html(part) == (
        '<section class="prose"><h1 class="paragraph-title" data-bookmark="自评报告">自评报告</h1>'
        '<h2 class="level-1">一、概况</h2><p class="paragraph-body">正文</p><section class="inset portrait">'
        '<h1 class="title" data-bookmark="小表">小表</h1>'
        '<table class="grid size-105"><col style="width:50.0000%"/><col style="width:50.0000%"/><tbody>'
        '<tr class="row-body" data-row="3:0"><td class="cell cell-text align-left indent-2">甲</td>'
        '<td class="cell cell-text align-left">乙</td></tr></tbody></table></section></section>'
    )


def test_text_is_escaped_keeps_its_lines_and_loses_what_no_paper_shows() -> None:
    assert text_html('<b>&"\r\n第二行\r第三行\x00\x0b') == "&lt;b&gt;&amp;&quot;<br/>第二行<br/>第三行"


def test_a_cell_is_printed_with_the_wording_around_its_datum() -> None:
    made = table(Row((Cell("8.5", prefix="预算数：", suffix="万元"),)), widths=(1,))
    assert '<td class="cell cell-text align-left">预算数：8.5万元</td>' in part_html(part_of(made))


def test_widths_are_shares_of_the_grid_to_four_decimals() -> None:
    made = table(Row((Cell(), Cell(), Cell())), widths=(1, 1, 4))
    columns = '<col style="width:16.6666%"/><col style="width:16.6666%"/><col style="width:66.6666%"/>'
    assert columns in part_html(part_of(made))


def test_what_was_learnt_by_laying_out_decides_size_and_rows_that_may_break() -> None:
    html = part_html(
        part_of(table(Row((Cell(), Cell())), Row((Cell(), Cell())))),
        Setting(breakable={0: {1}}, sizes={0: Fraction(17, 2)}),
    )
    assert '<table class="grid size-85 grid-open">' in html
    assert '<tr class="row-body" data-row="0:0">' in html
    assert '<tr class="row-breakable" data-row="0:1">' in html
