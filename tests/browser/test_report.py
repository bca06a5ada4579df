"""Writing the report: an editor for each section, in a real browser, under the content policy of every page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from perfeval.evaluations.models import Section

from ..factories import author_of, sample_evaluation
from .conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEADING = "二、机构设置情况"

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='text-indent:32.0pt'><b><span style='font-family:仿宋'>本年度部门
预算</span></b><span lang=EN-US style='color:red'>100</span>万元。<o:p></o:p></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>l<span>&nbsp; </span></span>第一条</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span>第二条</p>
<table class=MsoTableGrid border=1><tr><td width=100 style='x:y'><p>项目<o:p></o:p></p></td><td><p>金额</p></td></tr>
<tr><td><p>培训</p></td><td><p>5<script>document.title='挨打'</script>
<img src=x onerror="document.title='挨打'"></p></td></tr></table>
<!--EndFragment--></body></html>"""


@pytest.fixture
def section() -> Section:
    sample_evaluation("jincheng-2022")
    return Section.objects.select_related("report__evaluation").get(heading=HEADING)


def open_report(page: Page, section: Section) -> Locator:
    """The editor of the section, empty."""
    page.goto(reverse("evaluations:table", args=[section.report.evaluation_id, "report"]))
    page.wait_for_selector("html.has-editors")
    editor = page.get_by_role("textbox", name=HEADING, exact=True)
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    return editor


def expect_saved(page: Page, section: Section, text: str | None, blocks: list[object] | None) -> None:
    """What is stored, once the page says so."""
    expect(page.locator("[data-editing]")).to_have_count(0)
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    section.refresh_from_db()
    assert (section.text, section.blocks) == (text, blocks)


def leave(page: Page) -> None:
    page.get_by_role("textbox", name="标题", exact=True).click()


def test_headings_lists_and_a_table_are_typed_and_stored(open_page: OpenPage, section: Section) -> None:
    page = open_page(author_of(section.report.evaluation))
    editor = open_report(page, section)
    tools = page.get_by_role("toolbar", name="正文格式")
    page.keyboard.type("共有两项。")
    page.keyboard.press("Enter")
    tools.get_by_role("button", name="条目", exact=True).click()
    page.keyboard.type("甲")
    page.keyboard.press("Enter")
    page.keyboard.type("乙")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tools.get_by_role("button", name="（一）", exact=True).click()
    page.keyboard.type("收支")
    page.keyboard.press("Enter")
    tools.get_by_role("button", name="表格", exact=True).click()
    for word in ("年度", "金额", "备注", "2022", "5"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    tools.get_by_role("button", name="删行").click()
    leave(page)
    grid = {"columns": ["年度", "金额", "备注"], "rows": [["", "", ""]]}
    blocks = [{"text": "共有两项。"}, {"list": ["甲", "乙"], "ordered": False}, {"text": "（一）收支"}, {"grid": grid}]
    expect(editor.locator("h3")).to_have_text("（一）收支")
    expect_saved(page, section, None, blocks)
    page.reload()
    page.wait_for_selector("html.has-editors")
    expect(page.get_by_role("textbox", name=HEADING, exact=True).locator("li")).to_have_text(["甲", "乙"])


def test_word_is_pasted_as_text_lists_and_tables_and_nothing_of_it_runs(open_page: OpenPage, section: Section) -> None:
    page = open_page(author_of(section.report.evaluation))
    editor = open_report(page, section)
    editor.evaluate(
        """(element, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "x");
          element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        WORD,
    )
    leave(page)
    blocks = [
        {"text": "本年度部门预算100万元。"},
        {"list": ["第一条", "第二条"], "ordered": False},
        {"grid": {"columns": ["项目", "金额"], "rows": [["培训", "5"]]}},
    ]
    expect_saved(page, section, None, blocks)
    assert "挨打" not in page.title()


def test_a_field_is_completed_and_shown_with_its_value_and_a_wrong_word_is_underlined(
    open_page: OpenPage, section: Section
) -> None:
    page = open_page(author_of(section.report.evaluation))
    editor = open_report(page, section)
    page.keyboard.type("部门预算。。收入【收入合")
    expect(page.locator("#completion [aria-selected]")).to_have_text("收入合计62,298,177.64元")
    page.keyboard.press("Enter")
    page.keyboard.type("元")
    leave(page)
    expect_saved(page, section, "部门预算。。收入【收入合计】元", None)
    expect(editor.locator(".field")).to_have_attribute("data-value", "62,298,177.64")
    expect(editor.locator(".contradiction").first).to_have_text("。。")
    remarks = page.locator(f'[id="remarks-section.{section.pk}"]').get_by_role("listitem")
    expect(remarks).to_contain_text(["。。"])
    expect(page.locator(".contradiction", has_text="45802600元").first).to_have_attribute(
        "title", re.compile("45802600")
    )


def test_a_sentence_is_put_in_its_place_and_only_its_free_part_is_typed(open_page: OpenPage, section: Section) -> None:
    page = open_page(author_of(section.report.evaluation))
    editor = open_report(page, section)
    page.keyboard.type("说明如下：")
    page.get_by_label("插入按数据生成的内容").select_option("sentence 1")
    sentence = editor.locator(".mechanical")
    expect(sentence.locator(".read")).to_contain_text("2022年度收入总计62,373,182.64元")
    sentence.get_by_label("收支增减的主要原因").fill("项目支出减少")
    expect(sentence.locator(".read")).to_contain_text("主要原因是项目支出减少。")
    leave(page)
    expect_saved(page, section, None, [{"text": "说明如下："}, {"sentence": "1"}])
    accounts = section.report.evaluation.final_accounts
    accounts.refresh_from_db()
    assert accounts.texts == {"1.reason": "项目支出减少"}


def test_two_officers_in_one_section_are_asked_and_see_words_not_markup(open_page: OpenPage, section: Section) -> None:
    page = open_page(author_of(section.report.evaluation))
    editor = open_report(page, section)
    Section.objects.filter(pk=section.pk).update(text="乙写的", blocks=None)
    page.keyboard.type("甲写的")
    note = page.locator(f'[id="note-section.{section.pk}.body"]')
    expect(note).to_contain_text("他人已改为“乙写的”")
    note.get_by_role("button", name="用他人的").click()
    expect(editor).to_have_text("乙写的")
    leave(page)
    expect_saved(page, section, "乙写的", None)


def test_what_is_typed_without_a_network_is_stored_when_it_is_back(open_page: OpenPage, section: Section) -> None:
    page = open_page(author_of(section.report.evaluation))
    open_report(page, section)
    page.context.set_offline(True)
    page.keyboard.type("离线写的")
    expect(page.locator("#save-state")).to_contain_text("离线")
    page.context.set_offline(False)
    leave(page)
    expect_saved(page, section, "离线写的", None)
