"""Reading an expression by recursive descent. The grammar stands in docs/narrative.md."""

from decimal import Decimal
from functools import lru_cache

from .expressions import Arithmetic, Call, Choice, Comparison, Constant, Expression, Field, Logic, Name, Not
from .tokens import Kind, Token, tokens
from .values import NarrativeError

MAX_DEPTH = 40
"""How deep an expression may nest."""

_RESERVED = {"if", "else", "and", "or", "not"}


@lru_cache(maxsize=4096)
def parse(expression: str) -> Expression:
    """The expression, ready to be worked out. Raises NarrativeError where it is not one."""
    return _Parser(expression).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(tokens(source))
        self.position = 0
        self.depth = 0

    def whole(self) -> Expression:
        found = self.choice()
        if self.next.kind != "end":
            raise self.error()
        return found

    def choice(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NarrativeError(f"算式“{self.source[:60]}”嵌套过深")
        found = self.logic()
        if self.take("name", "if"):
            condition = self.logic()
            self.expect("name", "else")
            found = Choice(condition, found, self.choice())
        self.depth -= 1
        return found

    def logic(self) -> Expression:
        found = self.conjunction()
        while self.take("name", "or"):
            found = Logic(False, found, self.conjunction())
        return found

    def conjunction(self) -> Expression:
        found = self.negation()
        while self.take("name", "and"):
            found = Logic(True, found, self.negation())
        return found

    def negation(self) -> Expression:
        count = 0
        while self.take("name", "not"):
            count += 1
        found = self.comparison()
        return Not(found) if count % 2 else found

    def comparison(self) -> Expression:
        found = self.sum()
        sign = self.take("sign", "<", "<=", ">", ">=", "==", "!=")
        return Comparison(sign, found, self.sum()) if sign else found

    def sum(self) -> Expression:
        found = self.product()
        while sign := self.take("sign", "+", "-"):
            found = Arithmetic(sign, found, self.product())
        return found

    def product(self) -> Expression:
        found = self.signed()
        while sign := self.take("sign", "*", "/"):
            found = Arithmetic(sign, found, self.signed())
        return found

    def signed(self) -> Expression:
        negative = False
        while self.take("sign", "-"):
            negative = not negative
        found = self.field()
        return Arithmetic("-", Constant(Decimal(0)), found) if negative else found

    def field(self) -> Expression:
        found = self.atom()
        while self.take("sign", "."):
            found = Field(found, self.word())
        return found

    def atom(self) -> Expression:
        token = self.next
        if token.kind == "name" and token.word not in _RESERVED:
            return self.name_or_call()
        self.position += 1
        if token.kind == "number":
            return Constant(Decimal(token.word))
        if token.kind == "text":
            return Constant(token.word)
        if (token.kind, token.word) == ("sign", "("):
            inner = self.choice()
            self.expect("sign", ")")
            return inner
        self.position -= 1
        raise self.error()

    def name_or_call(self) -> Expression:
        word = self.word()
        return Call(word, self.arguments()) if self.take("sign", "(") else Name(word)

    def arguments(self) -> tuple[Expression, ...]:
        if self.take("sign", ")"):
            return ()
        found = [self.choice()]
        while self.take("sign", ","):
            found.append(self.choice())
        self.expect("sign", ")")
        return tuple(found)

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self, kind: Kind, *words: str) -> str | None:
        """Step over the next word if it is one of these."""
        token = self.next
        if token.kind != kind or token.word not in words:
            return None
        self.position += 1
        return token.word

    def expect(self, kind: Kind, word: str) -> None:
        if not self.take(kind, word):
            raise self.error()

    def word(self) -> str:
        token = self.next
        if token.kind != "name" or token.word in _RESERVED:
            raise self.error()
        self.position += 1
        return token.word

    def error(self) -> NarrativeError:
        found = self.next.word or "结尾"
        return NarrativeError(f"算式“{self.source[:60]}”在“{found}”处读不懂")
