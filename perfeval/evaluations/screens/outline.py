"""The sections of one self-evaluation, in the order of its scheme, each with its address and status."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from perfeval.core.narrative.report import waiting_in
from perfeval.core.narrative.results import compute_texts
from perfeval.core.scheme.scheme import Scheme
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import SelfEvaluation, SheetKind
from perfeval.schemes.selectors import scheme_of

from ..sections import sections_for
from ..sections.counting import Counts, counts_of
from ..sections.registry import ACCOUNTS, DATA, FILING
from .kept import WAITING, kept
from .progress import Progress, SheetProgress, Status, basic_data_progress, sheets_with_progress

REPORT = "report"
"""The key of the section of the department's report."""


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the task list; ``part`` is what the PDF of it is called, score and rate in points and percent.

    Where nothing is to be filled in, there is no ``progress``. A form that is not complete has no grade yet.
    ``findings`` are counted for the task list only.
    """

    key: str
    title: str
    url: str
    progress: Progress | None
    part: str = ""
    rate: Decimal | None = None
    total: Decimal | None = None
    grade: str = ""
    is_current: bool = False
    findings: int | None = None

    @property
    def status(self) -> Status | None:
        """未开始, 填写中, 已完成 or 有问题."""
        return self.progress.status if self.progress else None

    @property
    def status_id(self) -> str:
        """The id of the status word on the page, for the reply to a saved value."""
        return f"status-{self.key}"


@dataclass(frozen=True, slots=True)
class Group:
    """Sections under one heading."""

    title: str
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class Outline:
    """All groups of one self-evaluation."""

    groups: list[Group]

    @property
    def sections(self) -> list[Section]:
        """All sections in order."""
        return [section for group in self.groups for section in group.sections]

    @property
    def overall(self) -> Section | None:
        """The sheet of the whole department, whose total is the score so far."""
        return next((section for section in self.sections if section.part == "overall"), None)

    @property
    def to_fill(self) -> list[Section]:
        """The sections in which something has to be filled in."""
        return [section for section in self.sections if section.progress and section.status != Status.OPTIONAL]

    @property
    def done(self) -> int:
        """How many of those are finished."""
        return sum(section.status == Status.DONE for section in self.to_fill)

    @property
    def blank(self) -> int:
        """How many things are not filled in yet."""
        return sum(section.progress.blank for section in self.to_fill if section.progress)

    def section(self, key: str) -> Section | None:
        """The section with this key."""
        return next((section for section in self.sections if section.key == key), None)


def outline_of(evaluation: SelfEvaluation, current: str = "", *, wanted: str = "") -> Outline:
    """The outline with ``current`` marked; six queries whatever there is in it.

    Whether sentences of a report that looks finished still wait is found by writing it, once a version. ``wanted``
    names the one section that a reply is about; where that is another, nobody looks.
    """
    scheme = scheme_of(evaluation.scheme)
    sheets = sheets_with_progress(evaluation, scheme)
    counts = counts_of(evaluation)
    report = _report_progress(evaluation, counts, is_wanted=wanted in ("", REPORT))
    groups = [Group(title, list(sections)) for title, sections in _groups(evaluation, scheme, sheets, counts, report)]
    return Outline([Group(group.title, _marked(group.sections, current)) for group in groups if group.sections])


def with_findings(outline: Outline, counts: Mapping[str, int]) -> Outline:
    """The outline with the number of findings of each section, by its key; beside the checks stand all of them."""
    known = {**counts, "check": sum(counts.values())}
    return Outline(
        [
            Group(group.title, [replace(section, findings=known.get(section.key, 0)) for section in group.sections])
            for group in outline.groups
        ]
    )


def _marked(sections: list[Section], current: str) -> list[Section]:
    return [replace(section, is_current=section.key == current) for section in sections]


def _groups(
    evaluation: SelfEvaluation, scheme: Scheme, sheets: list[SheetProgress], counts: Counts, report: Progress
) -> Iterator[tuple[str, Iterator[Section]]]:
    overall = [item for item in sheets if item.sheet.kind == SheetKind.OVERALL]
    projects = [item for item in sheets if item.sheet.kind == SheetKind.PROJECT]
    titles: dict[str, str] = {section.key: section.title for section in scheme.sections}
    overall_title = titles.get("overall", str(SheetKind.OVERALL.label))
    grids = _grid_sections(evaluation, scheme, counts, titles)
    yield str(FILING), iter(grids[str(FILING)])
    yield _("整体自评"), (_sheet_section(evaluation, item, overall_title, "overall") for item in overall)
    yield str(DATA), chain(_table_sections(evaluation, scheme, projects, titles), grids[str(DATA)])
    yield str(ACCOUNTS), iter(grids[str(ACCOUNTS)])
    forms = (
        _sheet_section(evaluation, item, item.sheet.project.name, _project_part(item, position))
        for position, item in enumerate(projects, 1)
        if item.has_form
    )
    yield titles.get("projects", str(SheetKind.PROJECT.label)), forms
    yield _("报告与检查"), _closing_sections(evaluation, counts, titles, report, has_papers=bool(overall))


def _grid_sections(
    evaluation: SelfEvaluation, scheme: Scheme, counts: Counts, titles: dict[str, str]
) -> dict[str, list[Section]]:
    """The sections beside the forms, by the group in which they stand."""
    printed = {"survey"} if scheme.survey and counts.has_survey else set()
    by_group: dict[str, list[Section]] = defaultdict(list)
    for form in sections_for(evaluation, scheme, counts):
        url = reverse("evaluations:table", args=[evaluation.pk, form.key])
        progress, part = form.progress(evaluation, counts), form.key if form.key in printed else ""
        title = titles.get(form.key, str(form.title))
        by_group[str(form.group)].append(Section(form.key, title, url, progress, part))
    return by_group


def _closing_sections(
    evaluation: SelfEvaluation, counts: Counts, titles: dict[str, str], report: Progress, *, has_papers: bool
) -> Iterator[Section]:
    """The report, what goes with it, and the checks."""
    here = [evaluation.pk]
    report_url = reverse("evaluations:table", args=[*here, "report"])
    part = "report" if counts.has_report else ""
    yield Section(REPORT, titles.get("report", _("自评报告")), report_url, report, part=part)
    if has_papers:
        papers_url = reverse("evaluations:papers", args=here)
        yield Section("papers", _("工作底稿"), papers_url, Progress(counts.papers))
    yield Section("evidence", _("佐证材料"), reverse("evaluations:evidence", args=here), None)
    yield Section("check", _("检查"), reverse("evaluations:findings", args=here), None)
    yield Section("preview", _("预览"), reverse("documents:preview", args=[*here, "all"]), None, part="all")


def _report_progress(evaluation: SelfEvaluation, counts: Counts, *, is_wanted: bool) -> Progress:
    """The sections to write, in the reports of projects too; where none is blank, those whose sentences wait."""
    if not counts.has_report:
        return Progress(1, 1)
    if counts.blank_texts or not counts.sentences or not is_wanted:
        return Progress(counts.texts, counts.blank_texts)
    waiting = kept(WAITING, evaluation, lambda: _waiting(evaluation))
    return Progress(counts.texts + waiting, waiting)


def _waiting(evaluation: SelfEvaluation) -> int:
    loaded = load(evaluation)
    return waiting_in(compute_texts(loaded.package, loaded.scheme))


def _project_part(item: SheetProgress, position: int) -> str:
    """A project is printed by its number, and by its position where it has none."""
    return f"project:{item.sheet.project.seq or position}"


def _sheet_section(evaluation: SelfEvaluation, item: SheetProgress, title: str, part: str) -> Section:
    sheet = item.sheet
    return Section(
        key=sheet_key(sheet.pk),
        title=title,
        url=reverse("evaluations:sheet", args=[evaluation.pk, sheet.pk]),
        progress=item.progress,
        part=part,
        rate=sheet.execution_rate,
        total=sheet.total,
        grade="" if item.progress.blank else sheet.grade or "",
    )


def _table_sections(
    evaluation: SelfEvaluation, scheme: Scheme, projects: list[SheetProgress], titles: dict[str, str]
) -> Iterator[Section]:
    projects_url = reverse("evaluations:table", args=[evaluation.pk, "projects"])
    lists = scheme.lists if projects else []
    yield Section("projects", _("全部项目"), projects_url, None if lists else _first_project(projects, titles))
    for layout in lists:
        listed = [item for item in projects if layout.only in (None, item.sheet.project.list)]
        yield _table_section(evaluation, f"list:{layout.key}", _list_title(layout.only), _lines(listed))
    if (basic_data := basic_data_progress(evaluation)).total:
        yield _table_section(evaluation, "basic_data", titles.get("basic_data", _("基础数据表")), basic_data)


def _first_project(projects: list[SheetProgress], titles: Mapping[str, str]) -> Progress:
    """Whether there is any project, where the scheme asks for projects; the lines of the list where there are."""
    if projects:
        return _lines(projects)
    return Progress(1, 1) if "projects" in titles else Progress()


def _lines(items: list[SheetProgress]) -> Progress:
    """The projects that are nothing but a line of the list; what a form of its own asks for is counted there."""
    alone = sum((item.progress for item in items if not item.has_form), Progress())
    in_forms = sum(item.has_form for item in items)
    return alone + Progress(in_forms, 0, any(item.progress.problem for item in items))


def _table_section(evaluation: SelfEvaluation, key: str, title: str, progress: Progress) -> Section:
    return Section(key, title, reverse("evaluations:table", args=[evaluation.pk, key]), progress, part=key)


def sheet_key(sheet_pk: int) -> str:
    """The key of a sheet's section."""
    return f"sheet-{sheet_pk}"


def _list_title(only: str | None) -> str:
    return {"own": _("本级项目清单"), "transfer": _("转移支付项目清单")}.get(only or "", _("项目清单"))
