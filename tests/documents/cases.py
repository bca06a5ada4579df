"""The sample packages with their schemes, computed."""

from functools import cache
from pathlib import Path

from perfeval.core.compute import compute
from perfeval.core.package import Package, read_package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import load_scheme

SAMPLES = Path(__file__).parents[2] / "fixtures" / "samples"
SLUGS = sorted(path.stem for path in SAMPLES.glob("*.json"))


@cache
def case(slug: str) -> tuple[Package, Scheme]:
    package = read_package((SAMPLES / f"{slug}.json").read_bytes())
    scheme = load_scheme(package.scheme)
    return compute(package, scheme), scheme
