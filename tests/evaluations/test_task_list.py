"""What the task list says of each section: whether it is asked for, how much is missing, that nothing counts twice."""

import pytest
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from perfeval.directory.models import Role
from perfeval.evaluations.models import FinalAccounts, Revenue, SelfEvaluation, Survey, SurveyOption, Task
from perfeval.evaluations.screens.findings import findings_of
from perfeval.evaluations.screens.outline import Section, outline_of
from perfeval.evaluations.services.starting import start_from_last_year, start_from_template
from perfeval.schemes.models import SchemeRecord

from ..factories import (
    author_of,
    make_department,
    make_evaluation,
    person,
    sample_evaluation,
    small_package,
    small_project,
)

pytestmark = pytest.mark.django_db

QUERIES = 6
"""Of the outline: sheets, projects, indicators, funds, counts, basic data."""


def begun(scheme: str) -> SelfEvaluation:
    """A self-evaluation in which nothing has been filled in."""
    department = make_department()
    author = person(Role.AUTHOR, department)
    record = SchemeRecord.objects.get(slug=scheme, active=True)
    return start_from_template(actor=author, department=department, year=2024, scheme=record)


def sections(evaluation: SelfEvaluation) -> dict[str, Section]:
    """The sections as they are now, by their titles."""
    return {section.title: section for section in outline_of(evaluation).sections}


def statuses(evaluation: SelfEvaluation) -> dict[str, str]:
    return {title: str(each.status.label) for title, each in sections(evaluation).items() if each.status}


def standing(evaluation: SelfEvaluation, title: str) -> tuple[str, int]:
    """The status of a section and how much is missing in it."""
    section = sections(evaluation)[title]
    assert section.status
    assert section.progress
    return str(section.status.label), section.progress.blank


def test_a_survey_is_begun_with_its_numbers_and_done_with_its_counts() -> None:
    evaluation = begun("xundian-2023")
    assert standing(evaluation, "满意度调查") == ("未开始", 33)
    Survey.objects.update(issued=50, returned=50, valid=49)
    assert standing(evaluation, "满意度调查") == ("填写中", 30)
    SurveyOption.objects.update(count=1)
    assert standing(evaluation, "满意度调查") == ("已完成", 0)
    Survey.objects.update(valid=None)
    assert standing(evaluation, "满意度调查") == ("填写中", 1)


def test_a_survey_has_one_section_with_the_name_of_the_scheme_and_its_documents() -> None:
    found = [section for section in outline_of(begun("xundian-2023")).sections if "survey" in section.key]
    assert [(section.title, section.part) for section in found] == [("满意度调查", "survey")]


def test_what_a_scheme_does_not_ask_for_may_be_left_out() -> None:
    evaluation = begun("mof-2020")
    optional = {title for title, status in statuses(evaluation).items() if status == "选填"}
    assert optional == {"“三公”经费", "重点任务", "工作底稿"}
    Task.objects.create(evaluation=evaluation, order=0, name="技能培训")
    evaluation.three_public = {"final": {"reception": "1"}}
    evaluation.save()
    assert (standing(evaluation, "重点任务"), standing(evaluation, "“三公”经费")) == (("未开始", 1), ("填写中", 7))


@pytest.mark.parametrize(
    ("scheme", "is_asked"), [("mof-2020", True), ("gaoyi-2022", False), ("xundian-2023", False), ("miluo-2023", False)]
)
def test_three_public_spending_is_asked_for_in_one_place(scheme: str, is_asked: bool) -> None:
    assert ("“三公”经费" in sections(begun(scheme))) == is_asked


def test_a_scheme_with_projects_waits_for_the_first_one_and_others_do_not() -> None:
    assert standing(begun("jincheng-2022"), "全部项目") == ("未开始", 1)


def test_a_scheme_without_projects_does_not_wait_for_one() -> None:
    assert standing(begun("xundian-2023"), "全部项目") == ("选填", 0)


def test_what_a_form_asks_for_is_not_counted_in_the_list_as_well() -> None:
    project = {**small_project("有自评表"), "funds": [{"key": "total", "label": "年度资金总额"}]}
    evaluation = make_evaluation(small_package(projects=[project, {"name": "只在清单", "list": "own"}]))
    assert standing(evaluation, "有自评表") == ("填写中", 2)
    assert standing(evaluation, "项目清单") == ("填写中", 1)


