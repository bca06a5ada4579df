"""Whatever an officer does to a real document can be taken back to the first figure and done again to the last."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from perfeval.core.package import dump_package
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.evaluations.services import (
    ChangeRefusedError,
    FieldError,
    export_package,
    recompute,
    redo,
    save_field,
    undo,
)
from perfeval.evaluations.services.saving import Saved
from perfeval.evaluations.services.structure.acts import ACTS, Act, Part, add_part, change_row
from tests.factories import SAMPLES, author_of, sample_evaluation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STEPS = 25
VALUES = ("", "0", "12", "1,234.5", "-5", "95%", "≥90%", "完成", "三十", "2023年12月", "<b>粗</b>", "长" * 300)


class Officer:
    """Does something, anything; what is refused is left."""

    def __init__(self, evaluation: SelfEvaluation, chance: random.Random) -> None:
        self.pk, self.actor, self.chance = evaluation.pk, author_of(evaluation), chance
        self.steps: list[int] = []

    @property
    def evaluation(self) -> SelfEvaluation:
        return SelfEvaluation.objects.get(pk=self.pk)

    def act(self) -> None:
        sheet = self.chance.choice(list(Sheet.objects.filter(evaluation=self.pk).order_by("pk")))
        try:
            step = self.chance.choice([self.type_in, self.type_in, self.change_a_row, self.add_a_row])(sheet)
        except (ChangeRefusedError, FieldError):
            return
        if step is not None:
            self.steps.append(step.pk)

    def fields(self, sheet: Sheet | None) -> list[str]:
        return sorted(set(load(self.evaluation, sheet).fields.values()))

    def type_in(self, sheet: Sheet) -> Any:
        field = self.chance.choice(self.fields(self.chance.choice([sheet, None])))
        value = self.chance.choice(VALUES)
        answer = save_field(actor=self.actor, evaluation=self.evaluation, field=field, value=value, seen=None)
        assert isinstance(answer, Saved)
        return answer.step

    def change_a_row(self, sheet: Sheet) -> Any:
        records = {field.rpartition(".")[0] for field in self.fields(sheet)}
        record = self.chance.choice(sorted(one for one in records if one.partition(".")[0] in ACTS))
        act = self.chance.choice(list(Act))
        return change_row(actor=self.actor, evaluation=self.evaluation, sheet=sheet, act=act, record=record).step

    def add_a_row(self, sheet: Sheet) -> Any:
        part = self.chance.choice(list(Part))
        return add_part(actor=self.actor, evaluation=self.evaluation, sheet=sheet, part=part).step

    def turn(self, direction: Callable[..., Any], keys: list[int]) -> None:
        for key in keys:
            direction(actor=self.actor, evaluation=self.evaluation, step_key=key)


def contents(officer: Officer) -> dict[str, Any]:
    return dump_package(export_package(officer.evaluation))


def results(officer: Officer) -> list[tuple[Any, ...]]:
    sheets = Sheet.objects.filter(evaluation=officer.pk).order_by("pk")
    return list(sheets.values_list("execution_rate", "total", "grade"))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_any_changes_are_taken_back_one_by_one_and_made_again(name: str) -> None:
    officer = Officer(sample_evaluation(name), random.Random(name))  # noqa: S311 - a course to take, no secret
    first = contents(officer)
    for _step in range(STEPS):
        officer.act()
    assert len(officer.steps) > STEPS // 3
    last, stored = contents(officer), results(officer)
    recompute(officer.evaluation)
    assert results(officer) == stored
    officer.turn(undo, officer.steps[::-1])
    assert contents(officer) == first
    officer.turn(redo, officer.steps)
    assert (contents(officer), results(officer)) == (last, stored)
