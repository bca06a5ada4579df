"""A report as it reads, passage by passage, each with its place for remarks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perfeval.evaluations.screens.report import BlockView, Box, ReportScreen, SectionView

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, table or heading (``level`` from 2); ``is_name``: only what stands here is named."""

    place: str
    label: str
    words: str
    level: int = 0
    grid: list[list[str]] = field(default_factory=list)
    is_name: bool = False
    remarks: int = 0


def passages_of(screen: ReportScreen, unsettled: Mapping[str, int]) -> list[Passage]:
    """Everything that is written, in order, with the number of unsettled remarks at each."""
    return [
        Passage(one.place, one.label, one.words, one.level, one.grid, one.is_name, unsettled.get(one.place, 0))
        for one in _passages(screen)
        if one.words or one.grid
    ]


def _passages(screen: ReportScreen) -> Iterator[Passage]:
    for number, box in enumerate(screen.head):
        yield Passage(box.field, box.label, box.value if number == 0 else _named(box), 2 if number == 0 else 0)
    for section in screen.sections:
        yield Passage(section.heading.field, section.name, section.heading.value, min(section.depth + 3, DEEPEST))
        yield from _text(section)
        for number, block in enumerate(section.blocks, 1):
            yield _block(section, block, number)


def _named(box: Box) -> str:
    return f"{box.label}：{box.value}" if box.value else ""


def _text(section: SectionView) -> Iterator[Passage]:
    """The paragraphs of a section that is plain text; each has a place of its own where there are several."""
    if section.text is None:
        return
    lines = (section.filled or section.text.value).split("\n")
    if len(lines) == 1:
        yield Passage(section.text.field, section.name, lines[0])
        return
    for number, line in enumerate(lines, 1):
        yield Passage(f"{section.text.field}/{number}", f"{section.name} {number}", line)


def _block(section: SectionView, block: BlockView, number: int) -> Passage:
    place, label = f"{block.item}/text", f"{section.name} {number}"
    if block.grid:
        return Passage(place, label, "", grid=[[box.value for box in row] for row in block.grid])
    return Passage(place, label, block.written or block.name, is_name=not block.written)
