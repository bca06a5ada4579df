"""What the tables of a self-evaluation refuse."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from perfeval.evaluations.models import (
    Attachment,
    Fact,
    FundRow,
    Indicator,
    NatureAmount,
    Project,
    Report,
    SelfEvaluation,
    Sheet,
    SurveyOption,
)
from tests.database import refuses
from tests.factories import make_evaluation, sample_evaluation, small_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


def cannot_become(row: models.Model, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**values)


def test_a_department_evaluates_itself_once_a_year(evaluation: SelfEvaluation) -> None:
    refuses(SelfEvaluation, department=evaluation.department, year=2023, scheme=evaluation.scheme)


@pytest.mark.parametrize("values", [{"year": 1023}, {"state": "lost"}, {"money_unit": "亿元"}])
def test_the_head_holds_plausible_words_only(evaluation: SelfEvaluation, values: dict[str, Any]) -> None:
    cannot_become(evaluation, **values)


def test_a_scheme_in_use_and_a_department_with_data_cannot_be_deleted(evaluation: SelfEvaluation) -> None:
    for used in (evaluation.scheme, evaluation.department):
        with pytest.raises(models.ProtectedError), transaction.atomic():
            used.delete()


def test_there_is_one_overall_sheet_and_one_report_of_the_department() -> None:
    evaluation = sample_evaluation("miluo-2023")
    refuses(Sheet, evaluation=evaluation, kind="overall")
    refuses(Report, evaluation=evaluation)


def test_a_sheet_is_of_a_known_kind(evaluation: SelfEvaluation) -> None:
    refuses(Sheet, evaluation=evaluation, kind="other")


@pytest.mark.parametrize("column", ["execution_weight", "self_score"])
def test_points_of_a_sheet_are_not_negative(evaluation: SelfEvaluation, column: str) -> None:
    cannot_become(evaluation.sheets.get(), **{column: Decimal(-1)})


@pytest.mark.parametrize(
    "values",
    [
        {"weight": Decimal(-5)},
        {"self_score": Decimal("-0.01")},
        {"nature": "other"},
        {"better": "best"},
        {"name": ""},
        {"level": 1},
        {"parent": None},
    ],
)
def test_an_indicator_holds_what_the_format_allows(evaluation: SelfEvaluation, values: dict[str, Any]) -> None:
    cannot_become(Indicator.objects.get(name="指标1"), **values)


@pytest.mark.parametrize(
    "values", [{"list": "ours"}, {"tier": 3}, {"nature": "x"}, {"fund": "x"}, {"funding_level": "x"}, {"name": ""}]
)
def test_a_project_holds_what_the_format_allows(evaluation: SelfEvaluation, values: dict[str, Any]) -> None:
    cannot_become(Project.objects.get(), **values)


def test_keys_are_unique_among_facts_and_among_the_funds_of_a_sheet(evaluation: SelfEvaluation) -> None:
    refuses(Fact, evaluation=evaluation, key="income_budget")
    refuses(FundRow, sheet=evaluation.sheets.get(), key="total")


def test_words_of_other_tables_are_known_ones() -> None:
    evaluation = sample_evaluation("miluo-2023")
    report = Report.objects.get(evaluation=evaluation, project=None)
    refuses(NatureAmount, sheet=evaluation.sheets.first(), group="loss", label="其他")
    refuses(Attachment, report=report, title="附件", kind="film")


def test_an_answer_of_a_survey_has_points_and_no_negative_ones() -> None:
    option = SurveyOption.objects.filter(question__survey__evaluation=sample_evaluation("xundian-2023")).first()
    if option is None:
        option = SurveyOption.objects.filter(question__survey__evaluation=sample_evaluation("gaoyi-2022")).first()
    assert option is not None
    cannot_become(option, points=None)
    cannot_become(option, points=Decimal(-1))


def test_amounts_are_exact_to_the_fen() -> None:
    evaluation = make_evaluation(small_package(facts={}))
    row = FundRow.objects.get(sheet__evaluation=evaluation)
    row.executed = Decimal("9999999999999.99")
    row.save()
    row.refresh_from_db()
    assert row.executed == Decimal("9999999999999.99")
