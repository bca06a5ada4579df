"""Filling reports: mechanical sentences in their blocks, and 【收入合计】 fields in free text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from perfeval.core.facts import Fact
from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Attachment, Block, SectionResult

from .sentences import Narration
from .templates import Narrative

_FIELD = re.compile(r"【([^【】\n]{1,60})】")


@dataclass(frozen=True, slots=True)
class Filling:
    """What a report is filled with: the sentences, facts by their name (and by their key), and all there are to say."""

    told: Narration = field(default_factory=Narration)
    fields: Mapping[str, str] = field(default_factory=dict)
    narrative: Narrative | None = None
    place: int | None = None
    """In the report of a project: its place in the package, from 1."""

    def sentence(self, name: str) -> str:
        """A sentence, or all of one that repeats, a line each; nothing where the data give no reason to say it."""
        if self.place is not None and self.narrative is not None:
            name = self.narrative.in_report_of(self.place, name)
        if name in self.told.texts:
            return self.told.texts[name]
        if name in self.told.waiting:
            return str(self.told.waiting[name])
        if name in self.told.repeated:
            return "\n".join(self.told.texts[one] for one in self.told.repeated[name])
        is_known = self.narrative is not None and self.narrative.template_of(name) is not None
        return "" if is_known else f"【句子{name}】"

    def text(self, text: str) -> str:
        """Free text with its fields filled; a field nobody knows stays as it is."""
        return _FIELD.sub(lambda found: self.fields.get(found[1], found[0]), text)


def filling_of(facts: Mapping[str, Fact], told: Narration | None = None, narrative: Narrative | None = None) -> Filling:
    """Fields are found by a fact's key, or by its name where only one fact has that name."""
    by_name: dict[str, list[Fact]] = {}
    for fact in facts.values():
        by_name.setdefault(fact.name, []).append(fact)
    names = {name: found[0].text for name, found in by_name.items() if len(found) == 1}
    fields = {**names, **{key: fact.text for key, fact in facts.items()}}
    return Filling(told or Narration(), fields, narrative)


def has_fields(package: Package) -> bool:
    """Whether any text of its reports has a 【】 field: the facts behind them are many and not made for none."""
    reports = (package.report, *(project.report for project in package.projects))
    return any("【" in text for report in reports if report is not None for text in _texts(report))


def _texts(report: Report) -> Iterator[str]:
    sections = [*report.sections, *(section for one in report.attachments for section in one.sections)]
    while sections:
        section = sections.pop()
        sections.extend(section.sections)
        yield section.text or ""
        for block in section.blocks or ():
            yield block.text or ""
            yield from block.list if isinstance(block.list, list) else ()


def field_names(text: str) -> list[str]:
    """The names of the 【】 fields in a text."""
    return _FIELD.findall(text)


def unknown_fields(text: str, filling: Filling) -> list[str]:
    """The names of 【】 fields in a text that no fact has."""
    return [name for name in field_names(text) if name not in filling.fields]


def fill_package(package: Package, filling: Filling) -> Package:
    """The package with ``computed`` text in every section of its reports that has blocks or fields."""
    update: dict[str, object] = {}
    if package.report is not None:
        update["report"] = fill_report(package.report, filling)
    if any(project.report for project in package.projects):
        update["projects"] = [
            project.model_copy(update={"report": fill_report(project.report, replace(filling, place=place))})
            if project.report
            else project
            for place, project in enumerate(package.projects, start=1)
        ]
    return package.model_copy(update=update) if update else package


def fill_report(report: Report, filling: Filling) -> Report:
    """The report with its sections filled, attachments too; sections without blocks and fields stay as they are."""
    sections = _sections(report.sections, filling)
    attachments = [_attachment(one, filling) for one in report.attachments]
    found: dict[str, object] = {}
    if _changed(sections, report.sections):
        found["sections"] = sections
    if _changed(attachments, report.attachments):
        found["attachments"] = attachments
    return report.model_copy(update=found) if found else report


def _attachment(attachment: Attachment, filling: Filling) -> Attachment:
    sections = _sections(attachment.sections, filling)
    unchanged = not _changed(sections, attachment.sections)
    return attachment if unchanged else attachment.model_copy(update={"sections": sections})


def _sections(sections: Sequence[Section], filling: Filling) -> list[Section]:
    return [_section(section, filling) for section in sections]


def _section(section: Section, filling: Filling) -> Section:
    below = _sections(section.sections, filling)
    found: dict[str, object] = {"sections": below} if _changed(below, section.sections) else {}
    result = _result(section, filling)
    if result is not None:
        found["computed"] = result
    return section.model_copy(update=found) if found else section


def _result(section: Section, filling: Filling) -> SectionResult | None:
    if section.blocks:
        blocks = [_block_text(block, filling) for block in section.blocks]
        text = "\n\n".join(text for text in blocks if text) or None
        return SectionResult(text=text, blocks=blocks, waits=_waits(section.blocks, blocks) or None)
    if section.text and _FIELD.search(section.text):
        return SectionResult(text=filling.text(section.text))
    return None


def _waits(blocks: Sequence[Block], texts: Sequence[str | None]) -> list[str]:
    """What the mechanical sentences of a section still wait for, each once."""
    found = (
        name
        for block, text in zip(blocks, texts, strict=True)
        if block.sentence is not None
        for name in field_names(text or "")
    )
    return list(dict.fromkeys(found))


def waiting_in(package: Package) -> int:
    """How many sections of all reports of a computed package hold sentences that still wait."""
    reports = (package.report, *(project.report for project in package.projects))
    return sum(waiting_sections(report) for report in reports if report is not None)


def waiting_sections(report: Report) -> int:
    """How many sections of a computed report, its attachments included, hold sentences that still wait."""
    return _waiting(report.sections) + sum(_waiting(attachment.sections) for attachment in report.attachments)


def _waiting(sections: Sequence[Section]) -> int:
    return sum(bool(section.computed and section.computed.waits) + _waiting(section.sections) for section in sections)


def _block_text(block: Block, filling: Filling) -> str | None:
    """The text of one block; None for a grid or a table, which have none."""
    if block.sentence is not None:
        return filling.sentence(block.sentence)
    if block.text is not None:
        return filling.text(block.text)
    if isinstance(block.list, list):
        marks = (f"{place}. " if block.ordered else "" for place in range(1, len(block.list) + 1))
        return "\n".join(mark + filling.text(line) for mark, line in zip(marks, block.list, strict=True))
    return None


_Part = TypeVar("_Part", Section, Attachment)


def _changed(new: Sequence[_Part], old: Sequence[_Part]) -> bool:
    return any(one is not other for one, other in zip(new, old, strict=True))
