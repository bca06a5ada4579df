"""A self-evaluation with everything a screen, a print or a save needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from perfeval.core.compute import compute_figures
from perfeval.core.package import Package, parse_package
from perfeval.core.scheme.scheme import Scheme
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.schemes.selectors import scheme_of

from .building import Builder
from .rows import Rows, read_rows


@dataclass(frozen=True)
class Loaded:
    """``package`` is computed (figures only); ``fields`` maps JSON pointers of entered values to field names.

    ``sheets`` maps the pointer of a sheet in the package (``/overall``, ``/projects/0``) to its record.
    """

    evaluation: SelfEvaluation
    scheme: Scheme
    package: Package
    fields: Mapping[str, str]
    sheets: Mapping[str, Sheet]


def load(evaluation: SelfEvaluation, sheet: Sheet | None = None) -> Loaded:
    """Read and compute a self-evaluation, or one sheet of it, in a number of queries that does not grow with it.

    A single project stands at ``/projects/0``.
    """
    return assemble(read_rows(evaluation, sheet))


def assemble(rows: Rows) -> Loaded:
    """Compute what the rows say. Raises PackageError where they do not make a package."""
    builder = Builder(rows)
    package = parse_package(builder.build())
    scheme = scheme_of(rows.evaluation.scheme)
    return Loaded(rows.evaluation, scheme, compute_figures(package, scheme), builder.fields, _sheets_by_pointer(rows))


def _sheets_by_pointer(rows: Rows) -> dict[str, Sheet]:
    projects = {f"/projects/{index}": sheet for index, sheet in enumerate(rows.sheets(SheetKind.PROJECT))}
    overall = rows.sheets(SheetKind.OVERALL)
    return {"/overall": overall[0], **projects} if overall else projects
