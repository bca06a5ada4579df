"""Attachments in the order of the package's report, else of the scheme: each on new pages with its number and title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfeval.core.package import Package
from perfeval.core.package.report import Attachment
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.templates import fill
from perfeval.core.tables import NoSuchTable, Table, accounts_tables, paper_tables, table_for, tables_of
from perfeval.core.tables.lists import project_list_tables
from perfeval.core.tables.placeholders import package_values

from .blocks import Block, Paragraph, Part
from .inlined import Inlined
from .prose import section_blocks, text_blocks

_SINGLE = {"overall": "overall", "indicators": "overall", "basic_data": "basic_data", "survey": "survey"}
"""Attachments that are one table, with its key."""


def attachment_parts(package: Package, scheme: Scheme, inlined: Inlined, under: str = "") -> list[Part]:
    """All attachments that have content, then every other form with data that has not been printed yet.

    ``under`` is the heading below which they stand in contents and bookmarks.
    """
    binder = _Binder(package, scheme, inlined, under)
    return [*binder.attached(), *binder.left_over()]


@dataclass(slots=True)
class _Binder:
    """Takes tables for attachments in turn."""

    package: Package
    scheme: Scheme
    inlined: Inlined
    under: str
    projects_taken: int = 0

    def attached(self) -> Iterator[Part]:
        attachments = self.package.report.attachments if self.package.report else []
        for index, attachment in enumerate(attachments):
            if not attachment.present:
                continue
            if attachment.kind in ("text", "fund_table"):
                yield from self._text(attachment)
            else:
                yield from self._forms(attachment, attachments[index + 1 :])

    def left_over(self) -> Iterator[Part]:
        for table in self._unused(tables_of(self.package, self.scheme)):
            yield self._form(table, table.bookmark or table.title, "")

    def _text(self, attachment: Attachment) -> Iterator[Part]:
        body: list[Block] = [
            *text_blocks(attachment.text or "", self.inlined),
            *section_blocks(attachment.sections, self.inlined, listed_depth=0),
        ]
        if body:
            number = _number_of(attachment)
            heads = [Paragraph(number, "number")] if number else []
            blocks = (*heads, Paragraph(attachment.title, "title"), *body)
            part = Part(f"attachment:{number or attachment.title}", attachment.title, blocks, group=self.under)
            yield replace(part, listed=self._listed(attachment), listed_level=self._level())

    def _forms(self, attachment: Attachment, later: Sequence[Attachment]) -> Iterator[Part]:
        """The tables of an attachment; where they are several, its line and its bookmark stand for all of them."""
        tables = self._unused(self._tables(attachment, later))
        if len(tables) == 1:
            yield self._form(self._numbered(tables[0], attachment), self._listed(attachment), "")
            return
        for index, table in enumerate(tables):
            first = index == 0
            shown = self._numbered(table, attachment) if first else table
            yield self._form(shown, self._listed(attachment) if first else "", self._listed(attachment))

    def _form(self, table: Table, listed: str, group: str) -> Part:
        part = replace(Part.of_table(table), listed=listed, listed_level=self._level())
        return replace(part, group=self.under or group)

    def _numbered(self, table: Table, attachment: Attachment) -> Table:
        """The scheme says the number of a form; where it does not, the attachment does."""
        number = _number_of(attachment)
        if table.number or not number:
            return table
        return replace(table, number=number)

    def _unused(self, tables: Sequence[Table]) -> list[Table]:
        """Those that have not been printed; they count as printed from now on."""
        free = [table for table in tables if table.key not in self.inlined.used]
        self.inlined.used.update(table.key for table in free)
        return free

    def _tables(self, attachment: Attachment, later: Sequence[Attachment]) -> list[Table]:
        kind = attachment.kind
        if kind == "working_papers":
            return paper_tables(self.package)
        if kind == "final_accounts":
            return accounts_tables(self.package)
        if kind == "projects":
            return project_list_tables(self.package, self.scheme)
        if kind == "project":
            return self._next_projects(is_last=all(other.kind != "project" for other in later))
        return self._single(_SINGLE[kind])

    def _next_projects(self, *, is_last: bool) -> list[Table]:
        """One project for each attachment of this kind, all the rest for the last."""
        start, count = self.projects_taken, len(self.package.projects)
        self.projects_taken = count if is_last else min(start + 1, count)
        positions = range(start, self.projects_taken)
        told = [position for position in positions if not is_last or self.package.projects[position].has_form]
        return [table_for(self.package, self.scheme, f"project:{position + 1}") for position in told]

    def _single(self, key: str) -> list[Table]:
        try:
            return [table_for(self.package, self.scheme, key)]
        except NoSuchTable:
            return []

    def _listed(self, attachment: Attachment) -> str:
        """The line of the table of contents: a form of which there is one is called there as the scheme calls it."""
        kinds = {one.kind: fill(one.title, package_values(self.package)) for one in self.scheme.attachments}
        usual = None if attachment.kind in ("text", "fund_table", "project", "projects") else kinds.get(attachment.kind)
        return f"{_number_of(attachment)} {attachment.toc_title or usual or attachment.title}".strip()

    def _level(self) -> int:
        return 2 if self.under else 1


def _number_of(attachment: Attachment) -> str:
    """附件3; a bare number is written out."""
    number = (attachment.number or "").strip()
    return f"附件{number}" if number.isdecimal() else number
