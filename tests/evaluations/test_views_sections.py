"""Sections beside the forms, the report, papers, evidence and findings on the screen, with scripts and without."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from perfeval.core.package import DepartmentInfo
from perfeval.core.scheme import load_scheme
from perfeval.core.starting import begin
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Evidence, Section, SelfEvaluation, Task
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.screens.progress import Status
from perfeval.evaluations.services.lists import BlockForm, Part, add_block, add_items, start_part

from ..factories import author_of, head_of, make_evaluation, sample_evaluation, small_package, small_project
from .files.making import EXE, PDF, upload
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES_OF_SECTION = 28


@pytest.fixture
def evaluation() -> SelfEvaluation:
    cache.clear()
    sheet = {key: value for key, value in small_project("x").items() if key in ("funds", "goals", "indicators")}
    return make_evaluation(small_package(overall=sheet))


@pytest.fixture
def officer(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def address(evaluation: SelfEvaluation, key: str, act: str = "") -> str:
    return reverse(f"evaluations:table{act}", args=[evaluation.pk, key])


def sent_of(page: Element, **changes: str) -> dict[str, str]:
    """What a browser without scripts sends for the form of a section."""
    form = page.one("form", id="sheet-form")
    values = {box.attributes["name"]: value_of(box) for box in form.with_class("entry")}
    return values | {"seen": form.one("input", name="seen").attributes["value"]} | changes


def value_of(box: Element) -> str:
    if box.tag == "input":
        return box.attributes["value"]
    if box.tag == "select":
        return next((one.attributes["value"] for one in box.all("option") if "selected" in one.attributes), "")
    return box.text


# --- grids ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023"])
def test_every_section_of_every_county_opens_to_fill_in_and_to_read(client: Client, name: str) -> None:
    evaluation = sample_evaluation(name)
    for person in (author_of(evaluation), head_of(evaluation)):
        client.force_login(person)
        page = read(client.get(reverse("evaluations:tasks", args=[evaluation.pk])))
        links = [
            link.attributes["href"]
            for link in page.one("nav", class_="rail").all("a")
            if "/sheets/" not in link.attributes["href"] and "/preview/" not in link.attributes["href"]
        ]
        for link in links:
            shown = read(client.get(link))
            ids = [element.attributes["id"] for element in shown.all() if "id" in element.attributes]
            assert len(ids) == len(set(ids)), link
            names = [box.attributes["aria-label"] for box in shown.with_class("entry") if "/tables/report" not in link]
            assert all(names), link


def test_a_section_is_saved_without_scripts_and_wrong_values_come_back(
    officer: Client, evaluation: SelfEvaluation
) -> None:
    where = address(evaluation, "basics")
    staff = f"evaluation.{evaluation.pk}.department_info/staff/actual"
    person = f"evaluation.{evaluation.pk}.filing/prepared_by"
    response = officer.post(where, sent_of(read(officer.get(where)), **{staff: "十二", person: "填报人"}))
    assert response.status_code == 422
    page = read(response)
    assert page.with_class("is-error")[0].one("li").text == "实有人数（人）：“十二”不是数字"
    assert page.one("input", id=staff).attributes["value"] == "十二"
    evaluation.refresh_from_db()
    assert evaluation.filing == {"prepared_by": "填报人"}


def test_aliases_are_typed_a_line_each(officer: Client, evaluation: SelfEvaluation) -> None:
    add_items(actor=author_of(evaluation), evaluation=evaluation, kind="unit", lines=[["001", "本级"]])
    where = address(evaluation, "basics")
    field = f"evaluation.{evaluation.pk}.department_info/units/0/aliases"
    officer.post(where, sent_of(read(officer.get(where)), **{field: "局机关\n 本部 \n"}))
    evaluation.refresh_from_db()
    assert evaluation.department_info["units"][0]["aliases"] == ["局机关", "本部"]
    assert read(officer.get(where)).one("textarea", id=field).text == "局机关 本部"


def test_a_saved_value_brings_the_sums_that_follow(officer: Client, evaluation: SelfEvaluation) -> None:
    where = address(evaluation, "three-public", "_save")
    field = f"evaluation.{evaluation.pk}.three_public/final/reception"
    reply = read(officer.post(where, {"field": field, "value": "1,000.5", "seen": ""}))
    assert reply.one("data").attributes["value"] == "1000.5"
    sums = {cell.attributes["id"]: cell.with_class("formula") for cell in reply.one("table").one("tr").children}
    assert [found[0].text for found in sums.values() if found][-2] == "1000.5"


def test_lines_are_added_and_items_changed_without_scripts(officer: Client, evaluation: SelfEvaluation) -> None:
    where = address(evaluation, "tasks", "_items")
    officer.post(where, {"into": "task", "lines": "甲\t1\t2\t人\n乙"})
    first, second = Task.objects.order_by("order")
    officer.post(where, {"act": f"up task.{second.pk}"})
    response = officer.post(where, {"act": f"delete task.{first.pk}"}, follow=True)
    page = read(response)
    assert [notice.text for notice in page.with_class("notice")] == ["已添加", "已上移", "已删除"]
    assert [box.text for box in page.with_class("entry")] == ["乙", "", "", ""]


def test_lines_that_cannot_be_added_come_back_with_every_reason(officer: Client, evaluation: SelfEvaluation) -> None:
    start_part(actor=author_of(evaluation), evaluation=evaluation, part=Part.FINAL_ACCOUNTS)
    where = address(evaluation, "accounts-economic", "_items")
    lines = "30101\t\tabc\n99999"
    response = officer.post(where, {"into": "economic", "lines": lines})
    assert response.status_code == 422
    page = read(response)
    assert [line.text for line in page.with_class("is-error")[0].all("li")] == [
        "第1行第3列：“abc”不是数字",
        "第2行第1列：科目目录中没有“99999”，请写明科目名称",
    ]
    assert page.one("textarea", id="lines-economic").texts[0].strip("\n") == lines


def test_scripts_get_the_section_anew_or_the_reason(officer: Client, evaluation: SelfEvaluation) -> None:
    add_items(actor=author_of(evaluation), evaluation=evaluation, kind="task", lines=[["甲"], ["乙"]])
    where, live = address(evaluation, "tasks", "_items"), {"X-Live": "1"}
    first = Task.objects.get(name="甲")
    reply = read(officer.post(where, {"act": f"down task.{first.pk}"}, headers=live))
    assert [box.text for box in reply.one(id="form-body").with_class("entry")][::4] == ["乙", "甲"]
    refused = officer.post(where, {"act": f"down task.{first.pk}"}, headers=live)
    assert (refused.status_code, refused.json()) == (422, {"message": "已经是最后一行"})


def test_a_part_that_is_not_there_is_begun_on_its_page(client: Client) -> None:
    evaluation = make_evaluation(small_package(scheme="jincheng-2022"))
    client.force_login(author_of(evaluation))
    where = address(evaluation, "accounts-revenue")
    page = read(client.get(where))
    assert page.with_class("empty")[0].one("button").text == "建立"
    page = read(client.post(address(evaluation, "accounts-revenue", "_items"), follow=True))
    assert page.with_class("block-head")[0].one("h2").text == "收入（元）"


def test_choices_are_offered_as_words(officer: Client, evaluation: SelfEvaluation) -> None:
    author = author_of(evaluation)
    start_part(actor=author, evaluation=evaluation, part=Part.FINAL_ACCOUNTS)
    add_items(actor=author, evaluation=evaluation, kind="expenditure", lines=[["2080101", "", "", "", "5"]])
    (box,) = [
        box for box in read(officer.get(address(evaluation, "accounts-expenditure"))).all("select")
        if box.attributes["name"].endswith(".source")
    ]  # fmt: skip
    assert [(option.text, "selected" in option.attributes) for option in box.all("option")] == [
        ("", False),
        ("财政拨款", True),
        ("其他资金", False),
    ]


@pytest.mark.parametrize("tasks", [1, 30])
def test_a_section_costs_the_same_queries_for_one_item_and_for_many(
    client: Client, evaluation: SelfEvaluation, django_assert_num_queries: DjangoAssertNumQueries, tasks: int
) -> None:
    author = author_of(evaluation)
    add_items(actor=author, evaluation=evaluation, kind="task", lines=[[f"任务{one}"] for one in range(tasks)])
    client.force_login(author)
    client.get(reverse("evaluations:list"))
    with django_assert_num_queries(QUERIES_OF_SECTION):
        client.get(address(evaluation, "tasks"))


# --- report ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def section(evaluation: SelfEvaluation) -> Section:
    start_part(actor=author_of(evaluation), evaluation=evaluation, part=Part.REPORT)
    author = author_of(evaluation)
    report = evaluation.reports.get()
    add_items(actor=author, evaluation=evaluation, kind="section", owner=report.pk, lines=[["一、概况"]])
    return Section.objects.get(heading="一、概况")


def test_a_field_in_the_text_is_filled_in_the_reply(
    officer: Client, evaluation: SelfEvaluation, section: Section
) -> None:
    where = address(evaluation, "report", "_save")
    value = "全年预算数为【测试项目全年预算数】万元。"
    reply = read(officer.post(where, {"field": f"section.{section.pk}.text", "value": value, "seen": ""}))
    assert reply.one(id=f"filled-section.{section.pk}").text == "成文全年预算数为100万元。"


def test_figures_that_contradict_the_data_are_quoted_beside_the_text(client: Client) -> None:
    cache.clear()
    evaluation = sample_evaluation("jincheng-2022")
    client.force_login(author_of(evaluation))
    marks = read(client.get(address(evaluation, "report"))).all("mark")
    assert "45802600元" in [mark.text for mark in marks]


def test_pieces_are_put_under_a_heading_and_edited(
    officer: Client, evaluation: SelfEvaluation, section: Section
) -> None:
    where = address(evaluation, "report", "_items")
    for form, lines in (("text", "第一段"), ("list", "甲\n乙"), ("grid", "年度\t金额\n2023\t5"), ("projects", "")):
        officer.post(where, {"block": form, "owner": str(section.pk), "lines": lines})
    section.refresh_from_db()
    assert section.blocks == [
        {"text": "第一段"},
        {"list": ["甲", "乙"], "ordered": False},
        {"grid": {"columns": ["年度", "金额"], "rows": [["2023", "5"]]}},
        {"table": "projects"},
    ]
    save = address(evaluation, "report", "_save")
    officer.post(save, {"field": f"section.{section.pk}.blocks/1/list", "value": "甲\n乙\n丙", "seen": "甲\n乙"})
    officer.post(where, {"act": f"delete section.{section.pk}.blocks/3"})
    section.refresh_from_db()
    assert (len(section.blocks), section.blocks[1]["list"]) == (3, ["甲", "乙", "丙"])


def test_a_sentence_is_shown_and_only_its_free_part_is_typed(client: Client) -> None:
    evaluation = sample_evaluation("jincheng-2022")
    author = author_of(evaluation)
    client.force_login(author)
    section = Section.objects.filter(heading__startswith="一、收入支出决算总体情况").get()
    add_block(actor=author, evaluation=evaluation, section=section.pk, form=BlockForm.SENTENCE, content="1")
    page = read(client.get(address(evaluation, "report")))
    item = f"section.{section.pk}.blocks/1"
    assert page.one(id=f"written-{item}").text.startswith("按数据生成，不在这里修改2022年度收入总计")
    field = f"finalaccounts.{evaluation.final_accounts.pk}.texts/1.reason"
    reply = client.post(address(evaluation, "report", "_save"), {"field": field, "value": "项目支出减少", "seen": ""})
    assert "项目支出减少" in read(reply).one(id=f"written-{item}").text
    assert load(SelfEvaluation.objects.get()).package.final_accounts.texts == {"1.reason": "项目支出减少"}


def test_fields_are_offered_with_their_present_values(officer: Client, evaluation: SelfEvaluation) -> None:
    where = reverse("evaluations:fields", args=[evaluation.pk])
    offered = officer.get(where, {"q": "测试项目全年", "format": "json"}).json()["fields"]
    assert offered == [
        {"name": "测试项目全年预算数", "value": "100万元"},
        {"name": "测试项目全年执行数", "value": "80.5万元"},
    ]
    rows = [
        [cell.text for cell in row.all("td")]
        for row in read(officer.get(where, {"q": "测试项目全年"})).one("tbody").all("tr")
    ]
    assert rows[0] == ["【测试项目全年预算数】", "100", "万元"]


# --- papers and evidence --------------------------------------------------------------------------------------------


def test_a_paper_is_added_to_and_goes_back_to_what_follows(officer: Client, evaluation: SelfEvaluation) -> None:
    where = reverse("evaluations:paper", args=[evaluation.pk, "1.1.1"])
    page = read(officer.get(where))
    boxes = {box.attributes["aria-label"]: box.attributes["name"] for box in page.with_class("entry")}
    name = boxes["数据来源及取数方式"]
    seen = page.one("input", name="seen").attributes["value"]
    officer.post(where, {name: "年报第3页", "seen": seen})
    paper = evaluation.working_papers.get()
    assert [(row.label, row.text) for row in paper.rows.all()] == [("数据来源及取数方式", "年报第3页")]
    seen = json.dumps({name: "年报第3页"})
    officer.post(where, {name: "", "seen": seen})
    assert evaluation.working_papers.count() == 0


def test_a_line_of_a_paper_that_somebody_else_changed_is_asked_about(
    officer: Client, evaluation: SelfEvaluation
) -> None:
    where = reverse("evaluations:paper", args=[evaluation.pk, "1.1.1"])
    page = read(officer.get(where))
    name = {box.attributes["aria-label"]: box.attributes["name"] for box in page.with_class("entry")}["佐证材料"]
    officer.post(where, {name: "甲", "seen": json.dumps({name: ""})})
    response = officer.post(where, {name: "乙", "seen": json.dumps({name: ""})})
    assert response.status_code == 422
    assert read(response).one(id=f"note-{name}").text == "他人已改为“甲”。确认以您填写的为准，请再次保存"


def test_evidence_goes_up_comes_down_and_is_refused_with_the_reason(
    officer: Client, evaluation: SelfEvaluation
) -> None:
    where = reverse("evaluations:evidence", args=[evaluation.pk])
    response = officer.post(where, {"files": [upload("甲.pdf", PDF), upload("乙.pdf", EXE)]})
    assert response.status_code == 422
    assert read(response).with_class("is-error")[0].one("li").text == (
        "“乙.pdf”没有保存：文件的内容不是“pdf”格式，请检查是否改过扩展名"
    )
    kept = Evidence.objects.get()
    down = officer.get(reverse("evaluations:evidence_file", args=[evaluation.pk, kept.pk]))
    assert (b"".join(down.streaming_content), down["Content-Disposition"]) == (
        PDF,
        "attachment; filename*=utf-8''%E7%94%B2.pdf",
    )
    officer.post(reverse("evaluations:evidence_change", args=[evaluation.pk, kept.pk]), {"delete": "1"})
    assert Evidence.objects.count() == 0


# --- findings -------------------------------------------------------------------------------------------------------


def test_findings_lead_to_their_cells_and_can_be_filtered(client: Client) -> None:
    cache.clear()
    evaluation = sample_evaluation("jincheng-2022")
    client.force_login(author_of(evaluation))
    where = reverse("evaluations:findings", args=[evaluation.pk])
    page = read(client.get(where, {"section": "accounts-details", "severity": "error"}))
    links = {link.text: link.attributes["href"] for link in page.with_class("findings")[0].all("a")}
    record = f"finalaccounts.{evaluation.final_accounts.pk}"
    assert links["授予小微企业的合同金额67980大于中小企业的0，部分不能大于总数。"] == (
        f"/evaluations/{evaluation.pk}/tables/accounts-details/#{record}.procurement/micro"
    )
    number = read(client.get(reverse("evaluations:findings_count", args=[evaluation.pk]), {"section": "report"}))
    assert int(number.one("b").text) > 0


def test_the_panel_has_the_findings_of_one_section(client: Client) -> None:
    cache.clear()
    evaluation = sample_evaluation("jincheng-2022")
    client.force_login(author_of(evaluation))
    where = reverse("evaluations:findings", args=[evaluation.pk])
    panel = read(client.get(where, {"section": "report"}, headers={"HX-Request": "true"}))
    assert panel.with_class("panel-head")[0].one("h2").text == "检查：自评报告"


def test_the_manual_is_inside_the_program(officer: Client) -> None:
    page = read(officer.get(reverse("evaluations:manual")))
    chapters = [link.attributes["href"].removeprefix("#") for link in page.one("nav", aria_label="目录").all("a")]
    assert chapters == [heading.attributes["id"] for heading in page.with_class("manual")[0].all("h2")]


def test_each_figure_is_spoken_of_by_its_name(officer: Client, evaluation: SelfEvaluation) -> None:
    add_items(actor=author_of(evaluation), evaluation=evaluation, kind="fact", lines=[["支出合计", "5", "万元"]])
    boxes = read(officer.get(address(evaluation, "facts"))).with_class("entry")
    assert [box.attributes["aria-label"] for box in boxes] == [
        *("名称", "数值", "计量单位"),
        *("支出合计 名称", "支出合计 数值", "支出合计 计量单位"),
    ]


# --- what a new self-evaluation shows -------------------------------------------------------------------------------


def test_a_report_of_headings_and_sentences_alone_is_not_begun(client: Client) -> None:
    package = begin(load_scheme("xundian-2023"), DepartmentInfo(name="测试局", region="测试县"), 2024)
    evaluation = make_evaluation(package)
    client.force_login(author_of(evaluation))
    outline = outline_of(evaluation)
    report = outline.section("report")
    assert report is not None
    assert report.progress is not None
    assert (report.progress.status, report.progress.blank == report.progress.total > 10) == (Status.UNTOUCHED, True)


def test_a_section_that_is_not_there_yet_asks_only_to_be_begun(client: Client) -> None:
    package = begin(load_scheme("jincheng-2022"), DepartmentInfo(name="测试局", region="测试县"), 2024)
    evaluation = make_evaluation(package.model_copy(update={"final_accounts": None}))
    client.force_login(author_of(evaluation))
    page = read(client.get(address(evaluation, "accounts-revenue")))
    assert [button.text for button in page.one("main").all("button")] == ["建立"]
    assert [script.attributes["src"] for script in page.all("script", type="module")] == []


def test_the_pictures_of_the_manual_are_files_of_the_program(officer: Client) -> None:
    page = read(officer.get(reverse("evaluations:manual")))
    sources = [picture.attributes["src"] for picture in page.with_class("picture")]
    assert len(sources) == 8
    assert all(source.startswith("/static/images/manual/") for source in sources)
    assert all(finders.find(source.removeprefix("/static/")) for source in sources)
