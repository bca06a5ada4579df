"""A region with departments in several states."""

from typing import Any

from perfeval.directory.models import Department, FiscalYear
from perfeval.evaluations.models import SelfEvaluation, State
from tests.factories import make_evaluation, small_package, small_project


def evaluation_of(name: str, state: State = State.DRAFT, code: str = "", **changes: Any) -> SelfEvaluation:
    """A self-evaluation of a department of 测试县 for 2023."""
    department = {"name": name, "region": "测试县", "code": code or None}
    made = make_evaluation(small_package(**{"department": department, **changes}))
    SelfEvaluation.objects.filter(pk=made.pk).update(state=state)
    made.state = state
    return made


def county() -> FiscalYear:
    """Three departments: one has one project, one two (one of them without figures), one has not begun."""
    level = {"funding_level": "county"}
    first = evaluation_of("甲局", State.APPROVED, "101", projects=[{**small_project("甲一"), **level, "unit": "甲所"}])
    bare = {"name": "乙二", "list": "own", **level}
    evaluation_of("乙局", State.DRAFT, "102", projects=[small_project("乙一"), bare])
    Department.objects.create(region=first.department.region, name="丙局", code="103")
    return FiscalYear.objects.get(region=first.department.region, year=2023)
