"""A place where values are typed: the form of one sheet, or a list or table of the whole self-evaluation."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from perfeval.core.tables import NoSuchTable, sheet_table, table_for
from perfeval.core.tables.model import Table
from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.evaluations.rules import Action
from perfeval.evaluations.screens.outline import Outline, Section, sheet_key
from perfeval.evaluations.screens.table import NO_ADDRESSES, Addresses, Entry, TableScreen, screen_of
from perfeval.evaluations.screens.totals import Figure, sheet_totals, table_totals
from perfeval.evaluations.selectors import get_evaluation_for, get_sheet_for
from perfeval.evaluations.services import Saved


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen is drawn from, and the records whose computed values are new in it."""

    loaded: Loaded
    records: set[str]


@dataclass(frozen=True, slots=True)
class Place:
    """``sheet`` is the sheet whose form it is; without one, ``key`` names the table."""

    evaluation: SelfEvaluation
    key: str
    sheet: Sheet | None = None

    @property
    def section_key(self) -> str:
        """The key of its section in the outline."""
        return sheet_key(self.sheet.pk) if self.sheet else self.key

    @property
    def url(self) -> str:
        """Where it is filled in."""
        return self._address("")

    @property
    def view_url(self) -> str:
        """Where it is only read."""
        return self._address("_view")

    @property
    def save_url(self) -> str:
        """Where single values are sent."""
        return self._address("_save")

    @property
    def cells_url(self) -> str:
        """Where blocks of values are sent."""
        return self._address("_cells")

    @property
    def turn_url(self) -> str:
        """Where changes are taken back and made again."""
        return self._address("_turn")

    @property
    def rows_url(self) -> str:
        """Where rows are added, moved and deleted; empty where the place is a list of its own."""
        return reverse("evaluations:rows", args=[self.evaluation.pk, self.sheet.pk]) if self.sheet else ""

    def _address(self, act: str) -> str:
        if self.sheet:
            return reverse(f"evaluations:sheet{act}", args=[self.evaluation.pk, self.sheet.pk])
        return reverse(f"evaluations:table{act}", args=[self.evaluation.pk, self.key])

    def load(self) -> Loaded:
        """The sheet with what its score depends on, or everything a list shows."""
        return load(self.evaluation, self.sheet)

    def after(self, saved: Saved) -> "Shown":
        """What the place shows after a save: a list needs everything, of which the save computed one sheet."""
        records = {pointer.partition("/computed/")[0] for pointer in saved.changed}
        if self.sheet:
            return Shown(saved.loaded, records)
        loaded = self.load()
        places = {sheet.pk: pointer for pointer, sheet in loaded.sheets.items()}
        moved = {alone: places[sheet.pk] for alone, sheet in saved.loaded.sheets.items()}
        return Shown(loaded, {"", *(_moved(record, moved) for record in records)})

    def section(self, outline: Outline) -> Section:
        """Its section. Raises Http404 where the outline has none: the table exists in no form of this scheme."""
        section = outline.section(self.section_key)
        if section is None:
            raise Http404(_("没有这张表"))
        return section

    def screen(self, loaded: Loaded, entry: Entry) -> TableScreen:
        """The table as a screen. Raises Http404 where the scheme has no such table."""
        return screen_of(self._table(loaded), entry, self._addresses())

    def totals(self, loaded: Loaded, screen: TableScreen, section: Section) -> list[Figure]:
        """The figures of the bottom bar."""
        package = loaded.package
        if self.sheet is None:
            return table_totals(self.key, package, screen, section.progress)
        sheet = package.overall if self._is_overall else package.projects[0]
        return sheet_totals(sheet, screen, section.progress) if sheet else []

    @property
    def _is_overall(self) -> bool:
        return self.sheet is not None and self.sheet.kind == SheetKind.OVERALL

    def _table(self, loaded: Loaded) -> Table:
        if self.sheet:
            return sheet_table(loaded.package, loaded.scheme, "overall" if self._is_overall else 0)
        try:
            return table_for(loaded.package, loaded.scheme, self.key)
        except NoSuchTable as error:
            raise Http404(_("没有这张表")) from error

    def _addresses(self) -> Addresses:
        """Where the margin leads; a list has none."""
        if self.sheet is None:
            return NO_ADDRESSES
        keys = [self.evaluation.pk, self.sheet.pk]
        return Addresses(
            grounds=reverse("evaluations:grounds", args=[*keys, 0]), row=reverse("evaluations:row", args=[*keys, "-"])
        )


def place_for(user: User, action: Action, pk: int, sheet_pk: int | None, key: str | None) -> Place:
    """The place an address names; raises Http404 or PermissionDenied like the selectors."""
    if sheet_pk is not None:
        sheet = get_sheet_for(user, action, pk, sheet_pk)
        return Place(sheet.evaluation, sheet_key(sheet_pk), sheet)
    return Place(get_evaluation_for(user, action, pk), key or "")


def _moved(record: str, places: dict[str, str]) -> str:
    """The pointer of a record of a sheet loaded alone, where that sheet stands at another place."""
    for alone, whole in places.items():
        if record == alone or record.startswith(f"{alone}/"):
            return whole + record.removeprefix(alone)
    return record
