"""Queries put into SQL once: each key gets its own rows, in the order that was asked for."""

import pytest
from django.db.models import Count, QuerySet
from pytest_django import DjangoAssertNumQueries

from perfeval.evaluations.models import Fact, Indicator, SelfEvaluation, Sheet
from perfeval.statements import Statement

from .factories import make_evaluation, small_package, small_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> list[SelfEvaluation]:
    projects = [small_project("甲项目", 2), small_project("乙项目", 3)]
    return [make_evaluation(small_package(year=2020 + number, projects=projects[:number])) for number in (1, 2)]


def test_rows_are_those_of_the_queryset_for_each_key(both: list[SelfEvaluation]) -> None:
    made: list[int] = []

    def indicators(key: int) -> QuerySet[Indicator]:
        made.append(key)
        return Indicator.objects.filter(sheet__evaluation=key).order_by("-sheet__order", "name", "pk")

    statement = Statement(indicators)
    for evaluation in both:
        found, wanted = statement.rows(evaluation.pk), list(indicators(evaluation.pk))
        assert found == wanted
        assert [vars(one) | {"_state": None} for one in found] == [vars(one) | {"_state": None} for one in wanted]
    assert len(made) == 1 + len(both)  # once for the statement, once for each comparison


def test_a_key_may_occur_twice_beside_other_values(both: list[SelfEvaluation]) -> None:
    def others(key: int) -> QuerySet[Sheet]:
        return Sheet.objects.filter(evaluation=key, kind="project").exclude(pk=key).order_by("order")

    statement = Statement(others)
    for evaluation in both:
        assert statement.rows(evaluation.pk) == list(others(evaluation.pk))


def test_columns_that_were_not_asked_for_are_read_when_they_are_wanted(
    both: list[SelfEvaluation], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    statement = Statement(lambda key: Fact.objects.filter(evaluation=key).only("value"))
    with django_assert_num_queries(1):
        facts = statement.rows(both[0].pk)
        assert [fact.value for fact in facts] == ["200"]
    with django_assert_num_queries(1):
        assert [fact.key for fact in facts] == ["income_budget"]


def test_numbers_are_tuples(both: list[SelfEvaluation]) -> None:
    def sizes(key: int) -> QuerySet[Indicator, dict[str, int]]:
        of_project = Indicator.objects.filter(sheet__evaluation=key, children=None).order_by()
        return of_project.values("sheet__order").annotate(size=Count("pk")).order_by("sheet__order")

    statement = Statement(sizes)
    assert [[size for _order, size in statement.numbers(one.pk)] for one in both] == [[2], [2, 3]]


def test_nothing_is_found_for_a_key_that_nobody_has(both: list[SelfEvaluation]) -> None:
    statement = Statement(lambda key: Sheet.objects.filter(evaluation=key))
    assert statement.rows(max(one.pk for one in both) + 1) == []
