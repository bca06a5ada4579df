"""The list of projects: one or many at a time, and all of it taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.core.package import Project as PackageProject
from perfeval.directory.models import User
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import FundRow, Goal, Indicator, Project, SelfEvaluation, Sheet
from perfeval.evaluations.services import Changed, ChangeRefusedError, export_package, undo
from perfeval.evaluations.services.projects import (
    BulkAct,
    add_project,
    change_project,
    change_projects,
    set_projects,
)
from perfeval.evaluations.services.structure import Act
from tests.comparing import entered
from tests.factories import author_of, head_of, make_evaluation, sample_evaluation, small_package, small_project

pytestmark = pytest.mark.django_db


def listed(name: str, which: str = "own", seq: int | None = None) -> dict[str, object]:
    return {**small_project(name), "list": which, "seq": seq}


class Desk:
    """An officer at the project list of a self-evaluation."""

    def __init__(self, evaluation: SelfEvaluation) -> None:
        self.evaluation, self.author = evaluation, author_of(evaluation)

    def do(self, act: Act, name: str) -> Changed:
        project = Project.objects.get(name=name)
        return change_project(actor=self.author, evaluation=self.evaluation, act=act, record=f"project.{project.pk}")

    def do_all(self, act: BulkAct, *names: str) -> Changed:
        return change_projects(actor=self.author, evaluation=self.evaluation, act=act, sheets=sheets(*names))

    def set_all(self, column: str, value: str, *names: str) -> Changed:
        return set_projects(
            actor=self.author, evaluation=self.evaluation, sheets=sheets(*names), column=column, value=value
        )

    def undo(self, changed: Changed) -> None:
        assert changed.step is not None
        undo(actor=self.author, evaluation=self.evaluation, step_key=changed.step.pk)

    @property
    def projects(self) -> list[PackageProject]:
        return export_package(self.evaluation).projects

    @property
    def names(self) -> list[str]:
        return [project.name for project in self.projects]


def sheets(*names: str) -> set[int]:
    return set(Project.objects.filter(name__in=names).values_list("sheet", flat=True))


@pytest.fixture
def desk() -> Desk:
    projects = [listed("甲", seq=1), listed("乙", seq=2), listed("丙", "transfer", 1), listed("丁", seq=3)]
    return Desk(make_evaluation(small_package(projects=projects)))


def test_a_new_project_stands_at_the_end_with_the_fund_rows_of_the_scheme(desk: Desk) -> None:
    add_project(actor=desk.author, evaluation=desk.evaluation)
    new = desk.projects[-1]
    assert (new.name, new.list, new.seq) == ("新项目", "own", 4)
    assert new.funds[0].key == "total"


def test_the_first_project_of_all_is_one_of_the_departments_own() -> None:
    desk = Desk(make_evaluation(small_package(projects=[])))
    add_project(actor=desk.author, evaluation=desk.evaluation)
    add_project(actor=desk.author, evaluation=desk.evaluation)
    assert [(project.name, project.list, project.seq) for project in desk.projects] == [
        ("新项目", "own", None),
        ("新项目2", "own", None),
    ]


def test_a_project_is_added_behind_another_and_the_list_is_numbered_through(desk: Desk) -> None:
    desk.do(Act.ADD, "甲")
    assert [(project.name, project.seq) for project in desk.projects] == [
        ("甲", 1),
        ("新项目", 2),
        ("乙", 3),
        ("丙", 1),
        ("丁", 4),
    ]


def test_a_copy_takes_the_whole_form_along(desk: Desk) -> None:
    desk.do(Act.DUPLICATE, "乙")
    original, copy = desk.projects[1], desk.projects[2]
    assert (copy.name, copy.seq) == ("乙（2）", 3)
    assert copy.model_copy(update={"name": "乙", "seq": 2}).model_dump() == original.model_dump()


def test_a_project_moves_within_its_list(desk: Desk) -> None:
    desk.do(Act.DOWN, "乙")
    assert [(project.name, project.seq) for project in desk.projects] == [("甲", 1), ("丁", 2), ("丙", 1), ("乙", 3)]
    with pytest.raises(ChangeRefusedError, match="已经是最后一行"):
        desk.do(Act.DOWN, "乙")


def test_a_deleted_project_comes_back_whole(desk: Desk) -> None:
    before, fields = entered(export_package(desk.evaluation)), dict(load(desk.evaluation).fields)
    changed = desk.do(Act.DELETE, "乙")
    assert [(project.name, project.seq) for project in desk.projects] == [("甲", 1), ("丙", 1), ("丁", 2)]
    desk.undo(changed)
    assert (entered(export_package(desk.evaluation)), load(desk.evaluation).fields) == (before, fields)


def test_any_row_of_a_project_names_it(desk: Desk) -> None:
    row = FundRow.objects.get(sheet__project__name="乙")
    change_project(actor=desk.author, evaluation=desk.evaluation, act=Act.DELETE, record=f"fundrow.{row.pk}")
    assert desk.names == ["甲", "丙", "丁"]


@pytest.mark.parametrize("record", ["", "project.0", "project.x", "fact.1", "evaluation.1"])
def test_a_project_that_is_not_there_is_refused(desk: Desk, record: str) -> None:
    with pytest.raises(ChangeRefusedError, match="这个项目已不存在"):
        change_project(actor=desk.author, evaluation=desk.evaluation, act=Act.DELETE, record=record)


def test_a_project_has_nothing_below_it(desk: Desk) -> None:
    with pytest.raises(ChangeRefusedError, match="这一行不能这样操作"):
        desk.do(Act.ADD_BELOW, "甲")


# --- many at once ---


def test_many_get_the_same_value_as_people_say_it(desk: Desk) -> None:
    changed = desk.set_all("funding_level", "省级", "甲", "丙")
    assert [project.funding_level for project in desk.projects] == ["provincial", None, "provincial", None]
    desk.undo(changed)
    assert {project.funding_level for project in desk.projects} == {None}
    desk.set_all("unit", "某中心", "甲", "丁")
    desk.set_all("unit", "", "丁")
    assert [project.unit for project in desk.projects] == ["某中心", None, None, None]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("funding_level", "乡级", "不是允许的取值"),
        ("name", "同名", "这一项不能批量修改"),
        ("sheet_id", "1", "这一项不能批量修改"),
    ],
)
def test_a_value_that_cannot_be_is_refused_for_all(desk: Desk, column: str, value: str, reason: str) -> None:
    before = entered(export_package(desk.evaluation))
    with pytest.raises(ChangeRefusedError, match=reason):
        desk.set_all(column, value, "甲", "乙")
    assert entered(export_package(desk.evaluation)) == before


def test_nothing_is_done_with_none(desk: Desk) -> None:
    for wrong in (set(), {10**6}):
        with pytest.raises(ChangeRefusedError, match="请先勾选项目"):
            change_projects(actor=desk.author, evaluation=desk.evaluation, act=BulkAct.DELETE, sheets=wrong)


def test_many_are_deleted_at_once_and_come_back_at_once(desk: Desk) -> None:
    changed = desk.do_all(BulkAct.DELETE, "甲", "丙")
    assert [(project.name, project.seq) for project in desk.projects] == [("乙", 1), ("丁", 2)]
    desk.undo(changed)
    assert desk.names == ["甲", "乙", "丙", "丁"]
    assert Indicator.objects.filter(children=None).count() == 8


def test_document_numbers_and_levels_of_all_transfer_projects_are_read_from_their_names() -> None:
    evaluation = sample_evaluation("qinhuangdao-2023")
    known = {
        project.name: (project.document_number, project.funding_level, project.list)
        for project in Project.objects.all()
    }
    Project.objects.update(document_number=None, funding_level=None, list="own")
    desk = Desk(evaluation)
    change_projects(
        actor=desk.author,
        evaluation=evaluation,
        act=BulkAct.NAMES,
        sheets=set(Sheet.objects.values_list("pk", flat=True)),
    )
    found = {
        project.name: (project.document_number, project.funding_level, project.list)
        for project in Project.objects.all()
    }
    assert found == known


def test_what_is_typed_is_not_overwritten_by_what_the_name_says(desk: Desk) -> None:
    Project.objects.filter(name="甲").update(name="(上级)某财社[2023]1号省级补助", document_number="另号")
    desk.do_all(BulkAct.NAMES, "(上级)某财社[2023]1号省级补助")
    project = Project.objects.get(document_number="另号")
    assert (project.funding_level, project.list) == ("provincial", "transfer")


def test_forms_are_opened_for_projects_that_are_only_listed() -> None:
    bare = {"name": "只在清单", "list": "own", "funds": [{"key": "total", "adjusted": "5"}]}
    desk = Desk(make_evaluation(small_package(projects=[listed("有表"), bare])))
    desk.do_all(BulkAct.FORMS, "有表", "只在清单")
    first, second = desk.projects
    assert [leaf.name for leaf in first.leaves()] == ["指标1", "指标2"]
    assert len(second.indicators) > 0
    assert [(row.key, row.adjusted) for row in second.funds] == [("total", 5)]
    assert Goal.objects.filter(sheet__project__name="只在清单").count() == 1


def test_who_only_approves_changes_no_projects(desk: Desk) -> None:
    head: User = head_of(desk.evaluation)
    with pytest.raises(PermissionDenied):
        add_project(actor=head, evaluation=desk.evaluation)
    with pytest.raises(PermissionDenied):
        set_projects(actor=head, evaluation=desk.evaluation, sheets=sheets("甲"), column="unit", value="x")
