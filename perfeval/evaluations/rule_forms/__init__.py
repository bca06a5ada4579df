"""The rule picker's forms: one per kind of rule, from a rule to fields and back."""

from .editor import RuleEditor, editor_for
from .measures import Figures

__all__ = ["Figures", "RuleEditor", "editor_for"]
