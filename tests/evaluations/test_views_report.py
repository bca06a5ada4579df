"""The editor of the report: what it is given, what it sends, and what is stored of that."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from perfeval.core.package import DepartmentInfo
from perfeval.core.scheme import load_scheme
from perfeval.core.starting import begin
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Attachment, Report, Section, SelfEvaluation, Step
from perfeval.evaluations.screens.findings import findings_of, shown_findings
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.services.lists import BlockForm, add_block

from ..factories import author_of, make_evaluation, sample_evaluation
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEADING = "二、机构设置情况"
QUERIES_OF_FINDINGS = 25


@pytest.fixture
def section() -> Section:
    sample_evaluation("jincheng-2022")
    return Section.objects.select_related("report__evaluation").get(heading=HEADING)


@pytest.fixture
def officer(client: Client, section: Section) -> Client:
    cache.clear()
    client.force_login(author_of(section.report.evaluation))
    return client


def address(section: Section, act: str = "") -> str:
    name = f"evaluations:table{act}" if act != "findings" else "evaluations:report_findings"
    return reverse(name, args=[section.report.evaluation_id, "report"])


def save(client: Client, section: Section, value: str, seen: str) -> int:
    sent = {"field": f"section.{section.pk}.body", "value": value, "seen": seen}
    return client.post(address(section, "_save"), sent).status_code


def body_on_page(client: Client, section: Section) -> str:
    return read(client.get(address(section))).one(id=f"rich-section.{section.pk}.body").text


def test_paragraphs_stay_paragraphs_and_more_becomes_blocks(officer: Client, section: Section) -> None:
    first = f"<p>{section.text}</p>"
    assert body_on_page(officer, section) == first
    assert save(officer, section, "<p>甲</p><p>乙</p>", first) == 200
    section.refresh_from_db()
    assert (section.text, section.blocks) == ("甲\n\n乙", None)
    more = "<h3>概况</h3><ol><li><p>一</p></li></ol><table><tr><th>年</th></tr><tr><td>5</td></tr></table>"
    assert save(officer, section, more, "<p>甲</p><p>乙</p>") == 200
    section.refresh_from_db()
    assert section.text is None
    assert section.blocks == [
        {"text": "（一）概况"},
        {"list": ["一"], "ordered": True},
        {"grid": {"columns": ["年"], "rows": [["5"]]}},
    ]
    assert body_on_page(officer, section) == (
        '<h3 data-begins="1">（一）概况</h3><ol><li><p>一</p></li></ol>'
        "<table><tbody><tr><th><p>年</p></th></tr><tr><td><p>5</p></td></tr></tbody></table>"
    )


def test_what_was_typed_is_one_step_that_can_be_taken_back(officer: Client, section: Section) -> None:
    before = section.text
    save(officer, section, "<ul><li>甲</li></ul>", f"<p>{before}</p>")
    step = Step.objects.get()
    assert step.title == "填写正文"
    officer.post(address(section, "_turn"), {"direction": "undo", "step": step.pk})
    section.refresh_from_db()
    assert (section.text, section.blocks) == (before, None)


def test_nothing_is_stored_where_another_officer_changed_the_text(officer: Client, section: Section) -> None:
    seen = f"<p>{section.text}</p>"
    Section.objects.filter(pk=section.pk).update(text="乙写的")
    answer = officer.post(
        address(section, "_save"), {"field": f"section.{section.pk}.body", "value": "<p>甲写的</p>", "seen": seen}
    )
    assert answer.status_code == 409
    conflict = read(answer)
    assert conflict.children[0].attributes["data-theirs"] == "<p>乙写的</p>"
    assert conflict.text == "他人已改为“乙写的”，您填写的是“甲写的”。用我的用他人的"
    section.refresh_from_db()
    assert section.text == "乙写的"


@pytest.mark.parametrize(
    "attack",
    [
        "<p>甲</p><script>alert(1)</script>",
        "<p onmouseover=alert(1)>甲</p>",
        "<p>甲<img src=x onerror=alert(1)></p>",
        '<p>甲</p><iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<svg onload=alert(1)></svg><p><a href="javascript:alert(1)">甲</a></p>',
    ],
)
def test_nothing_but_the_words_of_an_attack_is_stored(officer: Client, section: Section, attack: str) -> None:
    assert save(officer, section, attack, f"<p>{section.text}</p>") == 200
    section.refresh_from_db()
    assert (section.text, section.blocks) == ("甲", None)


def test_a_text_that_is_too_long_is_refused_and_nothing_is_stored(officer: Client, section: Section) -> None:
    before = section.text
    assert save(officer, section, f"<p>{'长' * 200_001}</p>", f"<p>{before}</p>") == 422
    section.refresh_from_db()
    assert section.text == before


def test_a_block_that_stays_keeps_the_note_beside_it(officer: Client, section: Section) -> None:
    noted = {"list": ["甲"], "ordered": False, "note": "来自附表"}
    Section.objects.filter(pk=section.pk).update(text=None, blocks=[noted, {"text": "乙"}])
    seen = body_on_page(officer, section)
    assert save(officer, section, seen.replace("乙", "丙"), seen) == 200
    section.refresh_from_db()
    assert section.blocks == [noted, {"text": "丙"}]


def test_the_package_carries_what_the_editor_sent(officer: Client, section: Section) -> None:
    save(officer, section, "<p>甲</p><hr data-projects='own'>", f"<p>{section.text}</p>")
    report = load(SelfEvaluation.objects.get()).package.report
    assert report is not None
    stored = next(each for part in report.sections for each in part.sections if each.heading == HEADING)
    assert [block.model_dump(exclude_defaults=True) for block in stored.blocks or []] == [
        {"text": "甲"},
        {"table": "projects", "list": "own"},
    ]


def test_sentences_and_figures_are_there_for_the_editor(officer: Client, section: Section) -> None:
    author = author_of(section.report.evaluation)
    for form, content in ((BlockForm.SENTENCE, "1"), (BlockForm.TEXT, "共【收入合计】元")):
        add_block(actor=author, evaluation=section.report.evaluation, section=section.pk, form=form, content=content)
    page = read(officer.get(address(section)))
    pieces = page.one(id=f"pieces-section.{section.pk}")
    assert pieces.attributes["data-figures"] == '{"收入合计": "62,298,177.64"}'
    (piece,) = pieces.all(data_piece="1")
    assert piece.with_class("read")[0].text.startswith("2022年度收入总计62,373,182.64元")
    accounts = section.report.evaluation.final_accounts.pk
    assert [box.attributes["data-field"] for box in piece.all("textarea")] == [
        f"finalaccounts.{accounts}.texts/1.reason"
    ]


def test_the_outline_names_every_heading_and_what_is_not_written(officer: Client, section: Section) -> None:
    Section.objects.filter(heading="（一）办公室").update(text=None)
    lines = [line.text for line in read(officer.get(address(section))).one(id="report-outline").all("li")]
    assert len(lines) == Section.objects.count() + Attachment.objects.count()
    assert [line for line in lines if "未写" in line] == [
        "（一）办公室 未写",
    ]
    assert HEADING in lines


def test_findings_come_with_the_words_they_are_about(officer: Client, section: Section) -> None:
    Section.objects.filter(pk=section.pk).update(text="部门预算。。")
    SelfEvaluation.objects.update(version=99)
    reply = read(officer.get(address(section, "findings")))
    remarks = reply.one(id=f"remarks-section.{section.pk}")
    assert [mark.text for mark in remarks.all("mark")] == ["。。"]
    assert f"{HEADING} 有问题" in [line.text for line in reply.one(id="report-outline").all("li")]
    assert (
        officer.get(reverse("evaluations:report_findings", args=[section.report.evaluation_id, "tasks"])).status_code
        == 404
    )


def test_the_findings_take_the_same_queries_however_many_sections_there_are(
    officer: Client, section: Section, django_assert_num_queries: object
) -> None:
    officer.get(address(section, "findings"))
    with django_assert_num_queries(QUERIES_OF_FINDINGS):  # type: ignore[operator]
        officer.get(address(section, "findings"))
    Section.objects.bulk_create(
        Section(report=section.report, heading=f"附{number}", text="甲", order=100 + number) for number in range(30)
    )
    officer.get(address(section, "findings"))
    with django_assert_num_queries(QUERIES_OF_FINDINGS):  # type: ignore[operator]
        officer.get(address(section, "findings"))


# --- a new report: its sentences and its attachments -----------------------------------------------------------------


def begun(client: Client, slug: str) -> SelfEvaluation:
    package = begin(load_scheme(slug), DepartmentInfo(name="测试局", region="测试县"), 2024)
    evaluation = make_evaluation(package)
    client.force_login(author_of(evaluation))
    return evaluation


def report_page(client: Client, evaluation: SelfEvaluation) -> Element:
    return read(client.get(reverse("evaluations:table", args=[evaluation.pk, "report"])))


def test_a_new_report_shows_its_sentences_and_what_they_wait_for(client: Client) -> None:
    evaluation = begun(client, "jincheng-2022")
    page = report_page(client, evaluation)
    place = Section.objects.get(heading="（三）财政拨款支出决算具体情况")
    assert page.one(id=f"rich-section.{place.pk}.body").text == '<hr data-sentence="5.3"><hr data-sentence="5.3.each">'
    (piece,) = page.one(id=f"pieces-section.{place.pk}").all(data_piece="5.3.each")
    assert piece.text == "【收入、支出决算数】待填：收入、支出决算数"
    lines = [line.text for line in page.one(id="report-outline").all("li")]
    assert "（三）财政拨款支出决算具体情况 待填" in lines
    assert "一、本部门（单位）职责 未写" in lines
    assert page.one(id=f"remarks-section.{place.pk}").text == ""
    choices = [option.attributes["value"] for option in page.one(data_insert="").all("option")]
    assert "sentence 5.2.each" in choices


def test_what_is_added_to_each_item_of_a_sentence_is_asked_for(officer: Client, section: Section) -> None:
    evaluation = section.report.evaluation
    author = author_of(evaluation)
    add_block(actor=author, evaluation=evaluation, section=section.pk, form=BlockForm.SENTENCE, content="5.3.each")
    (piece,) = read(officer.get(address(section))).one(id=f"pieces-section.{section.pk}").all(data_piece="5.3.each")
    accounts = evaluation.final_accounts.pk
    parts = [(number, part) for number in (1, 2, 3) for part in ("use", "reason")]
    assert [box.attributes["data-field"] for box in piece.all("textarea")] == [
        f"finalaccounts.{accounts}.texts/5.3.{number}.{part}" for number, part in parts
    ]
    assert [label.text for label in piece.all("label")][:2] == ["第1条：用途", "第1条：增减的主要原因"]


def test_a_sentence_that_the_data_do_not_call_for_says_so(client: Client) -> None:
    evaluation = begun(client, "gaoyi-2022")
    place = Section.objects.get(heading="（一）总体绩效目标实现情况")
    pieces = report_page(client, evaluation).one(id=f"pieces-section.{place.pk}")
    assert pieces.text == "按现有数据，这里不写这一句。"


def test_attachments_are_written_added_moved_and_removed(client: Client) -> None:
    evaluation = begun(client, "xundian-2023")
    report = Report.objects.get()
    first, second, *others = Attachment.objects.all()
    items = reverse("evaluations:table_items", args=[evaluation.pk, "report"])
    page = report_page(client, evaluation)
    assert page.one(id=f"attachment.{first.pk}.title").text == "成本费用分析报告"
    assert page.one(id=f"attachment.{first.pk}.number").text == "附件1"
    place = first.sections.get(heading="一、经济性分析")
    field = f"section.{place.pk}.body"
    save_url = reverse("evaluations:table_save", args=[evaluation.pk, "report"])
    assert client.post(save_url, {"field": field, "value": "<p>合理</p>", "seen": ""}).status_code == 200
    title = {"field": f"attachment.{first.pk}.title", "value": "成本效益分析报告", "seen": "成本费用分析报告"}
    assert client.post(save_url, title).status_code == 200
    client.post(items, {"into": f"attachedsection {first.pk}", "lines": "五、其他"})
    client.post(items, {"into": f"attachment {report.pk}", "lines": "说明\t附件7\n图表", "kind": "text"})
    client.post(items, {"act": f"up attachment.{second.pk}"})
    client.post(items, {"act": f"delete attachment.{others[-1].pk}"})
    attachments = load(SelfEvaluation.objects.get()).package.report.attachments
    assert [(each.number, each.title, each.kind) for each in attachments] == [
        ("附件2", "部门职能分解及2024年工作完成情况", "text"),
        ("附件1", "成本效益分析报告", "text"),
        ("附件3", "评价指标体系", "indicators"),
        ("附件4", "问卷调查报告", "survey"),
        ("附件5", "工作底稿", "working_papers"),
        ("附件7", "说明", "text"),
        (None, "图表", "text"),
    ]
    sections = attachments[1].sections
    assert (sections[0].heading, sections[0].text, sections[-1].heading) == ("一、经济性分析", "合理", "五、其他")
    assert [len(each.sections) for each in attachments[-2:]] == [1, 1]


def test_an_attachment_without_a_word_is_told_and_leads_to_it(client: Client) -> None:
    evaluation = begun(client, "miluo-2023")
    attachment = Attachment.objects.get(number="附件4")
    located = [each for each in findings_of(evaluation) if each.finding.check == "C44-blank"]
    assert [each.finding.where for each in located] == [f"/report/attachments/{index}" for index in (3, 4, 5)]
    (shown, *_others) = shown_findings(evaluation, located, outline_of(evaluation))
    assert shown.url.endswith(f"/report/#part-attachment.{attachment.pk}")
    progress = outline_of(evaluation).section("report").progress
    Section.objects.filter(attachment=attachment).update(text="无。")
    evaluation.refresh_from_db()
    assert outline_of(evaluation).section("report").progress.blank == progress.blank - 1
