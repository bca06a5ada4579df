"""Whatever a package lacks, every table is a closed grid whose cells lead back to the package."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from perfeval.core.compute import compute
from perfeval.core.package import Package, parse_package
from perfeval.core.scheme import (
    Scheme,
    available_schemes,
    blank_basic_data,
    blank_overall,
    blank_project,
    blank_survey,
    load_scheme,
)
from perfeval.core.tables import NoSuchTable, Table, members_table, sheet_table, tables_of

from .conftest import SAMPLES, Case
from .strategies import packages

SCHEMES = {slug: load_scheme(slug) for slug in available_schemes()}


def all_tables(package: Package, scheme: Scheme) -> list[Table]:
    """Attached tables, and every project's form even where the county attaches none."""
    forms = [sheet_table(package, scheme, position) for position in range(len(package.projects))]
    members = [members_table(package, scheme)] if scheme.members and package.signatories else []
    return [*tables_of(package, scheme), *forms, *members]


def follow(package: Package, ref: str) -> object:
    """What stands at a JSON pointer; fails where the way breaks off before the last step."""
    value: object = package
    steps = ref.split("/")[1:]
    for position, step in enumerate(steps):
        last = position == len(steps) - 1
        if isinstance(value, BaseModel):
            assert step in type(value).model_fields, ref
            value = getattr(value, step)
        elif isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) or not last else None
        else:
            assert isinstance(value, dict), ref
            value = value.get(step)
    return value


def problems(package: Package, scheme: Scheme) -> list[str]:
    return [problem for table in all_tables(package, scheme) for problem in table.problems()]


@pytest.mark.parametrize("slug", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_every_table_of_a_sample_is_a_closed_grid(slug: str, case: Callable[[str], Case]) -> None:
    package, scheme = case(slug)

    assert problems(package, scheme) == []


@pytest.mark.parametrize("slug", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_every_reference_of_a_sample_leads_to_the_number_behind_the_cell(
    slug: str, case: Callable[[str], Case]
) -> None:
    package, scheme = case(slug)
    wrong = [
        (cell.ref, cell.value)
        for table in all_tables(package, scheme)
        if not table.key.startswith("accounts-")
        for cell in table.cells()
        if cell.ref and cell.value is not None and follow(package, cell.ref) != cell.value
    ]

    assert wrong == []


@pytest.mark.parametrize("slug", SCHEMES)
def test_what_a_scheme_starts_with_fills_its_own_forms(slug: str) -> None:
    scheme = SCHEMES[slug]
    empty = parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": slug,
            "year": 2024,
            "money_unit": scheme.money_unit,
            "department": {"name": "某局"},
        }
    )
    parts = {
        "overall": blank_overall(scheme),
        "projects": [blank_project(scheme, "甲项目")],
        "basic_data": blank_basic_data(scheme, 2024),
        "survey": blank_survey(scheme, 2024, "某局"),
    }
    package = compute(empty.model_copy(update=parts), scheme)

    assert problems(package, scheme) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(package=packages, slug=st.sampled_from(sorted(SCHEMES)))
def test_any_package_gives_closed_grids_with_references_that_lead_somewhere(package: Package, slug: str) -> None:
    scheme = SCHEMES[slug]
    result = compute(package, scheme)
    tables = all_tables(result, scheme)

    assert [problem for table in tables for problem in table.problems()] == []
    assert [cell.printed for table in tables for cell in table.cells() if cell.kind == "entry" and not cell.ref] == []
    for table in tables:
        for cell in table.cells():
            if cell.ref:
                follow(result, cell.ref)


def test_a_sheet_that_is_not_there_has_no_table(case: Callable[[str], Case]) -> None:
    package, scheme = case("xundian-2023")

    with pytest.raises(NoSuchTable, match=r"project:1"):
        sheet_table(package, scheme, 0)
    with pytest.raises(NoSuchTable, match=r"project:0"):
        sheet_table(package, scheme, -1)
    with pytest.raises(NoSuchTable, match=r"overall"):
        sheet_table(package.model_copy(update={"overall": None}), scheme, "overall")
