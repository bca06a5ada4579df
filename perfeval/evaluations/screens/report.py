"""The report on the screen: an outline of texts, with what is written from the data in its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from perfeval.core.narrative.results import compute_texts
from perfeval.core.narrative.templates import Sentence, narrative_for
from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Block, Signature
from perfeval.core.scheme.outline import OutlineSection
from perfeval.evaluations.columns import FINAL_ACCOUNTS
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.services.lists import BlockForm

from .cells import ScreenCell
from .remarks import Remark, Remarks
from .table import Entry, MarginNote, ScreenRow

CHARACTERS_PER_LINE = 46
MAX_LINES = 30
DEPARTMENT = "/report"


@dataclass(frozen=True, slots=True)
class Box:
    """Something to type: its field, what it is called, what is shown, what is stored, and what is wrong with it."""

    field: str
    label: str
    value: str
    stored: str
    note: str = ""
    is_prose: bool = False

    @property
    def lines(self) -> int:
        """Lines the text needs, about."""
        needed = sum(1 + len(line) // CHARACTERS_PER_LINE for line in self.value.split("\n"))
        return min(max(needed, 3 if self.is_prose else 1), MAX_LINES)


@dataclass(frozen=True, slots=True)
class BlockView:
    """One piece of a section: ``name`` says what it is, ``text`` is what is written from the data."""

    item: str
    name: str
    text: str | None = None
    boxes: list[Box] = field(default_factory=list)
    grid: list[list[Box]] = field(default_factory=list)

    @property
    def written(self) -> str:
        """What stands here in the end."""
        return self.text or "\n".join(box.value for box in self.boxes)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it; ``item`` is its stable name, ``filled`` the text with its fields filled."""

    item: str
    depth: int
    heading: Box
    text: Box | None
    blocks: list[BlockView]
    filled: str | None
    guidance: str
    same_as: str
    ref: str
    known: Remarks

    @property
    def key(self) -> str:
        """The primary key, under which pieces are added."""
        return self.item.partition(".")[2]

    @property
    def id(self) -> str:
        """The id of the filled text on the page."""
        return f"filled-{self.item}"

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
            yield from [section.text] if section.text else []
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
    builder = _Builder(loaded, entry)
    texts = (package.computed.text or {}) if package.computed else {}
    sentences = [(name, f"{name} {text[:40]}") for name, text in texts.items()]
    report = reports[ref]
    sections = list(builder.sections(report.sections, f"{ref}/sections", 0))
    return ReportScreen(list(builder.head(report, ref)), sections, sentences, others, keys[ref], ref)


def _reports(package: Package) -> Iterator[tuple[str, Report]]:
    if package.report is not None:
        yield DEPARTMENT, package.report
    for index, project in enumerate(package.projects):
        if project.report is not None:
            yield f"/projects/{index}/report", project.report


def _guidance(sections: Iterable[OutlineSection]) -> dict[str, str]:
    """Heading → advice, for all headings of the scheme's outline."""
    found: dict[str, str] = {}
    for section in sections:
        found[section.heading or ""] = section.guidance
        found |= _guidance(section.sections)
    return found


class _Builder:
    """Draws the texts of a report; without fields they can only be read."""

    def __init__(self, loaded: Loaded, entry: Entry) -> None:
        self._entry, self._names = entry, loaded.fields
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
        return SectionView(
            item=self._names[f"{ref}/heading"].rpartition(".")[0],
            depth=min(depth, 4),
            heading=self._box(f"{ref}/heading", _("小标题"), section.heading),
            text=self._box(f"{ref}/text", word, section.text, is_prose=True) if is_text else None,
            blocks=list(self._blocks(section, ref)),
            filled=filled,
            guidance=self._guidance.get(heading, ""),
            same_as=section.same_as or "",
            ref=ref,
            known=self._remarks,
        )

    def _blocks(self, section: Section, ref: str) -> Iterator[BlockView]:
        computed = (section.computed.blocks if section.computed else None) or [None] * len(section.blocks or [])
        for index, (block, text) in enumerate(zip(section.blocks or [], computed, strict=True)):
            item = f"{self._names[f'{ref}/blocks/{index}/text'].rpartition('/')[0]}"
            yield self._block(block, f"{ref}/blocks/{index}", item, text)

    def _block(self, block: Block, ref: str, item: str, text: str | None) -> BlockView:
        if block.sentence is not None:
            return BlockView(item, str(BlockForm.SENTENCE.label), text, list(self._free_parts(block, ref, item)))
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
                yield self._box(f"{ref}/text", label, block.text, is_prose=True)

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
