"""The report (自评报告): its outline with text, and the attachments it announces."""

from typing import Literal

from pydantic import Field, StrictBool, model_validator

from perfeval.core.language import _

from .base import Name, Record, Result, Text

Texts = list[Text]


class Grid(Record):
    """A simple table inside the text."""

    columns: list[Text]
    rows: list[list[Text]]


class Block(Record):
    """One piece of a section that is more than paragraphs: text, list, grid, table of projects, or sentence.

    ``list`` holds the items of a list, or names which projects a ``table`` shows.
    """

    text: Text | None = None
    ordered: StrictBool = False
    grid: Grid | None = None
    table: Literal["projects"] | None = None
    list: Texts | Literal["own", "transfer"] | None = None
    sentence: Name | None = None


class CoverField(Record):
    """One line of the cover page."""

    label: Name
    value: Text | None = None


class Signature(Record):
    """落款: who signs the report, and when."""

    organisation: Text | None = None
    date: Text | None = None


class SectionResult(Result):
    """The text of a section with its mechanical sentences filled; ``blocks``: one text per block, None for a table.

    ``waits`` names the figures and texts that its mechanical sentences still wait for.
    """

    text: str | None = None
    blocks: list[str | None] | None = None
    waits: Texts | None = None


class Section(Record):
    """A heading with its text; ``heading`` None is a preamble, ``same_as`` repeats the section of that heading."""

    heading: Text | None = None
    run_in: StrictBool = False
    text: Text | None = None
    blocks: list[Block] | None = None
    same_as: Text | None = None
    sections: list["Section"] = Field(default_factory=list)
    computed: SectionResult | None = None


AttachmentKind = Literal[
    "text",
    "basic_data",
    "overall",
    "project",
    "projects",
    "indicators",
    "survey",
    "working_papers",
    "final_accounts",
    "fund_table",
]


class Attachment(Record):
    """An attachment in the document's order; kind ``project`` takes the projects in turn, one each."""

    number: Text | None = None
    title: Name
    toc_title: Text | None = None
    present: StrictBool = True
    kind: AttachmentKind
    text: Text | None = None
    sections: list[Section] = Field(default_factory=list)


class Report(Record):
    """自评报告 of a department or a project."""

    title: Text | None = None
    inner_title: Text | None = None
    cover: StrictBool = False
    cover_fields: list[CoverField] = Field(default_factory=list)
    toc: StrictBool = False
    date: Text | None = None
    signature: Signature | None = None
    sections: list[Section] = Field(default_factory=list)
    attachments: list[Attachment] = Field(default_factory=list)

    @model_validator(mode="after")
    def _repeats_lead_somewhere(self) -> "Report":
        sections = walk_sections(self.sections)
        repeats = {section.heading: section.same_as for section in sections if section.same_as}
        headings = {section.heading for section in sections}
        for start in repeats:
            _follow(start, repeats, headings)
        return self


def _follow(start: str | None, repeats: dict[str | None, str], headings: set[str | None]) -> None:
    """Follow ``same_as`` from heading to heading; a missing heading or a circle is an error."""
    seen = {start}
    current = start
    while current in repeats:
        current = repeats[current]
        if current not in headings:
            raise ValueError(_("same_as 指向不存在的标题“{heading}”").format(heading=current))
        if current in seen:
            raise ValueError(_("same_as 循环引用：“{heading}”").format(heading=current))
        seen.add(current)


def walk_sections(sections: list[Section]) -> list[Section]:
    """All sections with their subsections, in document order."""
    return [found for section in sections for found in (section, *walk_sections(section.sections))]


Section.model_rebuild()
