"""The parts of an expression, each able to work itself out in a scope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from perfeval.core.numbers import EXACT, divide, multiply

from .values import Item, NarrativeError, Value, first_missing, number


class Scope(Protocol):
    """Where names and functions come from."""

    def name(self, name: str) -> Value:
        """The value of a name."""

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """The result of a function."""


class Expression(Protocol):
    """Anything that has a value."""

    def evaluate(self, scope: Scope) -> Value:
        """The value in a scope. Raises NarrativeError where the template makes no sense."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text."""

    value: Value

    def evaluate(self, scope: Scope) -> Value:
        """The value itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Name:
    """A name such as ``year``."""

    word: str

    def evaluate(self, scope: Scope) -> Value:
        """What the scope knows under the name."""
        return scope.name(self.word)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an item: ``item.score``."""

    owner: Expression
    word: str

    def evaluate(self, scope: Scope) -> Value:
        """The field; a missing item has missing fields."""
        owner = self.owner.evaluate(scope)
        if isinstance(owner, Item) and self.word in owner.fields:
            return owner.fields[self.word]
        missing = first_missing(owner)
        if missing:
            return missing
        raise NarrativeError(f"没有“{self.word}”这一项")


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Expression, ...]

    def evaluate(self, scope: Scope) -> Value:
        """The result of the function."""
        return scope.call(self.function, tuple(argument.evaluate(scope) for argument in self.arguments))


@dataclass(frozen=True, slots=True)
class Choice:
    """``a if c else b``: only the chosen side is worked out."""

    condition: Expression
    chosen: Expression
    otherwise: Expression

    def evaluate(self, scope: Scope) -> Value:
        """The side that the condition names."""
        return (self.chosen if truth(self.condition.evaluate(scope)) else self.otherwise).evaluate(scope)


@dataclass(frozen=True, slots=True)
class Not:
    """``not a``."""

    operand: Expression

    def evaluate(self, scope: Scope) -> Value:
        """The opposite."""
        return not truth(self.operand.evaluate(scope))


@dataclass(frozen=True, slots=True)
class Logic:
    """``a and b`` or ``a or b``; the right side only where it matters."""

    both: bool
    left: Expression
    right: Expression

    def evaluate(self, scope: Scope) -> Value:
        """Yes or no."""
        left = truth(self.left.evaluate(scope))
        return truth(self.right.evaluate(scope)) if left == self.both else left


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``a + b``, ``-``, ``*``, ``/``. ``+`` also joins texts. Missing with anything is missing; ÷ 0 is 0."""

    sign: str
    left: Expression
    right: Expression

    def evaluate(self, scope: Scope) -> Value:
        """The exact result."""
        left, right = self.left.evaluate(scope), self.right.evaluate(scope)
        if missing := first_missing(left, right):
            return missing
        if self.sign == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right
        return _ARITHMETIC[self.sign](number(left), number(right))


@dataclass(frozen=True, slots=True)
class Comparison:
    """``a < b`` and the like; with a missing side it does not hold."""

    sign: str
    left: Expression
    right: Expression

    def evaluate(self, scope: Scope) -> Value:
        """Yes or no."""
        left, right = self.left.evaluate(scope), self.right.evaluate(scope)
        if first_missing(left, right):
            return False
        if self.sign in _EQUALITY:
            return (left == right) == _EQUALITY[self.sign]
        return _ORDER[self.sign](number(left), number(right))


def truth(value: Value) -> bool:
    """Whether a condition holds; only yes and no are conditions."""
    if isinstance(value, bool):
        return value
    raise NarrativeError("条件须是真或假")


_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": multiply,
    "/": lambda left, right: divide(left, right) if right else Decimal(0),
}
_EQUALITY = {"==": True, "!=": False}
_ORDER: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
