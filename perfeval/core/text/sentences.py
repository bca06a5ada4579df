"""Sentences and clauses of a text with their places."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+|\n|$)")
_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n、]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_PARENTHESES = re.compile(r"（[^（）]*）|\([^()]*\)")
_BLANKS = re.compile(r"[ \t\u3000\u00a0]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text and where it starts."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def sentences(text: str) -> list[Span]:
    """Sentences, each with its final mark; a line break ends a sentence too."""
    return [Span(found[0], found.start()) for found in _SENTENCE.finditer(text) if found[0].strip("。！？!? \t\n")]


def clauses(text: str) -> list[Span]:
    """The pieces between commas, semicolons, colons and full stops."""
    return [Span(found[0], found.start()) for found in _CLAUSE.finditer(text) if found[0].strip()]


def paragraphs(text: str) -> list[Span]:
    """Paragraphs (lines that are not blank)."""
    return [Span(found[0], found.start()) for found in _PARAGRAPH.finditer(text) if found[0].strip()]


def statements(text: str) -> list[Span]:
    """Sentences where a line that ends in ；or ： runs on into the next, as lists of parts do; 。其中 runs on too."""
    joined: list[Span] = []
    for sentence in sentences(text):
        if joined and _runs_on(joined[-1].text, sentence.text):
            start = joined[-1].start
            joined[-1] = Span(text[start : sentence.end], start)
        else:
            joined.append(sentence)
    return joined


def _runs_on(before: str, after: str) -> bool:
    return before.rstrip()[-1:] in "；;：:，," or after.lstrip().startswith("其中")


def blank_parentheses(text: str) -> str:
    """The text with every parenthesis blanked, places kept."""
    for _ in range(3):
        text = _PARENTHESES.sub(lambda found: "\u3000" * len(found[0]), text)
    return text


def squeeze(text: str) -> str:
    """The text without blanks, for comparisons."""
    return _BLANKS.sub("", text)


def excerpt(text: str, start: int, end: int, around: int = 12) -> str:
    """What stands at a place, with a little before and after, on one line."""
    left, right = max(0, start - around), min(len(text), end + around)
    return ("…" if left else "") + " ".join(text[left:right].split()) + ("…" if right < len(text) else "")
