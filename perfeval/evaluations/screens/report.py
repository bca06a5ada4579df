"""The report on the screen: an outline of texts, with what is written from the data in its place."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from perfeval.core.facts import facts_of
from perfeval.core.narrative.report import field_names, filling_of, has_fields
from perfeval.core.narrative.results import compute_texts
from perfeval.core.narrative.templates import Sentence, narrative_for
from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Block, Signature
from perfeval.core.richtext import write_html
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.outline import OutlineSection
from perfeval.core.text.numbering import title_of
from perfeval.evaluations.columns import FINAL_ACCOUNTS
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.services.bodies import BODY
from perfeval.evaluations.services.lists import BlockForm

from .cells import ScreenCell
from .remarks import Remark, Remarks
from .table import Entry, MarginNote, ScreenRow

CHARACTERS_PER_LINE = 46
MAX_LINES = 30
DEPARTMENT = "/report"


@dataclass(frozen=True, slots=True)
class Box:
    """Something to type: its field, what it is called, what is shown, what is stored, and what is wrong with it.

    ``is_own`` marks what a sentence keeps beside its id: in the editor it is part of the body.
    """

    field: str
    label: str
    value: str
    stored: str
    note: str = ""
    is_prose: bool = False
    is_own: bool = False

    @property
    def lines(self) -> int:
        """Lines the text needs, about."""
        needed = sum(1 + len(line) // CHARACTERS_PER_LINE for line in self.value.split("\n"))
        return min(max(needed, 3 if self.is_prose else 1), MAX_LINES)


@dataclass(frozen=True, slots=True)
class BlockView:
    """One piece of a section: ``name`` says what it is, ``text`` is what is written from the data.

    ``sentence`` is the id of the sentence that it is, if it is one.
    """

    item: str
    name: str
    text: str | None = None
    boxes: list[Box] = field(default_factory=list)
    grid: list[list[Box]] = field(default_factory=list)
    sentence: str = ""

    @property
    def written(self) -> str:
        """What stands here in the end."""
        return self.text or "\n".join(box.value for box in self.boxes)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it; ``item`` is its stable name, ``filled`` the text with its fields filled.

    ``body`` is everything under the heading as one text for the editor; ``text`` and ``blocks`` are the same piece by
    piece, for those without it. ``figures`` are the present values of the fields that are named there.
    """

    item: str
    depth: int
    heading: Box
    text: Box | None
    body: Box | None
    blocks: list[BlockView]
    figures: str
    filled: str | None
    guidance: str
    same_as: str
    ref: str
    known: Remarks
    has_below: bool = False

    @property
    def key(self) -> str:
        """The primary key, under which pieces are added."""
        return self.item.partition(".")[2]

    @property
    def id(self) -> str:
        """The id of the filled text on the page."""
        return f"filled-{self.item}"

    @property
    def is_blank(self) -> bool:
        """Whether there is something to write and nothing is written."""
        return self.text is not None and not self.text.value.strip() and not self.has_below

    @property
    def remarks(self) -> list[Remark]:
        """What the checks find here."""
        texts = [self.filled, self.text and self.text.value, *(block.written for block in self.blocks)]
        return list(self.known.on(self.ref, "\n".join(text for text in texts if text)))

    @property
    def name(self) -> str:
        """The heading, or what a section without one is called."""
        return self.heading.value or _("（无标题段落）")


@dataclass(frozen=True, slots=True)
class OtherReport:
    """Another report of this self-evaluation: its title, and the key of its place."""

    title: str
    key: str


