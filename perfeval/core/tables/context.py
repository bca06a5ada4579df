"""What the blocks of a form are drawn from: a sheet of a computed package, its scheme and where it stands."""

from dataclasses import dataclass

from perfeval.core.package import Package, Project, Sheet, pointer
from perfeval.core.scheme import Formats, Scheme
from perfeval.core.scheme.layout import Form
from perfeval.core.scheme.outline import FundRowTemplate
from perfeval.core.scheme.templates import fill

from .placeholders import Values, package_values, project_values


class NoSuchTable(LookupError):  # noqa: N818 - an answer as much as an error
    """The package has no data for this table, or the scheme no layout."""


@dataclass(frozen=True, slots=True)
class SheetContext:
    """One sheet; ``where`` is its JSON pointer, ``values`` fill the placeholders of the layout."""

    package: Package
    scheme: Scheme
    sheet: Sheet
    where: str
    values: Values

    @property
    def project(self) -> Project | None:
        """The project, None on the overall sheet."""
        return self.sheet if isinstance(self.sheet, Project) else None

    @property
    def form(self) -> Form:
        """The form of this sheet."""
        return self.scheme.forms.overall if self.project is None else self.scheme.forms.project

    @property
    def formats(self) -> Formats:
        """How the scheme writes numbers."""
        return self.scheme.formats

    @property
    def fund_templates(self) -> list[FundRowTemplate]:
        """Fund rows of an empty sheet."""
        rows = self.scheme.fund_rows
        return rows.overall if self.project is None else rows.project

    def ref(self, *steps: str | int) -> str:
        """JSON pointer of something in this sheet."""
        return self.where + pointer(steps)

    def fill(self, template: str) -> str:
        """The template with its placeholders replaced."""
        return fill(template, self.values)


def overall_context(package: Package, scheme: Scheme) -> SheetContext:
    """The overall sheet. Raises NoSuchTable where the package has none."""
    if package.overall is None:
        raise NoSuchTable("overall")
    return SheetContext(package, scheme, package.overall, "/overall", package_values(package))


def project_context(package: Package, scheme: Scheme, position: int) -> SheetContext:
    """The project at a position from 0. Raises NoSuchTable where there is none."""
    if not 0 <= position < len(package.projects):
        raise NoSuchTable(f"project:{position + 1}")
    project = package.projects[position]
    values = {**package_values(package), **project_values(project, position + 1)}
    return SheetContext(package, scheme, project, f"/projects/{position}", values)
