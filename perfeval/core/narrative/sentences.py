"""From templates to sentences: which are said, with what the officer typed, under which ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval.core.package import Package, Section
from perfeval.core.package.report import walk_sections

from .book import Book
from .expressions import truth
from .parser import parse
from .scope import TemplateScope, surroundings
from .templates import Narrative, Sentence
from .values import Item, Missing, NarrativeError, Typed, Value, items

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Narration:
    """What is said: ``texts`` by sentence id, ``repeated`` the ids of the items of each sentence with ``each``.

    ``waiting`` says for those whose list is not there yet what is missing.
    """

    texts: dict[str, str] = field(default_factory=dict)
    repeated: dict[str, list[str]] = field(default_factory=dict)
    waiting: dict[str, Missing] = field(default_factory=dict)


def sentences_of(package: Package, narrative: Narrative) -> dict[str, str]:
    """Sentence id → text, in the order of the templates. Reads a computed package.

    A sentence that repeats over a list has the ids ``5.2.1``, ``5.2.2``, … or, where it names a key, ``indicator.A11``.
    Raises NarrativeError, naming the sentence, where a template makes no sense.
    """
    return narrate(package, narrative).texts


def narrate(package: Package, narrative: Narrative) -> Narration:
    """All sentences with what belongs together. Raises NarrativeError like ``sentences_of``."""
    return _Narrator(package, narrative).say()


def typed_texts(package: Package) -> dict[str, str]:
    """The free parts of mechanical sentences by ``id.placeholder``: from the final accounts and from report blocks.

    The text beside a ``{"sentence": id}`` block is kept under the id alone: the first thing the sentence asks for.
    """
    typed = {key: text for key, text in _account_texts(package).items() if text}
    reports = [package.report, *(project.report for project in package.projects)]
    sections = [section for report in reports if report for section in walk_sections(report.sections)]
    return typed | {key: text for section in sections for key, text in _block_texts(section)}


def _account_texts(package: Package) -> Mapping[str, str | None]:
    return package.final_accounts.texts if package.final_accounts else {}


def _block_texts(section: Section) -> Iterator[tuple[str, str]]:
    for block in section.blocks or []:
        if block.sentence and block.text:
            yield block.sentence, block.text


class _Narrator:
    def __init__(self, package: Package, narrative: Narrative) -> None:
        self.narrative = narrative
        self.book = Book(package, narrative.labels)
        self.typed = typed_texts(package) | self._typed_of_projects(package)
        self.known = surroundings(self.book)
        self.told = Narration()

    def say(self) -> Narration:
        for sentence in self.narrative.sentences:
            pairs = self._say(sentence)
            self.told.texts.update(pairs)
            if sentence.each is not None:
                self.told.repeated[sentence.id] = [name for name, _text in pairs]
        return self.told

    def _typed_of_projects(self, package: Package) -> dict[str, str]:
        """What stands beside a sentence in the report of a project is about that project alone."""
        return {
            self.narrative.in_report_of(place, key): text
            for place, project in enumerate(package.projects, start=1)
            if project.report
            for section in walk_sections(project.report.sections)
            for key, text in _block_texts(section)
        }

    def _say(self, sentence: Sentence) -> list[tuple[str, str]]:
        try:
            return list(self._repeated(sentence)) if self._is_said(sentence) else []
        except NarrativeError as error:
            raise NarrativeError(f"句子{sentence.id}：{error}") from error

    def _is_said(self, sentence: Sentence) -> bool:
        scope = TemplateScope(sentence, self.known, self.book, self.narrative)
        needs = f"HAS('{sentence.needs}')" if sentence.needs else None
        return all(truth(parse(condition).evaluate(scope)) for condition in (needs, sentence.when) if condition)

    def _repeated(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        if sentence.each is None:
            yield sentence.id, self._written(sentence, [sentence.id], {})
            return
        scope = TemplateScope(sentence, self.known, self.book, self.narrative)
        over = parse(sentence.each).evaluate(scope)
        if isinstance(over, Missing):
            self.told.waiting[sentence.id] = over
            return
        listed = items(over)
        for position, item in enumerate(listed, start=1):
            ids = [f"{sentence.prefix or sentence.id}.{key}" for key in _keys(sentence, item, position)]
            last = position == len(listed)
            local: dict[str, Value] = {"item": item, "position": Decimal(position), "end": "。" if last else "；"}
            yield ids[0], self._written(sentence, ids, local)

    def _written(self, sentence: Sentence, ids: list[str], local: Mapping[str, Value]) -> str:
        entered = self._entered(sentence, ids)
        known = {**self.known, **entered, "entered": Item(entered), **local}
        return TemplateScope(sentence, known, self.book, self.narrative).written()

    def _entered(self, sentence: Sentence, ids: list[str]) -> dict[str, Value]:
        """What was typed for this sentence; what was not is missing under its label."""
        found: dict[str, Value] = {}
        for index, (name, label) in enumerate(sentence.entered.items()):
            keys = [f"{one}.{name}" for one in ids] + (ids if index == 0 else [])
            typed = next((self.typed[key] for key in keys if key in self.typed), None)
            found[name] = Missing(label) if typed is None else Typed(typed)
        return found


def _keys(sentence: Sentence, item: Item, position: int) -> list[str]:
    """The key of an item in ids: its place, or with ``key`` the field of that name; both find typed texts."""
    keys = [str(position)]
    if sentence.key is not None:
        return [str(item.fields[sentence.key]), *keys]
    return [*keys, str(item.fields["code"])] if "code" in item.fields else keys
