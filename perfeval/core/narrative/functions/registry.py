"""The register of functions, and how many arguments each takes."""

from collections.abc import Callable
from dataclasses import dataclass

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.values import NarrativeError, Value, first_missing

Run = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language; unless it is ``tolerant``, a missing argument makes the result missing."""

    name: str
    fewest: int
    most: int
    tolerant: bool
    run: Run

    def call(self, book: Book, arguments: tuple[Value, ...]) -> Value:
        """The result. Raises NarrativeError for a wrong number or kind of arguments."""
        if not self.fewest <= len(arguments) <= self.most:
            raise NarrativeError(f"{self.name}() 不能有{len(arguments)}个参数")
        missing = None if self.tolerant else first_missing(*arguments)
        return missing or self.run(book, *arguments)


FUNCTIONS: dict[str, Function] = {}


def function(name: str, fewest: int, most: int | None = None, *, tolerant: bool = False) -> Callable[[Run], Run]:
    """Register a function under its name with the number of arguments it takes."""

    def register(run: Run) -> Run:
        FUNCTIONS[name] = Function(name, fewest, fewest if most is None else most, tolerant, run)
        return run

    return register
