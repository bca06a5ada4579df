"""From a computed report to what its screen shows."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from perfeval.core.checks.structure import LISTING, is_empty
from perfeval.core.facts import facts_of
from perfeval.core.narrative.report import field_names, filling_of, has_fields, waiting_in, waiting_sections
from perfeval.core.narrative.results import compute_texts
from perfeval.core.narrative.templates import narrative_for
from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Attachment, Block, Signature, walk_sections
from perfeval.core.richtext import write_html
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.outline import OutlineSection
from perfeval.core.text.numbering import title_of
from perfeval.evaluations.columns import FINAL_ACCOUNTS
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import AttachmentKind
from perfeval.evaluations.services.bodies import BODY
from perfeval.evaluations.services.lists import BlockForm

from ..kept import WAITING, keep
from ..remarks import Remarks
from ..table import Entry
from .parts import DEPARTMENT, BlockView, Box, OtherReport, ReportScreen, SectionView
from .sentences import free_parts, insertable


def report_screen(loaded: Loaded, entry: Entry, key: int | None) -> ReportScreen:
    """The department's report, or the one with this primary key."""
    package = compute_texts(loaded.package, loaded.scheme)
    keep(WAITING, loaded.evaluation, waiting_in(package))  # the rail asks for it next
    reports = dict(_reports(package))
    keys = {ref: loaded.fields[f"{ref}/title"].split(".")[1] for ref in reports}
    ref = next((ref for ref, found in keys.items() if found == str(key)), DEPARTMENT if key is None else "")
    others = [
        OtherReport(report.title or "", f"report:{keys[one]}", _missing(report))
        for one, report in reports.items()
        if one != DEPARTMENT
    ]
    startable = list(_startable(package, loaded)) if key is None else []
    if ref not in reports:
        return ReportScreen([], [], [], others, startable=startable)
    texts = (package.computed.text or {}) if package.computed else {}
    place = _place_of(ref)
    builder = _Builder(loaded, entry, _figures(package, loaded.scheme), texts, place)
    sentences = list(insertable(narrative_for(loaded.scheme.slug), texts, place))
    report = reports[ref]
    sections = [*builder.sections(report.sections, f"{ref}/sections", 0), *builder.attachments(report, ref)]
    head = list(builder.head(report, ref))
    return ReportScreen(head, sections, sentences, others, keys[ref], ref, startable=startable)


def _missing(report: Report) -> int:
    """How many sections are blank or wait for figures."""
    ends = (section for section in walk_sections(report.sections) if not section.sections)
    return sum(is_empty(section) for section in ends) + waiting_sections(report)


def _startable(package: Package, loaded: Loaded) -> Iterator[tuple[int, str]]:
    """Key and name of each project with a form, but without the report that the scheme asks for."""
    if loaded.scheme.outline.project is None:
        return
    for index, project in enumerate(package.projects):
        if project.report is None and project.indicators:
            yield loaded.sheets[f"/projects/{index}"].project.pk, project.name


def _place_of(ref: str) -> int | None:
    """The place of the project whose report this is, from 1; None for the department's."""
    return None if ref == DEPARTMENT else int(ref.split("/")[2]) + 1


def _figures(package: Package, scheme: Scheme) -> dict[str, str]:
    """The present value by the name of each field; they are many, and not made for a report without any."""
    return dict(filling_of(facts_of(package, scheme)).fields) if has_fields(package) else {}


def _reports(package: Package) -> Iterator[tuple[str, Report]]:
    if package.report is not None:
        yield DEPARTMENT, package.report
    for index, project in enumerate(package.projects):
        if project.report is not None:
            yield f"/projects/{index}/report", project.report


def _project_guidance(scheme: Scheme) -> dict[str, str]:
    """That of the report of a project."""
    return _guidance(scheme.outline.project.sections) if scheme.outline.project else {}


def _all_guidance(scheme: Scheme) -> dict[str, str]:
    """That of the report and of the attachments that are written as text."""
    attached = [section for attachment in scheme.attachments for section in attachment.sections]
    return _guidance([*attached, *scheme.outline.sections])


