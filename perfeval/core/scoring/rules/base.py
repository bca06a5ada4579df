"""A rule kind: what it awards, and how it is said in Chinese. One module each; the class registers itself."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from perfeval.core.package.rules import RuleModel

from ..award import Award, Subject

AnyRule = TypeVar("AnyRule", bound=RuleModel)

KINDS: dict[type[RuleModel], "RuleKind[Any]"] = {}
"""The one scorer of each rule model."""


class RuleKind(ABC, Generic[AnyRule]):
    """How one kind of RULE scores an indicator. ``title`` names it in the rule picker."""

    title: ClassVar[str]

    def __init_subclass__(cls, *, model: type[RuleModel]) -> None:
        KINDS[model] = cls()

    @abstractmethod
    def award(self, rule: AnyRule, subject: Subject) -> Award:
        """Score the indicator. Never raises: what cannot be scored gets no score and says why."""

    @abstractmethod
    def describe(self, rule: AnyRule) -> str:
        """The rule as a plain Chinese sentence."""
