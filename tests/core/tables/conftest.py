"""The sample self-evaluations, computed, with their schemes."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from perfeval.core.compute import compute
from perfeval.core.package import Package, read_package
from perfeval.core.scheme import Scheme, load_scheme

SAMPLES = Path(__file__).parents[3] / "fixtures" / "samples"


class Case(NamedTuple):
    package: Package
    scheme: Scheme


@cache
def load_case(slug: str) -> Case:
    package = read_package((SAMPLES / f"{slug}.json").read_bytes())
    scheme = load_scheme(package.scheme)
    return Case(compute(package, scheme), scheme)


@pytest.fixture(scope="session")
def case() -> Callable[[str], Case]:
    return load_case
