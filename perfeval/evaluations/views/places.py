"""A place where values are typed: the form of one sheet, or a list or table of the whole self-evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from perfeval.core.tables import NoSuchTable, sheet_table, table_for
from perfeval.core.tables.model import Table
from perfeval.directory.models import User
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.evaluations.rules import Action
from perfeval.evaluations.screens.guidance import SectionGuidance, guidance_for
from perfeval.evaluations.screens.outline import REPORT, Outline, Section, sheet_key
from perfeval.evaluations.screens.report import report_screen
from perfeval.evaluations.screens.screen import Screen
from perfeval.evaluations.screens.section import section_screen
from perfeval.evaluations.screens.table import NO_ADDRESSES, Addresses, Entry, screen_of
from perfeval.evaluations.screens.totals import Figure, blank_figure, sheet_totals, table_totals
from perfeval.evaluations.sections import SECTIONS, SectionForm
from perfeval.evaluations.selectors import get_evaluation_for, get_sheet_for
from perfeval.evaluations.services import Saved
from perfeval.evaluations.services.lists import Part

PROJECTS = "projects"


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
    def template(self) -> str:
        """What its page is drawn with."""
        return "evaluations/table.html"

    @property
    def body(self) -> str:
        """What the form itself is drawn with, on the page and in replies."""
        return "evaluations/parts/table.html"

    @property
    def fragments(self) -> str:
        """What a reply to a saved value brings beside computed cells; empty where it brings nothing else."""
        return ""

    @property
    def guidance(self) -> SectionGuidance | None:
        """How it is filled in."""
        return guidance_for(self.sheet.kind if self.sheet else self.key.partition(":")[0])

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

    def asked(self, _sent: Mapping[str, str]) -> "Place":
        """The place as an address asks for it; most have nothing to ask for."""
        return self

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

    def screen(self, loaded: Loaded, entry: Entry) -> Screen:
        """The table as a screen. Raises Http404 where the scheme has no such table."""
        return screen_of(self._table(loaded), entry, self._addresses())

    def totals(self, loaded: Loaded, screen: Screen, section: Section) -> list[Figure]:
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
    evaluation = get_evaluation_for(user, action, pk)
    if key in SECTIONS:
        return SectionPlace(evaluation, key)
    if key == PROJECTS:
        from .project_place import ProjectsPlace  # a place itself, it stands above this module

        return ProjectsPlace(evaluation, key)
    if key and key.partition(":")[0] == REPORT:
        return ReportPlace(evaluation, key)
    return Place(evaluation, key or "")


@dataclass(frozen=True, slots=True)
class SectionPlace(Place):
    """A section beside the forms, which is made of several grids."""

    @property
    def template(self) -> str:
        """What its page is drawn with."""
        return "evaluations/sections/page.html"

    @property
    def body(self) -> str:
        """What the form itself is drawn with, on the page and in replies."""
        return "evaluations/sections/body.html"

    @property
    def form(self) -> SectionForm:
        """What the section asks for."""
        return SECTIONS[self.key]

    @property
    def needs(self) -> Part | None:
        """The part that has to be begun first."""
        return self.form.needs

    @property
    def adding(self) -> str:
        """What the forms that add items are drawn with."""
        return "evaluations/sections/adding.html"

    @property
    def project_reports(self) -> str:
        """What leads to the reports of projects and begins them; empty where there are none."""
        return ""

    @property
    def script(self) -> str:
        """The script that the page has beside that of all forms; empty where it has none."""
        return "js/sections.js"

    @property
    def rows_url(self) -> str:
        """Where items of its lists are added, moved and deleted."""
        return self._address("_items")

    def load(self) -> Loaded:
        """Everything, as it is now: some of it stands in the row of the self-evaluation itself."""
        return load(SelfEvaluation.objects.select_related("department", "scheme").get(pk=self.evaluation.pk))

    def after(self, saved: Saved) -> "Shown":
        """Everything, since sums of a section follow from all of it; a field of a sheet was computed with it alone."""
        return Shown(self.load() if saved.step and saved.step.sheet_key else saved.loaded, set())

    def screen(self, loaded: Loaded, entry: Entry) -> Screen:
        """Its grids; none where the part that they are about has not been begun."""
        form = self.form
        if self.needs and getattr(loaded.package, self.needs.value) is None:
            return section_screen((), entry, self.evaluation.year)
        fields = {**form.names(loaded), **entry.fields} if entry.fields else {}
        return section_screen(form.build(loaded), replace(entry, fields=fields), self.evaluation.year)

    def totals(self, loaded: Loaded, screen: Screen, section: Section) -> list[Figure]:
        """How much is missing, and what the answers of a survey add up to."""
        if self.key == Part.SURVEY:
            return table_totals(self.key, loaded.package, screen, section.progress)
        return [blank_figure(screen, section.progress)]


@dataclass(frozen=True, slots=True)
class ReportPlace(SectionPlace):
    """The department's report, or with ``report:12`` that of a project."""

    @property
    def section_key(self) -> str:
        """The key of its section in the outline."""
        return REPORT

    @property
    def body(self) -> str:
        """What the form itself is drawn with, on the page and in replies."""
        return "evaluations/report/body.html"

    @property
    def fragments(self) -> str:
        """What a reply brings beside computed cells."""
        return "evaluations/report/fragments.html"

    @property
    def needs(self) -> Part | None:
        """The part that has to be begun first."""
        return Part.REPORT

    @property
    def adding(self) -> str:
        """What the forms that add items are drawn with."""
        return "evaluations/report/adding.html"

    @property
    def project_reports(self) -> str:
        """On the department's report those of projects; on that of a project the way back."""
        return "evaluations/report/project_reports.html"

    @property
    def script(self) -> str:
        """The script that the page has beside that of all forms."""
        return "js/report.js"

    def screen(self, loaded: Loaded, entry: Entry) -> Screen:
        """The report with its mechanical text. Raises Http404 where there is no such report of a project."""
        number = self.key.partition(":")[2]
        screen = report_screen(loaded, entry, int(number) if number.isdecimal() and len(number) < 19 else None)
        if number and not screen.blocks:
            raise Http404(_("没有这份报告"))
        return screen


def _moved(record: str, places: dict[str, str]) -> str:
    """The pointer of a record of a sheet loaded alone, where that sheet stands at another place."""
    for alone, whole in places.items():
        if record == alone or record.startswith(f"{alone}/"):
            return whole + record.removeprefix(alone)
    return record
