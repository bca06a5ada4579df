"""Which tables stand on which sheet of the workbook, and what its hidden sheet keeps."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from perfeval.core.tables import NoSuchTable, sheet_table, table_for
from perfeval.core.tables.model import Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.sections import sections_for
from perfeval.evaluations.sections.counting import counts_of
from perfeval.evaluations.sections.form import Choices

FORMAT = "perfeval-workbook/1"
HIDDEN = "_perfeval"
"""The sheet that keeps which cell is which field; very hidden, so that Excel does not offer to show it."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
LONGEST_TITLE = 31


@dataclass(frozen=True, slots=True)
class Part:
    """One grid of a sheet; ``choices`` are the words of its columns in which one is chosen."""

    table: Table
    choices: Mapping[str, Choices]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of the workbook with its grids, one below the other; ``names`` are the fields of its cells."""

    title: str
    parts: Sequence[Part]
    names: Mapping[str, str]


class Head(BaseModel):
    """What a workbook is of; it is taken back by the same self-evaluation only. ``version`` is that of the data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: str = FORMAT
    evaluation: int
    department: str = Field(max_length=500)
    year: int
    scheme: str = Field(max_length=100)
    version: int


def head_of(loaded: Loaded) -> Head:
    """The head of the workbook of this self-evaluation."""
    evaluation = loaded.evaluation
    return Head(
        evaluation=evaluation.pk,
        department=evaluation.department.name,
        year=evaluation.year,
        scheme=evaluation.scheme.slug,
        version=evaluation.version,
    )


def plan_of(loaded: Loaded) -> list[SheetPlan]:
    """The sheets in the order of the task list; grids that only follow from the data are left out."""
    plans = [plan for plan in _plans(loaded) if any(_is_entry(part.table) for part in plan.parts)]
    titles = _unique(plan.title for plan in plans)
    return [SheetPlan(title, plan.parts, plan.names) for title, plan in zip(titles, plans, strict=True)]


def _plans(loaded: Loaded) -> Iterator[SheetPlan]:
    yield from _section_plans(loaded)
    package, scheme = loaded.package, loaded.scheme
    if package.overall is not None:
        yield _single("整体自评表", sheet_table(package, scheme, "overall"), loaded)
    lists = [f"list:{layout.key}" for layout in scheme.lists] if package.projects else []
    for key in [*lists, "survey", "basic_data"]:
        try:
            table = table_for(package, scheme, key)
        except NoSuchTable:
            continue
        yield _single(table.title, table, loaded)
    for position, project in enumerate(package.projects):
        if project.indicators:
            yield _single(project.name, sheet_table(package, scheme, position), loaded)


def _section_plans(loaded: Loaded) -> Iterator[SheetPlan]:
    evaluation = loaded.evaluation
    for form in sections_for(evaluation, loaded.scheme, counts_of(evaluation)):
        if form.needs is None or getattr(loaded.package, form.needs.value) is not None:
            parts = [Part(block.table, block.choices) for block in form.build(loaded) if _is_entry(block.table)]
            yield SheetPlan(str(form.title), parts, {**form.names(loaded), **loaded.fields})


def _single(title: str, table: Table, loaded: Loaded) -> SheetPlan:
    return SheetPlan(title, [Part(table, {})], loaded.fields)


def _is_entry(table: Table) -> bool:
    return any(cell.kind == "entry" for cell in table.cells())


def _unique(titles: Iterator[str]) -> Iterator[str]:
    """Titles as Excel allows them: 31 characters without []:*?/\\, and each once."""
    taken = {HIDDEN}
    for title in titles:
        plain = _FORBIDDEN.sub("", title).strip() or "表"
        name, number = plain[:LONGEST_TITLE], 2
        while name in taken:
            ending = f"({number})"
            name, number = plain[: LONGEST_TITLE - len(ending)] + ending, number + 1
        taken.add(name)
        yield name
