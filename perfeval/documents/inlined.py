"""Tables that a report's text calls for: each is handed out once; what nobody called for is left for the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfeval.core.package import Package, Section
from perfeval.core.scheme import Scheme
from perfeval.core.tables import NoSuchTable, Table, members_table, project_list_table
from perfeval.core.text.numbering import title_of


@dataclass(slots=True)
class Inlined:
    """The tables of one document; ``used`` are the keys of those that stand in the text."""

    package: Package
    scheme: Scheme
    used: set[str] = field(default_factory=set)
    _sections: dict[str, Section] = field(default_factory=dict)

    def know(self, sections: Sequence[Section]) -> None:
        """Sections that another may repeat."""
        self._sections.update({section.heading: section for section in sections if section.heading})

    def repeated(self, heading: str) -> Section:
        """The section of that heading; of one that itself repeats another, the other."""
        section = self._sections[heading]
        return self.repeated(section.same_as) if section.same_as else section

    def members_for(self, heading: str) -> Table | None:
        """The group's table in the section that is called like it."""
        table = self.members()
        if table is None or not table.title or not title_of(heading).startswith(table.title):
            return None
        self.used.add(table.key)
        return replace(table, title="")

    def members(self) -> Table | None:
        """The evaluation group: None without members or without a form for them, or where it already stands."""
        if "members" in self.used or not any(member.name for member in self.package.signatories):
            return None
        try:
            return members_table(self.package, self.scheme)
        except NoSuchTable:
            return None

    def announced(self) -> Iterator[Table]:
        """The next project list that is not an attachment (详见下表)."""
        attached = {attachment.list for attachment in self.scheme.attachments}
        waiting = [
            layout
            for layout in self.scheme.lists
            if layout.printed and layout.key not in attached and f"list:{layout.key}" not in self.used
        ]
        for layout in waiting[:1]:
            yield self._taken(project_list_table(self.package, self.scheme, layout))

    def projects(self, only: str | None) -> Iterator[Table]:
        """The list of these projects (own, transfer; all for None), where the text has it placed."""
        for layout in self.scheme.lists:
            if layout.only == only:
                yield self._taken(project_list_table(self.package, self.scheme, layout))
                return

    def _taken(self, table: Table) -> Table:
        self.used.add(table.key)
        return table
