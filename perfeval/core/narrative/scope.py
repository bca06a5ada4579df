"""Names and functions as one template sees them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property

from .book import Book
from .expressions import truth
from .functions import FUNCTIONS
from .parser import parse
from .templates import Case, Narrative, Wording
from .values import NarrativeError, Value, items, text
from .writing import write

MAX_DEPTH = 12
"""How deep phrases may stand in phrases."""


class TemplateScope:
    """The values of a wording over what is known around it; each value is worked out once."""

    def __init__(
        self, wording: Wording, known: Mapping[str, Value], book: Book, narrative: Narrative, depth: int = 0
    ) -> None:
        if depth > MAX_DEPTH:
            raise NarrativeError("短语互相引用过深")
        self.wording, self.known, self.book, self.narrative, self.depth = wording, known, book, narrative, depth
        self.found: dict[str, Value] = {}
        self.open: set[str] = set()

    def name(self, name: str) -> Value:
        """A named value, else what is known: year, department, item, what was typed."""
        if name in self.found:
            return self.found[name]
        if name in self.wording.values and name not in self.open:
            self.open.add(name)
            self.found[name] = parse(self.wording.values[name]).evaluate(self)
            self.open.discard(name)
            return self.found[name]
        if name in self.known:
            return self.known[name]
        raise NarrativeError(f"没有“{name}”这个名称")

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """A function of the language; SAY and EACH write a phrase."""
        if function in self._phrase_functions:
            return self._phrase_functions[function](arguments)
        if function not in FUNCTIONS:
            raise NarrativeError(f"没有函数 {function}()")
        return FUNCTIONS[function].call(self.book, arguments)

    def written(self, *, is_part: bool = False) -> str:
        """The first wording that holds, filled."""
        chosen = next((case.text for case in self.wording.wordings if self.holds(case)), "")
        return write(chosen, self, self.narrative.formats, is_part=is_part)

    def holds(self, case: Case) -> bool:
        """Whether a wording's condition is met."""
        return case.when is None or truth(parse(case.when).evaluate(self))

    @cached_property
    def _phrase_functions(self) -> Mapping[str, Callable[[tuple[Value, ...]], Value]]:
        return {"SAY": self._say, "EACH": self._each}

    def _say(self, arguments: tuple[Value, ...]) -> Value:
        """SAY('phrase', …): the phrase with its parameters."""
        name, *given = arguments
        phrase = self.narrative.phrases.get(text(name))
        if phrase is None or len(given) != len(phrase.parameters):
            raise NarrativeError(f"没有{len(given)}个参数的短语“{name}”")
        known = {**self.known, **dict(zip(phrase.parameters, given, strict=True))}
        return TemplateScope(phrase, known, self.book, self.narrative, self.depth + 1).written(is_part=True)

    def _each(self, arguments: tuple[Value, ...]) -> Value:
        """EACH(list, 'phrase', '；'): the phrase of every item in a row."""
        if len(arguments) != 3:
            raise NarrativeError("EACH() 须有三个参数")
        listed, name, between = arguments
        return text(between).join(text(self._say((name, item))) for item in items(listed))


def surroundings(book: Book) -> dict[str, Value]:
    """The names every template knows."""
    department = book.package.department
    year = Decimal(book.package.year)
    return {
        "year": year,
        "prior_year": year - 1,
        "next_year": year + 1,
        "unit": department.name,
        "department": department.name,
        "short": department.short_name or department.name,
        "region": department.region or "",
        "money_unit": book.package.money_unit,
    }
