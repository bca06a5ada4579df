"""Where a finding is mended: the page that shows its datum, and the id of the element on that page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from django.urls import reverse

from perfeval.core.package import Indicator
from perfeval.core.papers import paper_drafts
from perfeval.core.tables import NoSuchTable, sheet_table, table_for
from perfeval.core.tables.model import Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.sections import SECTIONS

from .grounds import grounds_of
from .inputs import Input, value_at
from .row_panel import row_panel
from .table import Entry

LINES_OF_PAPER, PAPERS = "paper-form", "papers"
HEAD_OF_REPORT = "report-head"


class Aim:
    """The addresses of data of one self-evaluation; each section is drawn at most once.

    Where nothing is to be mended, every datum is read in its section.
    """

    def __init__(self, loaded: Loaded, *, to_mend: bool) -> None:
        self._loaded, self._to_mend = loaded, to_mend
        self._drawn: dict[str, dict[str, str]] = {}

    def address_of(self, where: str, section: str, url: str) -> str:
        """Where the datum at a JSON pointer is mended, in the section with this key and address."""
        place = where.partition("/computed/")[0].partition("/published/")[0]
        if not self._to_mend:
            return _joined(url, nearest(place, self._loaded.fields))
        if section == "report":
            return self._in_report(place)
        if section == "papers":
            return self._in_papers(place, url)
        drawn = self._fields_of(section)
        if section.startswith("sheet-") and place not in drawn and "/indicators/" in place:
            return self._beside_form(place, section, drawn) or _joined(url, nearest(place, drawn))
        return _joined(url, nearest(place, drawn))

    def shows(self, where: str, section: str) -> bool:
        """Whether a list has the project that a pointer is about."""
        project = "/".join(where.split("/")[:3])
        return any(pointer.startswith(f"{project}/") for pointer in self._fields_of(section))

    def _fields_of(self, section: str) -> dict[str, str]:
        """JSON pointer → the field, of everything that is typed in a section."""
        if section not in self._drawn:
            self._drawn[section] = dict(self._draw(section))
        return self._drawn[section]

    def _draw(self, section: str) -> Iterator[tuple[str, str]]:
        form = SECTIONS.get(section)
        names = {**(form.names(self._loaded) if form else {}), **self._loaded.fields}
        for table in self._tables_of(section):
            for cell in (cell for row in table.rows for cell in row.cells if cell.kind == "entry"):
                if cell.ref in names:
                    yield cell.ref, names[cell.ref]

    def _tables_of(self, section: str) -> Iterable[Table]:
        loaded = self._loaded
        if section in SECTIONS:
            return [block.table for block in SECTIONS[section].build(loaded)]
        if section in self._sheets:
            top = self._sheets[section]
            return [sheet_table(loaded.package, loaded.scheme, "overall" if top == "/overall" else int(top[10:]))]
        try:
            return [table_for(loaded.package, loaded.scheme, section)]
        except NoSuchTable:
            return []

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        """Section key → the pointer of the sheet."""
        return {f"sheet-{sheet.pk}": pointer for pointer, sheet in self._loaded.sheets.items()}

    # --- beside a form: what is asked in the panels of an indicator -----------------------------------------------

    def _beside_form(self, place: str, section: str, drawn: Mapping[str, str]) -> str:
        """The grounds of an indicator or its row, whichever asks for the datum; for its rule and score the grounds."""
        pointer, indicator = self._indicator_at(place)
        if not indicator:
            return ""
        record = self._loaded.fields[f"{pointer}/name"].rpartition(".")[0]
        field, shown = self._loaded.fields.get(place, ""), set(drawn.values())
        grounds = grounds_of(self._loaded, record, Entry(), shown)
        row = row_panel(self._loaded, record, shown, Entry())
        at = [self._loaded.evaluation.pk, section.partition("-")[2]]
        grounds_url = reverse("evaluations:grounds", args=[*at, record.partition(".")[2]])
        if grounds and (asked := _asked(grounds.inputs, field)):
            return _joined(grounds_url, asked)
        if row and (asked := _asked(row.inputs, field)):
            return _joined(reverse("evaluations:row", args=[*at, record]), asked)
        is_its_own = indicator.is_leaf and place.startswith(f"{pointer}/") and place.rpartition("/")[2] in _GROUNDS
        return _joined(grounds_url, f"grounds-{record}") if is_its_own else ""

    def _indicator_at(self, place: str) -> tuple[str, Indicator | None]:
        """The scored indicator that a pointer is about; for a node that adds up the first one below it."""
        steps = place.split("/")
        for length in range(len(steps), 3, -1):
            pointer = "/".join(steps[:length])
            found = value_at(self._loaded.package, pointer) if steps[length - 1].isdecimal() else None
            while isinstance(found, Indicator) and not found.is_leaf:
                pointer, found = f"{pointer}/children/0", found.children[0]
            if isinstance(found, Indicator):
                return pointer, found
        return "", None

    # --- texts --------------------------------------------------------------------------------------------------------

    def _in_report(self, place: str) -> str:
        """The heading below which a text stands, in the department's report or in that of a project."""
        top, _report, below = place.partition("/report")
        title = self._loaded.fields.get(f"{top}/report/title", "")
        key = f"report:{title.split('.')[1]}" if top and title else "report"
        url = reverse("evaluations:table", args=[self._loaded.evaluation.pk, key])
        steps = below.split("/")
        lengths = range(len(steps), 2, -1)
        is_inside = steps[1:2] in (["sections"], ["attachments"])
        parts = (
            f"{top}/report{'/'.join(steps[:length])}/{name}" for length in lengths for name in ("heading", "title")
        )
        heading = next((self._loaded.fields[part] for part in parts if is_inside and part in self._loaded.fields), "")
        return _joined(url, f"part-{heading.rpartition('.')[0]}" if heading else HEAD_OF_REPORT)

    def _in_papers(self, place: str, url: str) -> str:
        """The paper itself; one for an indicator that is not there has no page."""
        steps = place.split("/")
        paper = value_at(self._loaded.package, "/".join(steps[:3])) if len(steps) > 2 else None
        key = getattr(paper, "indicator", None)
        if not key or key not in {draft.key for draft in paper_drafts(self._loaded.package)}:
            return _joined(url, PAPERS)
        return _joined(reverse("evaluations:paper", args=[self._loaded.evaluation.pk, key]), LINES_OF_PAPER)


_GROUNDS = ("rule", "score", "inputs", "self_score", "actual", "target", "basis", "deviation")
"""Parts of an indicator that its grounds are about even where they do not ask for them."""


def nearest(place: str, drawn: Mapping[str, str]) -> str:
    """The field of a datum, else the first one of its record that is drawn, else of what the record belongs to."""
    while place:
        for pointer, field in drawn.items():
            if pointer == place or pointer.startswith(f"{place}/"):
                return field
        place = place.rpartition("/")[0]
    return ""


def _asked(inputs: Sequence[Input], field: str) -> str:
    """The id of the box or of the choice in which a field is typed in a panel."""
    found = next((item for item in inputs if field and item.field == field), None)
    if found is None:
        return ""
    return f"panel-note-{field}" if found.is_choice else f"in-{field}"


def _joined(url: str, fragment: str) -> str:
    return f"{url}#{fragment}" if fragment else url
