"""What changed between two computed packages: every single value that differs, and nothing else."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from perfeval.core.compute import compute_figures
from perfeval.core.package import Package, parse_package, pointer
from perfeval.core.package.base import Result
from perfeval.evaluations.services.changes import changed_pointers
from tests.documents.cases import SAMPLES, SLUGS, case

Edit = Callable[[dict[str, Any]], object]


def an_amount(document: dict[str, Any]) -> None:
    sheets = [document.get("overall") or {}, *document["projects"]]
    next(row for sheet in sheets for row in sheet.get("funds", []) if row.get("executed"))["executed"] = "1.5"


def the_last_project_less(document: dict[str, Any]) -> None:
    del document["projects"][-1:]


def a_survey_less(document: dict[str, Any]) -> None:
    document.pop("survey", None)


def values_of(record: Any, path: tuple[int | str, ...] = (), *, computed: bool = False) -> Iterator[tuple[str, Any]]:
    """Every single computed value with its pointer, one after the other."""
    computed = computed or isinstance(record, Result)
    if isinstance(record, BaseModel | Mapping):
        parts = list(record.items() if isinstance(record, Mapping) else record)
    elif isinstance(record, list):
        parts = list(enumerate(record))
    else:
        parts = []
        if computed and record is not None:
            yield pointer(path), record
    for key, value in parts:
        yield from values_of(value, (*path, key), computed=computed)


def computed(document: dict[str, Any], slug: str) -> Package:
    return compute_figures(parse_package(document), case(slug)[1])


@pytest.mark.parametrize("edit", [an_amount, the_last_project_less, a_survey_less])
@pytest.mark.parametrize("slug", SLUGS)
def test_all_values_that_differ_are_named_and_no_others(slug: str, edit: Edit) -> None:
    document = json.loads((SAMPLES / f"{slug}.json").read_text("utf-8"))
    before = computed(document, slug)
    edit(document)
    after = computed(document, slug)
    old, new = dict(values_of(before)), dict(values_of(after))
    assert changed_pointers(before, after) == {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_changed_where_nothing_was_edited(slug: str) -> None:
    document = json.loads((SAMPLES / f"{slug}.json").read_text("utf-8"))
    assert changed_pointers(computed(document, slug), computed(document, slug)) == frozenset()
