"""The functions of the value language, by name. Adding one is adding a decorated function to a module here."""

from . import accounts, arithmetic, lists, package, projects, tree
from .registry import FUNCTIONS, Function

__all__ = ["FUNCTIONS", "Function", "accounts", "arithmetic", "lists", "package", "projects", "tree"]
