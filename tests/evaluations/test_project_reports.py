"""The report of a project: begun with the scheme's headings, its sentences tell of that project alone, deleted."""

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.core.narrative.results import compute_texts
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Project, Report, SelfEvaluation, Step
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.services import ChangeRefusedError
from perfeval.evaluations.services.lists import delete_project_report, start_project_report
from perfeval.evaluations.services.projects import change_project
from perfeval.evaluations.services.structure import Act

from ..factories import author_of, sample_evaluation
from .pages import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAME = "劳动维权办案专项"
HEADINGS = [
    "一、项目支出基本情况",
    "二、绩效评价工作情况",
    "三、项目支出主要绩效及评价结论",
    "四、绩效评价指标分析",
    "五、主要经验及做法、存在的问题及原因分析",
    "六、有关建议",
    "七、其他需要说明的问题",
]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return sample_evaluation("miluo-2023")


@pytest.fixture
def project(evaluation: SelfEvaluation) -> Project:
    """One with a form, whose report was deleted."""
    found = Project.objects.get(name=NAME)
    delete_project_report(actor=author_of(evaluation), evaluation=evaluation, report=found.report.pk)
    return Project.objects.get(name=NAME)


@pytest.fixture
def officer(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def items_url(evaluation: SelfEvaluation, key: str = "report") -> str:
    return reverse("evaluations:table_items", args=[evaluation.pk, key])


def page(client: Client, evaluation: SelfEvaluation, key: str = "report") -> Element:
    return read(client.get(reverse("evaluations:table", args=[evaluation.pk, key])))


def test_a_project_without_a_report_is_offered_one_and_gets_the_headings_of_the_scheme(
    officer: Client, evaluation: SelfEvaluation, project: Project
) -> None:
    offered = [option.text for option in page(officer, evaluation).one(id="report-of").all("option")]
    assert offered == [NAME]
    answer = officer.post(items_url(evaluation), {"project": project.pk}, follow=True)
    assert "已建立项目自评报告" in answer.content.decode()
    report = Report.objects.get(project=project)
    assert (report.title, report.inner_title, report.cover) == (
        f"2023年度{NAME}项目支出绩效自评报告",
        "项目支出绩效评价报告",
        True,
    )
    assert list(report.sections.filter(parent=None).values_list("heading", flat=True)) == HEADINGS
    assert page(officer, evaluation).all(id="report-of") == []
    own = page(officer, evaluation, f"report:{report.pk}")
    assert own.one("h1").text == f"2023年度{NAME}项目支出绩效自评报告"
    choices = {option.attributes["value"]: option.text for option in own.one(data_insert="").all("option")}
    assert choices["sentence 5.2"] == f"5.2 2023年{NAME}项目支出基本能够严格按照相关制度规定等进行。"
    assert [name for name in choices if name.startswith("sentence 5.2")] == ["sentence 5.2", "sentence 5.2.notice"]
    guidance = [each.text for each in own.all("p", class_="guidance")]
    assert guidance[:2] == ["立项依据（文号和标题）、用途。", "拨付、支出和管理。"]


def test_what_is_missing_in_it_is_missing_in_the_report_as_a_whole(
    officer: Client, evaluation: SelfEvaluation, project: Project
) -> None:
    blank = 8
    """Sections with nothing but a heading; the amounts of the project are there, so that no sentence waits."""

    def standing() -> tuple[str, int]:
        section = outline_of(SelfEvaluation.objects.get(pk=evaluation.pk)).section("report")
        assert section is not None
        assert section.progress is not None
        return str(section.progress.status.label), section.progress.blank

    _word, before = standing()
    start_project_report(actor=author_of(evaluation), evaluation=evaluation, project=project.pk)
    assert standing() == ("填写中", before + blank)
    linked = page(officer, evaluation).with_class("project-reports")[0].text
    assert f"{NAME}项目支出绩效自评报告 未填 {blank}、" in linked


def test_its_sentences_are_about_this_project_wherever_it_stands(evaluation: SelfEvaluation, project: Project) -> None:
    author = author_of(evaluation)
    start_project_report(actor=author, evaluation=evaluation, project=project.pk)
    for _time in range(2):
        loaded = load(evaluation)
        package = compute_texts(loaded.package, loaded.scheme)
        found = next(one for one in package.projects if one.name == NAME)
        assert found.report is not None
        said = found.report.sections[1].computed
        assert said is not None
        assert said.blocks is not None
        assert said.blocks[0] == f"2023年{NAME}项目支出基本能够严格按照相关制度规定等进行。"
        funds = found.report.sections[0].sections[1].computed
        assert funds is not None
        assert (funds.text or "").startswith(f"2023年度{NAME}由财政拨付")
        record = f"sheet.{project.sheet_id}"
        change_project(actor=author, evaluation=evaluation, act=Act.DOWN, record=record)


def test_it_is_deleted_and_comes_back_when_that_is_taken_back(officer: Client, evaluation: SelfEvaluation) -> None:
    report = Report.objects.exclude(project=None).order_by("pk")[0]
    sections = report.sections.count()
    own = page(officer, evaluation, f"report:{report.pk}")
    assert own.one("button", name="report").attributes["value"] == str(report.pk)
    answer = officer.post(items_url(evaluation, f"report:{report.pk}"), {"report": report.pk})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("evaluations:table", args=[evaluation.pk, "report"]),
    )
    assert not Report.objects.filter(pk=report.pk).exists()
    turn = reverse("evaluations:table_turn", args=[evaluation.pk, "report"])
    officer.post(turn, {"direction": "undo", "step": Step.objects.get().pk})
    assert Report.objects.get(pk=report.pk).sections.count() == sections


def test_what_cannot_be_begun_or_deleted_is_refused(evaluation: SelfEvaluation, project: Project) -> None:
    author = author_of(evaluation)
    of_department = evaluation.reports.get(project=None)
    written = Project.objects.exclude(report=None).order_by("pk")[0]
    with pytest.raises(ChangeRefusedError, match="这一部分已经建立"):
        start_project_report(actor=author, evaluation=evaluation, project=written.pk)
    with pytest.raises(ChangeRefusedError, match="这个项目已不存在"):
        start_project_report(actor=author, evaluation=evaluation, project=0)
    with pytest.raises(ChangeRefusedError, match="没有这份报告"):
        delete_project_report(actor=author, evaluation=evaluation, report=of_department.pk)
    with pytest.raises(ChangeRefusedError, match="没有这份报告"):
        delete_project_report(actor=author, evaluation=evaluation, report=0)


def test_a_scheme_without_reports_of_projects_offers_none(client: Client) -> None:
    jincheng = sample_evaluation("jincheng-2022")
    author = author_of(jincheng)
    client.force_login(author)
    assert page(client, jincheng).all(id="report-of") == []
    project = Project.objects.filter(sheet__evaluation=jincheng).order_by("pk")[0]
    with pytest.raises(ChangeRefusedError, match="填报方案没有这一部分"):
        start_project_report(actor=author, evaluation=jincheng, project=project.pk)
