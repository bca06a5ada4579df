"""What the screen of a report is made of: boxes, pieces of sections, sections, and the whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from perfeval.evaluations.models import AttachmentKind
from perfeval.evaluations.services.lists import BlockForm

from ..cells import ScreenCell
from ..remarks import Remark, Remarks
from ..table import MarginNote, ScreenRow

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

    ``sentence`` is the id of the sentence that it is, if it is one; ``waits`` is what it still waits for. A table of
    projects ``is_shown`` where it is printed.
    """

    item: str
    name: str
    text: str | None = None
    boxes: list[Box] = field(default_factory=list)
    grid: list[list[Box]] = field(default_factory=list)
    sentence: str = ""
    waits: Sequence[str] = ()
    is_shown: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether it is a sentence that the data give no reason to say."""
        return bool(self.sentence) and not self.text

    @property
    def written(self) -> str:
        """What stands here in the end."""
        return self.text or "\n".join(box.value for box in self.boxes)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it; ``item`` is its stable name, ``filled`` the text with its fields filled.

    ``body`` is everything under the heading as one text for the editor; ``text`` and ``blocks`` are the same piece by
    piece, for those without it. ``figures`` are the present values of the fields that are named there. An attachment
    is one too: ``heading`` is its title, ``number`` its number, ``kind`` says what it shows.
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
    number: Box | None = None
    kind: str = ""

    @property
    def key(self) -> str:
        """The primary key, under which pieces are added."""
        return self.item.partition(".")[2]

    @property
    def id(self) -> str:
        """The id of the filled text on the page."""
        return f"filled-{self.item}"

    @property
    def is_attachment(self) -> bool:
        """Whether it is the head of an attachment."""
        return self.number is not None

    @property
    def is_blank(self) -> bool:
        """Whether there is something to write and nothing is written."""
        if self.has_below:
            return False
        if self.text is None:
            return bool(self.blocks) and not any(block.grid or block.is_shown or block.written for block in self.blocks)
        return not self.text.value.strip()

    @property
    def waits(self) -> list[str]:
        """What its mechanical sentences still wait for."""
        return list(dict.fromkeys(name for block in self.blocks for name in block.waits))

    @property
    def remarks(self) -> list[Remark]:
        """What the checks find here."""
        texts = [self.filled, self.text and self.text.value, *(block.written for block in self.blocks)]
        return list(self.known.on(self.ref, "\n".join(text for text in texts if text)))

    @property
    def name(self) -> str:
        """The heading, or what a section without one is called; of an attachment with its number."""
        heading = self.heading.value or _("（无标题段落）")
        return f"{self.number.value} {heading}".strip() if self.number else heading


@dataclass(frozen=True, slots=True)
class OtherReport:
    """Another report of this self-evaluation: its title, the key of its place, how much is missing in it."""

    title: str
    key: str
    missing: int


@dataclass(frozen=True, slots=True)
class ReportScreen:
    """A whole report with its attachments. ``sentences`` can be put in, ``others`` are the reports of projects.

    ``startable`` are keys and names of the projects that have none yet, where the scheme asks for one.
    """

    head: list[Box]
    sections: list[SectionView]
    sentences: list[tuple[str, str]]
    others: list[OtherReport]
    key: str = ""
    ref: str = DEPARTMENT
    block_forms: Sequence[tuple[str, object]] = tuple(BlockForm.choices)

    kinds: Sequence[tuple[str, object]] = tuple(AttachmentKind.choices)
    startable: Sequence[tuple[int, str]] = ()

    @property
    def is_of_project(self) -> bool:
        """Whether this is the report of a project."""
        return self.ref != DEPARTMENT

    @property
    def headings(self) -> list[SectionView]:
        """The sections, those of attachments too, without the heads of attachments."""
        return [section for section in self.sections if not section.is_attachment]

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
            yield from [box for box in (section.number, section.text, section.body) if box]
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
