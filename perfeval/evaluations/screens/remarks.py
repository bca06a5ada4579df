"""Findings beside the texts of a report: what contradicts the data, quoted with the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from perfeval.evaluations.models import SelfEvaluation

from .findings import Located, findings_of

AROUND = 24
"""Characters that are quoted on either side."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with the place in the text, where its words stand in it: what is before, the words, what is after."""

    located: Located
    before: str = ""
    words: str = ""
    after: str = ""


class Remarks:
    """The findings on the texts of one self-evaluation; nothing is checked before the first is asked for."""

    def __init__(self, evaluation: SelfEvaluation) -> None:
        self._evaluation = evaluation

    def on(self, ref: str, text: str) -> Iterator[Remark]:
        """The findings on a section at this pointer, not on those below it; ``text`` is what stands there."""
        for located in self._located:
            rest = located.finding.where.removeprefix(ref)
            if rest != located.finding.where and rest.split("/")[1:2] != ["sections"] and rest[:1] in ("", "/"):
                yield _quoted(located, text)

    @cached_property
    def _located(self) -> list[Located]:
        """What only waits for data is told beside its sentence."""
        return [each for each in findings_of(self._evaluation) if "/report/" in each.finding.where and not each.waits]


def _quoted(located: Located, text: str) -> Remark:
    words = located.finding.found
    start = text.find(words) if words else -1
    if start < 0:
        return Remark(located)
    end = start + len(words)
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Remark(located, before.rpartition("\n")[2], words, after.partition("\n")[0])
