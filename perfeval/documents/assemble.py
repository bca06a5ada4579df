"""Which parts a document has: everything, one form, all lists … by the names that commands and addresses use."""

from collections.abc import Callable
from dataclasses import replace

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.narrative.results import compute_texts
from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.templates import fill
from perfeval.core.tables import NoSuchTable, Table, accounts_tables, paper_tables, project_list_tables, table_for
from perfeval.core.tables.placeholders import package_values, project_values

from .attachments import attachment_parts
from .blocks import Part
from .bound_report import Binding, is_for_attachments, report_parts
from .charts import chart_parts
from .inlined import Inlined


def whole_parts(package: Package, scheme: Scheme) -> list[Part]:
    """The whole document: report, attachments, and the reports of projects, bound in the scheme's order."""
    inlined = Inlined(package, scheme)
    report = _own_report(package, scheme, inlined)
    attached = attachment_parts(package, scheme, inlined, _heading_of_attachments(package))
    front = [attached, report] if scheme.outline.after_forms else [report, attached]
    charts = chart_parts(package, scheme) if scheme.outline.charts and package.report else []
    return [*front[0], *front[1], *charts, *_project_reports(package, scheme, inlined)]


GROUPS: dict[str, Callable[[Package, Scheme], list[Part]]] = {
    "all": whole_parts,
    "report": lambda package, scheme: _own_report(package, scheme, Inlined(package, scheme)),
    "list": lambda package, scheme: _forms(project_list_tables(package, scheme)),
    "accounts": lambda package, _scheme: _forms(accounts_tables(package)),
    "working_papers": lambda package, _scheme: _forms(paper_tables(package)),
    "charts": chart_parts,
}
"""Parts that may be more than one table; any other name is the key of one (``overall``, ``project:3``, ``survey``)."""

GROUP_TITLES = {
    "all": "绩效自评",
    "report": "绩效自评报告",
    "list": "项目清单",
    "accounts": "部门决算表",
    "working_papers": "工作底稿",
    "charts": "图表",
}
"""What the document of a group is called."""

WITH_TEXT = frozenset({"all", "report", "working_papers"})
"""Groups in which mechanical sentences or working papers stand."""


class UnknownPartError(LookupError):
    """There is no such part, or this self-evaluation has nothing for it; the message is fit to be shown."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(_("这份自评没有“%(part)s”这一部分") % {"part": part[:40]})


def parts_of(package: Package, scheme: Scheme, part: str = "all") -> list[Part]:
    """The parts to print, in order; what is not computed yet is computed first. Raises UnknownPartError."""
    computed = _computed(package, scheme, part)
    found = GROUPS[part](computed, scheme) if part in GROUPS else _forms([_table(computed, scheme, part)])
    if not found:
        raise UnknownPartError(part)
    return [_told_apart(each, computed) for each in found]


def _computed(package: Package, scheme: Scheme, part: str) -> Package:
    """The package with its figures, and with its texts where they are printed (a form needs none)."""
    if package.computed is None:
        return compute(package, scheme)
    if part in WITH_TEXT and package.computed.text is None:
        return compute_texts(package, scheme)
    return package


def _own_report(package: Package, scheme: Scheme, inlined: Inlined) -> list[Part]:
    if package.report is None:
        return []
    values = package_values(package)
    binding = Binding(package, scheme, values, fill(scheme.outline.number, values))
    return report_parts(package.report, binding, inlined)


def _project_reports(package: Package, scheme: Scheme, inlined: Inlined) -> list[Part]:
    """The reports of single projects, each with its own cover."""
    found: list[Part] = []
    for position, project in enumerate(package.projects, start=1):
        if project.report is not None:
            values = {**package_values(package), **project_values(project, position)}
            number = fill(scheme.outline.project_number, values)
            binding = Binding(package, scheme, values, number, f"project-report:{position}")
            found += report_parts(project.report, binding, inlined, whole=False)
    return found


def _heading_of_attachments(package: Package) -> str:
    """The last heading of the report, where it only says that the attachments follow."""
    sections = package.report.sections if package.report else []
    return (sections[-1].heading or "") if sections and is_for_attachments(sections[-1]) else ""


def _forms(tables: list[Table]) -> list[Part]:
    return [Part.of_table(table) for table in tables]


def _table(package: Package, scheme: Scheme, part: str) -> Table:
    try:
        return table_for(package, scheme, _key(package, part))
    except NoSuchTable as error:
        raise UnknownPartError(part) from error


def _key(package: Package, part: str) -> str:
    """The table's key: a project is asked for by its seq (its position where it has none), a table by that."""
    kind, _colon, number = part.partition(":")
    if kind != "project":
        return part
    numbers = [str(item.seq or position) for position, item in enumerate(package.projects, start=1)]
    if number not in numbers:
        raise UnknownPartError(part)
    return f"project:{numbers.index(number) + 1}"


def _told_apart(part: Part, package: Package) -> Part:
    """A form of a project whose title does not say which one: its bookmark does, and its line in the contents."""
    table = part.blocks[0]
    kind, _colon, position = part.key.partition(":")
    if kind != "project" or not isinstance(table, Table):
        return part
    bookmark = table.bookmark or table.title
    name = package.projects[int(position) - 1].name
    if name in bookmark:
        return part
    told_apart = f"{bookmark}（{name}）"
    listed = told_apart if part.listed == bookmark else part.listed
    return replace(part, blocks=(replace(table, bookmark=told_apart),), listed=listed)
