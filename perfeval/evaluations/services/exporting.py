"""A self-evaluation as a package."""

from perfeval.core.package import Package, parse_package
from perfeval.evaluations.loading.building import Builder
from perfeval.evaluations.loading.rows import read_rows
from perfeval.evaluations.models import SelfEvaluation


def export_package(evaluation: SelfEvaluation) -> Package:
    """What the officers entered, equal in value to what was imported; nothing computed."""
    return parse_package(Builder(read_rows(evaluation)).build())
