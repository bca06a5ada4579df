"""The RULE kinds of the exchange format, one module each. Adding a kind means adding its model and a module here."""

from importlib import import_module
from pkgutil import iter_modules

from perfeval.core.package.rules import RuleModel

from ..award import Award, Subject
from .base import KINDS, RuleKind

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def award(rule: RuleModel, subject: Subject) -> Award:
    """Score an indicator by its rule."""
    return KINDS[type(rule)].award(rule, subject)


def describe(rule: RuleModel) -> str:
    """A rule as a plain Chinese sentence, for the rule picker and the working papers."""
    return KINDS[type(rule)].describe(rule)


def title(rule: RuleModel) -> str:
    """The name of the rule's kind: 完成比率法."""
    return KINDS[type(rule)].title


__all__ = ["KINDS", "RuleKind", "award", "describe", "title"]