@dataclass(frozen=True, slots=True)
class ReportScreen:
    """A whole report. ``sentences`` can be put into sections, ``others`` are the reports of projects."""

    head: list[Box]
    sections: list[SectionView]
    sentences: list[tuple[str, str]]
    others: list[OtherReport]
    key: str = ""
    ref: str = DEPARTMENT
    block_forms: Sequence[tuple[str, object]] = tuple(BlockForm.choices)

    @property
    def blocks(self) -> list[SectionView]:
        """What there is; nothing where there is no report."""
        return self.sections

    @property
    def rows(self) -> list[ScreenRow]:
        """A report has no grid."""
        return []

    @property
    def boxes(self) -> Iterator[Box]:
        """Everything to type, in order."""
        yield from self.head
        for section in self.sections:
            yield section.heading
            yield from [box for box in (section.text, section.body) if box]
            for block in section.blocks:
                yield from block.boxes
                for row in block.grid:
                    yield from row

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value."""
        return {box.field: box.stored for box in self.boxes if box.field}

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return {box.field: box.label for box in self.boxes if box.field}

    @property
    def first_blank(self) -> str:
        """The first text that is empty."""
        texts = (section.text for section in self.sections if section.text)
        return next((box.field for box in texts if not box.value), "")

    def cells_of_records(self, _records: Iterable[str]) -> list[ScreenCell]:
        """Texts are not cells."""
        return []

    def notes_of_records(self, _records: Iterable[str]) -> list[MarginNote]:
        """A report has no margin."""
        return []


def report_screen(loaded: Loaded, entry: Entry, key: int | None) -> ReportScreen:
    """The department's report, or the one with this primary key."""
    package = compute_texts(loaded.package, loaded.scheme)
    reports = dict(_reports(package))
    keys = {ref: loaded.fields[f"{ref}/title"].split(".")[1] for ref in reports}
    ref = next((ref for ref, found in keys.items() if found == str(key)), DEPARTMENT if key is None else "")
    others = [
        OtherReport(report.title or "", f"report:{keys[one]}") for one, report in reports.items() if one != DEPARTMENT
    ]
    if ref not in reports:
        return ReportScreen([], [], [], others)
    builder = _Builder(loaded, entry, _figures(package, loaded.scheme))
    texts = (package.computed.text or {}) if package.computed else {}
    sentences = [(name, f"{name} {text[:40]}") for name, text in texts.items()]
    report = reports[ref]
    sections = list(builder.sections(report.sections, f"{ref}/sections", 0))
    return ReportScreen(list(builder.head(report, ref)), sections, sentences, others, keys[ref], ref)


def _figures(package: Package, scheme: Scheme) -> dict[str, str]:
    """The present value by the name of each field; they are many, and not made for a report without any."""
    return dict(filling_of({}, facts_of(package, scheme)).fields) if has_fields(package) else {}


def _reports(package: Package) -> Iterator[tuple[str, Report]]:
    if package.report is not None:
        yield DEPARTMENT, package.report
    for index, project in enumerate(package.projects):
        if project.report is not None:
            yield f"/projects/{index}/report", project.report


def _guidance(sections: Iterable[OutlineSection]) -> dict[str, str]:
    """Heading without its number → advice, for all headings of the scheme's outline."""
    found: dict[str, str] = {}
    for section in sections:
        found[title_of(section.heading or "")] = section.guidance
        found |= _guidance(section.sections)
    return found


class _Builder:
    """Draws the texts of a report; without fields they can only be read."""

    def __init__(self, loaded: Loaded, entry: Entry, figures: Mapping[str, str]) -> None:
        self._entry, self._names, self._figures = entry, loaded.fields, figures
        self._remarks = Remarks(loaded.evaluation)
        self._narrative = narrative_for(loaded.scheme.slug)
        self._guidance = _guidance(loaded.scheme.outline.sections)
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
            has_below=bool(section.sections),
        )

    def _blocks(self, section: Section, ref: str) -> Iterator[BlockView]:
        computed = (section.computed.blocks if section.computed else None) or [None] * len(section.blocks or [])
        for index, (block, text) in enumerate(zip(section.blocks or [], computed, strict=True)):
            item = f"{self._names[f'{ref}/blocks/{index}/text'].rpartition('/')[0]}"
            yield self._block(block, f"{ref}/blocks/{index}", item, text)

    def _block(self, block: Block, ref: str, item: str, text: str | None) -> BlockView:
        if block.sentence is not None:
            free = list(self._free_parts(block, ref, item))
            return BlockView(item, str(BlockForm.SENTENCE.label), text, free, sentence=block.sentence)
        if block.grid is not None:
            return BlockView(item, str(BlockForm.GRID.label), grid=list(self._grid(block, ref)))
        if block.table is not None:
            form = BlockForm(block.list) if isinstance(block.list, str) else BlockForm.PROJECTS
            return BlockView(item, str(form.label))
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

    def _free_parts(self, block: Block, ref: str, item: str) -> Iterator[Box]:
        """What the officer adds to a sentence; with final accounts it is kept there, under the sentence's id."""
        sentence = self._sentence(block.sentence or "")
        for index, (name, label) in enumerate(sentence.entered.items() if sentence else ()):
            key = f"{block.sentence}.{name}"
            if self._accounts:
                yield self._named(f"{self._accounts}.texts/{key}", label, self._texts.get(key))
            elif index == 0:
                yield replace(self._box(f"{ref}/text", label, block.text, is_prose=True), is_own=True)

    def _sentence(self, name: str) -> Sentence | None:
        """The template of a sentence; a repeated one has ids that begin with its prefix."""
        for sentence in self._narrative.sentences:
            if sentence.id == name or (sentence.each and name.startswith(f"{sentence.prefix or sentence.id}.")):
                return sentence
        return None

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
