"""Which parts a document has: everything, one form, all lists … by the names that commands and addresses use."""

from collections.abc import Callable
from dataclasses import replace

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.tables import NoSuchTable, Table, accounts_tables, project_list_tables, table_for, tables_of

from .blocks import Part

GROUPS: dict[str, Callable[[Package, Scheme], list[Table]]] = {
    "all": tables_of,
    "list": project_list_tables,
    "accounts": lambda package, _scheme: accounts_tables(package),
}
"""Parts that may be more than one table; any other name is the key of one (``overall``, ``project:3``, ``survey``)."""

GROUP_TITLES = {"all": "绩效自评", "list": "项目清单", "accounts": "部门决算表"}
"""What the document of a group is called."""


class UnknownPartError(LookupError):
    """There is no such part, or this self-evaluation has nothing for it; the message is fit to be shown."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(_("这份自评没有“%(part)s”这一部分") % {"part": part[:40]})


def parts_of(package: Package, scheme: Scheme, part: str = "all") -> list[Part]:
    """The parts to print, in order; a package that is not computed is computed first. Raises UnknownPartError."""
    computed = package if package.computed else compute(package, scheme)
    tables = _tables(computed, scheme, part)
    if not tables:
        raise UnknownPartError(part)
    return [Part.of_table(_told_apart(table, computed)) for table in tables]


def _tables(package: Package, scheme: Scheme, part: str) -> list[Table]:
    if part in GROUPS:
        return GROUPS[part](package, scheme)
    try:
        return [table_for(package, scheme, _key(package, part))]
    except NoSuchTable as error:
        raise UnknownPartError(part) from error


def _key(package: Package, part: str) -> str:
    """The table's key: a project is asked for by its number in the package (seq), a table has its position."""
    kind, _colon, number = part.partition(":")
    if kind != "project":
        return part
    positions = [position for position, item in enumerate(package.projects, start=1) if str(item.seq) == number]
    return f"project:{positions[0]}" if positions else part


def _told_apart(table: Table, package: Package) -> Table:
    """A form of a project whose title does not say which one: its bookmark does."""
    kind, _colon, position = table.key.partition(":")
    bookmark = table.bookmark or table.title
    name = package.projects[int(position) - 1].name if kind == "project" else ""
    return table if name in bookmark else replace(table, bookmark=f"{bookmark}（{name}）")
