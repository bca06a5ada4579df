"""The report of a self-evaluation that goes on from last year's: last year's words, this scheme's sentences.

What last year's officer wrote stays as a start. What a mechanical sentence says is taken out of it: the sentence
stands there instead and follows from the new figures. Under another scheme its outline holds, and a text goes where
there is a heading of the same title.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from perfeval.core.compute import compute
from perfeval.core.narrative import Narration, narrate, narrative_for
from perfeval.core.package import Package, Report, Section
from perfeval.core.package.report import Attachment, Block, walk_sections
from perfeval.core.scheme.blank import blank_report
from perfeval.core.scheme.scheme import Scheme
from perfeval.core.text.numbering import title_of
from perfeval.core.text.sentences import squeeze

Titles = Mapping[str, Section]

_NAME = "【】"
_OPEN = re.compile(r"(【[^【】]*】|[\d.,，]*\d[\d.,，]*)")
"""What may read otherwise in a printed sentence: the department's name, what an officer adds, figures."""
_LEFT_OVER = "。；，、：;,: \n"


def with_report(package: Package, previous: Package, scheme: Scheme) -> Package:
    """A package rolled forward from ``previous`` with the report that its scheme asks for, if it asks for one."""
    if not scheme.outline.sections:
        return package
    blank = blank_report(scheme, package.year, package.department.name)
    return package.model_copy(update={"report": _report(package.report, blank, previous, scheme)})


def _report(old: Report | None, blank: Report, previous: Package, scheme: Scheme) -> Report:
    if old is None:
        return blank
    if previous.scheme != scheme.slug:
        return _under_outline(old, blank)
    if any(block.sentence for section in walk_sections(old.sections) for block in section.blocks or ()):
        return old
    told = narrate(compute(previous, scheme), narrative_for(scheme.slug))
    department = previous.department
    names = [name for name in (department.name, department.short_name) if name]
    sections = _with_sentences(old.sections, _by_title(blank.sections), told, names)
    return old.model_copy(update={"sections": sections, "attachments": old.attachments or blank.attachments})


# --- the same scheme: last year's headings -----------------------------------------------------------------------


def _with_sentences(
    sections: Iterable[Section], outline: Titles, told: Narration, names: Sequence[str]
) -> list[Section]:
    def change(section: Section) -> Section:
        given = outline.get(_title(section))
        if given is None or not given.blocks or section.blocks or section.same_as:
            return section
        sentences = [block for block in given.blocks if block.sentence]
        said = [text for block in sentences for text in _said(block.sentence or "", told)]
        rest = _without(section.text or "", said, names)
        blocks = [*(sentences if section.text else given.blocks), *([Block(text=rest)] if rest else [])]
        return section.model_copy(update={"text": None, "blocks": blocks}) if sentences else section

    return _mapped(sections, change)


def _said(name: str, told: Narration) -> list[str]:
    """What a sentence said last year; of one that repeats each item."""
    return [told.texts[one] for one in told.repeated.get(name, [name]) if one in told.texts]


def _without(text: str, said: Iterable[str], names: Sequence[str]) -> str:
    """A text without these sentences, whatever figures stand in them."""
    for line in (line for whole in said for line in whole.split("\n")):
        text = re.sub(_pattern(line, names), "", text)
    kept = (paragraph.strip() for paragraph in text.split("\n"))
    return "\n\n".join(paragraph for paragraph in kept if paragraph.strip(_LEFT_OVER))


def _pattern(sentence: str, names: Sequence[str]) -> str:
    """The sentence as it may have been printed: with other figures, the other name, additions, blanks between.

    The groups are atomic, so that no text makes this slow.
    """
    text = squeeze(sentence).rstrip(_LEFT_OVER)
    for name in names:
        text = text.replace(squeeze(name), _NAME)
    first, *rest = _OPEN.split(text)
    open_parts = zip(rest[::2], rest[1::2], strict=True)
    return (
        _spaced(first)
        + "".join(f"(?>{_open(part, word, names)}{_spaced(word)})" for part, word in open_parts)
        + "[。；]*"
    )


def _open(part: str, word: str, names: Sequence[str]) -> str:
    if part == _NAME:
        return f"(?:{'|'.join(_spaced(squeeze(name)) for name in names)})"
    if not part.startswith("【"):
        return r"\s*[\d.,，]*\s*"
    return r"[^\n]{0,2000}?" if word else r"[^。；\n]*"


def _spaced(word: str) -> str:
    return r"\s*".join(map(re.escape, word))


# --- another scheme: its own headings ----------------------------------------------------------------------------


def _under_outline(old: Report, blank: Report) -> Report:
    written = _by_title(old.sections)
    attached = {squeeze(attachment.title): attachment for attachment in old.attachments}
    return blank.model_copy(
        update={
            "sections": _with_texts(blank.sections, written),
            "attachments": [_attachment(each, attached.get(squeeze(each.title))) for each in blank.attachments],
            "signature": old.signature,
        }
    )


def _with_texts(sections: Iterable[Section], written: Titles) -> list[Section]:
    def change(section: Section) -> Section:
        source = written.get(_title(section))
        texts = _texts(source) if source is not None else []
        if not texts:
            return section
        if section.blocks:
            return section.model_copy(update={"blocks": [*section.blocks, *texts]})
        only = texts[0].text if len(texts) == 1 else None
        return section.model_copy(update={"text": only} if only else {"blocks": texts})

    return _mapped(sections, change)


def _texts(section: Section) -> list[Block]:
    """What was written under a heading; sentences belong to the scheme that knows them."""
    written = [block for block in section.blocks or () if not block.sentence]
    return written or ([Block(text=section.text)] if section.text else [])


def _attachment(blank: Attachment, old: Attachment | None) -> Attachment:
    if old is None or blank.kind != old.kind:
        return blank
    return blank.model_copy(update={"text": old.text, "sections": _with_texts(blank.sections, _by_title(old.sections))})


# --- both --------------------------------------------------------------------------------------------------------


def _mapped(sections: Iterable[Section], change: Callable[[Section], Section]) -> list[Section]:
    """Every section changed, the lower ones first."""
    return [
        change(
            section.model_copy(update={"sections": _mapped(section.sections, change)}) if section.sections else section
        )
        for section in sections
    ]


def _by_title(sections: list[Section]) -> dict[str, Section]:
    """Sections by their title without its number; of two alike the first."""
    found: dict[str, Section] = {}
    for section in walk_sections(sections):
        found.setdefault(_title(section), section)
    found.pop("", None)
    return found


def _title(section: Section) -> str:
    return squeeze(title_of(section.heading or "")).rstrip("。：:")