def test_a_form_without_money_is_done_with_its_indicators() -> None:
    evaluation = begun("xundian-2023")
    assert standing(evaluation, "评价指标体系") == ("未开始", 39)
    evaluation.sheets.update(unscored=0)
    assert standing(evaluation, "评价指标体系") == ("已完成", 0)


def test_weights_that_are_still_to_come_are_no_problem_yet() -> None:
    evaluation = begun("jincheng-2022")
    assert standing(evaluation, "部门整体支出绩效自评表")[0] == "未开始"
    evaluation.sheets.update(weight_total=110)
    assert standing(evaluation, "部门整体支出绩效自评表")[0] == "有问题"


def test_final_accounts_that_a_scheme_asks_for_are_there_from_the_beginning() -> None:
    evaluation = begun("jincheng-2022")
    assert FinalAccounts.objects.filter(evaluation=evaluation).exists()
    assert {title: statuses(evaluation)[title] for title in ("收入", "支出", "经济分类", "结转、采购与其他")} == {
        "收入": "未开始",
        "支出": "未开始",
        "经济分类": "未开始",
        "结转、采购与其他": "未开始",
    }


def test_headings_above_attached_tables_need_no_text() -> None:
    evaluation = begun("jincheng-2022")
    listing = ("第二部分 2024年部门决算表", "第五部分 附件")
    empty = [each.finding.message for each in findings_of(evaluation) if each.finding.check == "C44-empty"]
    assert [heading for heading in listing if any(heading in message for message in empty)] == []
    assert standing(evaluation, "自评报告") == ("填写中", len(empty))  # the terms of part four are there


def written(evaluation: SelfEvaluation) -> SelfEvaluation:
    """With a text in each section that has none; what is known of the version before is not known any more."""
    evaluation.reports.get().sections.filter(blocks__isnull=True).update(text="已写")
    SelfEvaluation.objects.filter(pk=evaluation.pk).update(version=F("version") + 1)
    return SelfEvaluation.objects.select_related("scheme").get(pk=evaluation.pk)


def test_a_report_is_not_done_while_its_sentences_wait_for_figures() -> None:
    evaluation = begun("jincheng-2022")
    waiting = sum(each.finding.check == "C36-waits" for each in findings_of(evaluation))
    assert waiting > 5
    evaluation = written(evaluation)
    assert standing(evaluation, "自评报告") == ("填写中", waiting)
    evaluation.reports.get().sections.update(blocks=None)
    assert standing(written(evaluation), "自评报告") == ("已完成", 0)


def test_whether_sentences_wait_is_found_out_once_and_only_where_it_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    evaluation = written(begun("jincheng-2022"))
    with django_assert_num_queries(QUERIES):
        outline = outline_of(evaluation, wanted="basics")
    assert outline.section("report") != outline_of(evaluation).section("report")
    with django_assert_num_queries(QUERIES):
        assert standing(evaluation, "自评报告")[0] == "填写中"


def test_a_department_without_units_is_its_only_unit() -> None:
    assert [unit["name"] for unit in begun("mof-2020").department_info["units"]] == ["测试局"]


def rolled(name: str) -> SelfEvaluation:
    """The year after a sample."""
    previous = sample_evaluation(name)
    author = author_of(previous)
    return start_from_last_year(actor=author, previous=previous, year=previous.year + 1, scheme=previous.scheme)


def test_accounts_of_last_year_are_to_be_filled_with_this_years_amounts() -> None:
    evaluation = rolled("jincheng-2022")
    assert [standing(evaluation, title)[0] for title in ("收入", "支出", "经济分类", "结转、采购与其他")] == [
        "未开始"
    ] * 4
    Revenue.objects.filter(function="2080101").update(fiscal=1)
    assert standing(evaluation, "收入") == ("填写中", 11)


def test_an_overall_sheet_without_indicators_goes_on_with_those_of_the_scheme() -> None:
    assert standing(rolled("jincheng-2022"), "部门整体支出绩效自评表") == ("未开始", 11)
    assert standing(rolled("xundian-2023"), "评价指标体系") == ("未开始", 39)
