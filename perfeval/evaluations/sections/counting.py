"""How much of each section is there, asked in one query whatever there is."""

from dataclasses import dataclass, fields
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from perfeval.core.checks.structure import LISTING
from perfeval.evaluations.columns import RowType
from perfeval.evaluations.models import (
    Attachment,
    AttachmentKind,
    Economic,
    Expenditure,
    Fact,
    FinalAccounts,
    Report,
    Revenue,
    Section,
    SelfEvaluation,
    Signatory,
    Survey,
    SurveyOption,
    Task,
    WorkingPaper,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows, and of those in which the datum that matters is missing; numbers of questionnaires are three."""

    facts: int = 0
    blank_facts: int = 0
    tasks: int = 0
    blank_tasks: int = 0
    signatories: int = 0
    revenue: int = 0
    blank_revenue: int = 0
    expenditure: int = 0
    blank_expenditure: int = 0
    economic: int = 0
    blank_economic: int = 0
    survey_numbers: int = 0
    options: int = 0
    blank_options: int = 0
    papers: int = 0
    texts: int = 0
    blank_texts: int = 0
    sentences: int = 0
    has_report: int = 0
    has_accounts: int = 0
    has_survey: int = 0
    account_details: int = 0


_BLANK_TEXT = (Q(text=None) | Q(text="")) & Q(blocks__isnull=True, same_as=None)
_DETAILS = (
    Q(balances__closing__isnull=False),
    Q(three_public__final__isnull=False),
    Q(procurement__isnull=False),
    Q(operating_cost__administrative__isnull=False) | Q(operating_cost__reference_public_institution__isnull=False),
)
"""What a year adds to its accounts; last year's figures beside it are there from the beginning."""
_REVENUE = ("fiscal", "superior", "business", "operating", "affiliated", "other")
_EXPENDITURE = ("basic", "project", "to_superior", "operating", "to_affiliated")
_ACCOUNTS = "accounts__evaluation"
_NUMBERS = ("issued", "returned", "valid")
_END_OF_OUTLINE = Q(children=None)
_TYPED = ("text", "list", "grid", "table")
_MECHANICAL = Q(written__isnull=False) & ~reduce(or_, (Q(written__contains=f'"{key}"') for key in _TYPED))
"""Sections that are nothing but mechanical sentences: there is nothing to write in them."""
_WITH_SENTENCES = Q(written__contains='"sentence"')
_BARE = Attachment.objects.filter(kind=AttachmentKind.TEXT, present=True, sections=None)
"""Attachments that are one text, without sections."""


def counts_of(evaluation: SelfEvaluation) -> Counts:
    """The numbers of one self-evaluation."""
    statement, before = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*before, evaluation.pk])
        return Counts(*cursor.fetchone())


@cache
def _statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question in SQL of this database and its values but for the last, the key of the self-evaluation.

    Every page asks it, and putting twenty counts into SQL takes ten times as long as answering them.
    """
    of_reports = Section.objects.alias(written=Cast("blocks", TextField()))
    sections = of_reports.filter(_END_OF_OUTLINE).exclude(heading__regex=LISTING).exclude(_MECHANICAL)
    options = SurveyOption.objects.all()
    wanted = {
        "facts": _rows(Fact.objects.all()),
        "blank_facts": _rows(Fact.objects.filter(value=None)),
        "tasks": _rows(Task.objects.all()),
        "blank_tasks": _rows(Task.objects.filter(Q(actual=None) | Q(actual=""))),
        "signatories": _rows(Signatory.objects.all()),
        "revenue": _rows(Revenue.objects.all(), _ACCOUNTS),
        "blank_revenue": _rows(Revenue.objects.filter(**_none_of(_REVENUE)), _ACCOUNTS),
        "expenditure": _rows(Expenditure.objects.all(), _ACCOUNTS),
        "blank_expenditure": _rows(Expenditure.objects.filter(**_none_of(_EXPENDITURE)), _ACCOUNTS),
        "economic": _rows(Economic.objects.all(), _ACCOUNTS),
        "blank_economic": _rows(Economic.objects.filter(amount=None), _ACCOUNTS),
        "survey_numbers": sum((_typed(name) for name in _NUMBERS), Value(0)),
        "options": _rows(options, "question__survey__evaluation"),
        "blank_options": _rows(options.filter(count=None), "question__survey__evaluation"),
        "papers": _rows(WorkingPaper.objects.all()),
        "texts": _rows(sections, "report__evaluation") + _rows(_BARE, "report__evaluation"),
        "blank_texts": _rows(sections.filter(_BLANK_TEXT), "report__evaluation")
        + _rows(_BARE.filter(Q(text=None) | Q(text="")), "report__evaluation"),
        "sentences": _rows(of_reports.filter(_WITH_SENTENCES), "report__evaluation"),
        "has_report": _rows(Report.objects.filter(project=None)),
        "has_accounts": _rows(FinalAccounts.objects.all()),
        "has_survey": _rows(Survey.objects.all()),
        "account_details": sum((_filled(typed) for typed in _DETAILS), Value(0)),
    }
    named = {f"n_{each.name}": wanted[each.name] for each in fields(Counts)}  # a bare name would be a relation
    statement, values = SelfEvaluation.objects.filter(pk=0).values(**named).query.sql_with_params()
    return statement, values[:-1]


def _typed(name: str) -> Coalesce:
    """1 where this number of questionnaires is typed."""
    return _rows(Survey.objects.filter(**{f"{name}__isnull": False}))


def _none_of(amounts: tuple[str, ...]) -> dict[str, None]:
    """A line of the accounts without any of these amounts."""
    return dict.fromkeys(amounts)


def _filled(typed: Q) -> Coalesce:
    """1 where this part of the final accounts holds anything of this year."""
    return _rows(FinalAccounts.objects.filter(typed))


def _rows(queryset: QuerySet[RowType], path: str = "evaluation") -> Coalesce:
    """The number of rows of the outer self-evaluation, as a scalar subquery."""
    mine = queryset.order_by().filter(**{path: OuterRef("pk")})
    counted = mine.values(path).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