def _guidance(sections: Iterable[OutlineSection]) -> dict[str, str]:
    """Heading without its number → advice, for all headings of the scheme's outline."""
    found: dict[str, str] = {}
    for section in sections:
        found[title_of(section.heading or "")] = section.guidance
        found |= _guidance(section.sections)
    return found


class _Builder:
    """Draws the texts of a report; without fields they can only be read. ``place`` is that of its project, if any."""

    def __init__(
        self,
        loaded: Loaded,
        entry: Entry,
        figures: Mapping[str, str],
        sentences: Mapping[str, str],
        place: int | None,
    ) -> None:
        self._entry, self._names, self._figures, self._sentences = entry, loaded.fields, figures, sentences
        self._place = place
        self._remarks = Remarks(loaded.evaluation)
        self._narrative = narrative_for(loaded.scheme.slug)
        self._guidance = _project_guidance(loaded.scheme) if place else _all_guidance(loaded.scheme)
        accounts = loaded.package.final_accounts
        self._texts = accounts.texts if accounts else {}
        names = (name for name in loaded.fields.values() if name.startswith(f"{FINAL_ACCOUNTS.label}."))
        self._accounts = ".".join(next(names, "").split(".")[:2])

    def head(self, report: Report, ref: str) -> Iterator[Box]:
        """Title, date and signature."""
        signature = report.signature or Signature()
        yield self._box(f"{ref}/title", _("标题"), report.title)
        yield self._box(f"{ref}/inner_title", _("内页标题"), report.inner_title)
        yield self._box(f"{ref}/date", _("日期"), report.date)
        yield self._box(f"{ref}/signature/organisation", _("落款单位"), signature.organisation)
        yield self._box(f"{ref}/signature/date", _("落款日期"), signature.date)
        for index, line in enumerate(report.cover_fields):
            yield self._box(
                f"{ref}/cover_fields/{index}/value", _("封面：{label}").format(label=line.label), line.value
            )

    def sections(self, sections: Iterable[Section], ref: str, depth: int) -> Iterator[SectionView]:
        """The sections top down."""
        for index, section in enumerate(sections):
            here = f"{ref}/{index}"
            yield self._section(section, here, depth)
            yield from self.sections(section.sections, f"{here}/sections", depth + 1)

    def attachments(self, report: Report, ref: str) -> Iterator[SectionView]:
        """The attachments, each with its sections below it."""
        for index, attachment in enumerate(report.attachments):
            here = f"{ref}/attachments/{index}"
            yield self._attachment(attachment, here)
            yield from self.sections(attachment.sections, f"{here}/sections", 1)

    def _attachment(self, attachment: Attachment, ref: str) -> SectionView:
        kind = AttachmentKind(attachment.kind)
        is_text = kind == AttachmentKind.TEXT and (attachment.text is not None or not attachment.sections)
        return SectionView(
            item=self._names[f"{ref}/title"].rpartition(".")[0],
            depth=0,
            heading=self._box(f"{ref}/title", _("附件名称"), attachment.title),
            text=self._box(f"{ref}/text", attachment.title, attachment.text, is_prose=True) if is_text else None,
            body=None,
            blocks=[],
            figures="{}",
            filled=None,
            guidance="",
            same_as="",
            ref=ref,
            known=self._remarks,
            has_below=bool(attachment.sections),
            number=self._box(f"{ref}/number", _("附件序号"), attachment.number),
            kind=str(kind.label),
        )

    def _section(self, section: Section, ref: str, depth: int) -> SectionView:
        heading = section.heading or ""
        word = heading or _("（无标题段落）")
        is_text = not section.blocks and not section.same_as
        filled = section.computed.text if section.computed and not section.blocks else None
        item = self._names[f"{ref}/heading"].rpartition(".")[0]
        body = write_html(section.text, section.blocks)
        named = {name: self._figures[name] for name in field_names(body) if name in self._figures}
        return SectionView(
            item=item,
            depth=min(depth, 4),
            heading=self._box(f"{ref}/heading", _("小标题"), section.heading),
            text=self._box(f"{ref}/text", word, section.text, is_prose=True) if is_text else None,
            body=None if section.same_as else self._named(f"{item}.{BODY}", word, body),
            blocks=list(self._blocks(section, ref)),
            figures=json.dumps(named, ensure_ascii=False),
            filled=filled,
            guidance=self._guidance.get(title_of(heading), ""),
            same_as=section.same_as or "",
            ref=ref,
            known=self._remarks,
            has_below=bool(section.sections) or re.search(LISTING, heading) is not None,
        )

    def _blocks(self, section: Section, ref: str) -> Iterator[BlockView]:
        computed = (section.computed.blocks if section.computed else None) or [None] * len(section.blocks or [])
        for index, (block, text) in enumerate(zip(section.blocks or [], computed, strict=True)):
            item = f"{self._names[f'{ref}/blocks/{index}/text'].rpartition('/')[0]}"
            yield self._block(block, f"{ref}/blocks/{index}", item, text)

    def _block(self, block: Block, ref: str, item: str, text: str | None) -> BlockView:
        if block.sentence is not None:
            free = list(self._free_parts(block, ref))
            waits = tuple(dict.fromkeys(field_names(text or "")))
            return BlockView(item, str(BlockForm.SENTENCE.label), text, free, sentence=block.sentence, waits=waits)
        if block.grid is not None:
            return BlockView(item, str(BlockForm.GRID.label), grid=list(self._grid(block, ref)))
        if block.table is not None:
            form = BlockForm(block.list) if isinstance(block.list, str) else BlockForm.PROJECTS
            return BlockView(item, str(form.label), is_shown=True)
        if isinstance(block.list, list):
            form = BlockForm.NUMBERED if block.ordered else BlockForm.LIST
            lines = "\n".join(block.list)
            return BlockView(
                item, str(form.label), _other(text, lines), [self._named(f"{item}/list", str(form.label), lines)]
            )
        box = self._box(f"{ref}/text", str(BlockForm.TEXT.label), block.text, is_prose=True)
        return BlockView(item, str(BlockForm.TEXT.label), _other(text, block.text), [box])

    def _grid(self, block: Block, ref: str) -> Iterator[list[Box]]:
        grid = block.grid
        if grid is None:
            return
        yield [self._box(f"{ref}/grid/columns/{place}", _("列标题"), text) for place, text in enumerate(grid.columns)]
        for index, row in enumerate(grid.rows):
            yield [
                self._box(f"{ref}/grid/rows/{index}/{place}", heading, text)
                for place, (heading, text) in enumerate(zip(grid.columns, row, strict=False))
            ]

    def _free_parts(self, block: Block, ref: str) -> Iterator[Box]:
        """What the officer adds to a sentence; with final accounts it is kept there, under the sentence's id."""
        name = block.sentence or ""
        name = self._narrative.in_report_of(self._place, name) if self._place else name
        for index, (key, label) in enumerate(free_parts(self._narrative, name, self._sentences)):
            if self._accounts:
                yield self._named(f"{self._accounts}.texts/{key}", label, self._texts.get(key))
            elif index == 0:
                yield replace(self._box(f"{ref}/text", label, block.text, is_prose=True), is_own=True)

    def _box(self, pointer: str, label: str, stored: str | None, *, is_prose: bool = False) -> Box:
        return self._drawn(self._entry.fields.get(pointer, ""), label, stored, is_prose)

    def _named(self, name: str, label: str, stored: str | None) -> Box:
        return self._drawn(name if self._entry.fields else "", label, stored, is_prose=True)

    def _drawn(self, name: str, label: str, stored: str | None, is_prose: bool) -> Box:
        kept = stored or ""
        return Box(name, label, self._entry.typed.get(name, kept), kept, self._entry.errors.get(name, ""), is_prose)


def _other(text: str | None, typed: str | None) -> str | None:
    """The text where it is not just what was typed."""
    return text if text != typed else None
