"""All tables of a self-evaluation, in the order in which the scheme attaches them."""

from collections.abc import Callable, Iterator

from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.outline import SchemeAttachment

from .accounts import accounts_tables
from .basic_data import basic_data_table
from .context import NoSuchTable
from .lists import project_list_table
from .members import members_table
from .model import Table
from .sheet import sheet_table
from .survey import survey_table

Builder = Callable[[Package, Scheme], Table]

_SINGLE: dict[str, Builder] = {
    "overall": lambda package, scheme: sheet_table(package, scheme, "overall"),
    "basic_data": basic_data_table,
    "survey": survey_table,
    "members": members_table,
}
"""Tables of which there is at most one, by their key."""

_KEY_OF_KIND = {"overall": "overall", "indicators": "overall", "basic_data": "basic_data", "survey": "survey"}


def tables_of(package: Package, scheme: Scheme) -> list[Table]:
    """Every attached table for which there is data, then final accounts and lists that stand inside the report."""
    attached = [table for attachment in scheme.attachments for table in _attached(attachment, package, scheme)]
    keys = {table.key for table in attached}
    lists = [project_list_table(package, scheme, layout) for layout in scheme.lists if layout.printed]
    lists = [table for table in lists if _lists_something(table)]
    return attached + [table for table in (*accounts_tables(package), *lists) if table.key not in keys]


def table_for(package: Package, scheme: Scheme, key: str) -> Table:
    """One table by key: ``overall``, ``project:1``, ``list:own``, ``survey``, ``accounts-01`` … Raises NoSuchTable."""
    kind, _, rest = key.partition(":")
    if key in _SINGLE:
        return _SINGLE[key](package, scheme)
    if kind == "project" and rest.isdecimal() and rest.isascii():
        return sheet_table(package, scheme, int(rest) - 1)
    layout = scheme.project_list(rest) if kind == "list" else None
    if layout is not None:
        return project_list_table(package, scheme, layout)
    for table in accounts_tables(package):
        if table.key == key:
            return table
    raise NoSuchTable(key)


def _attached(attachment: SchemeAttachment, package: Package, scheme: Scheme) -> Iterator[Table]:
    if attachment.kind == "project":
        forms = (index for index, project in enumerate(package.projects) if project.has_form)
        yield from (sheet_table(package, scheme, position) for position in forms)
    elif attachment.kind == "final_accounts":
        yield from accounts_tables(package)
    elif attachment.kind == "projects":
        yield from filter(_lists_something, [table_for(package, scheme, f"list:{attachment.list}")])
    elif attachment.kind in _KEY_OF_KIND:
        yield from _if_there(_SINGLE[_KEY_OF_KIND[attachment.kind]], package, scheme)


def _lists_something(table: Table) -> bool:
    """Whether a list has a row: one of no project says nothing."""
    return any(row.role == "body" for row in table.rows)


def _if_there(build: Builder, package: Package, scheme: Scheme) -> Iterator[Table]:
    try:
        yield build(package, scheme)
    except NoSuchTable:
        return
