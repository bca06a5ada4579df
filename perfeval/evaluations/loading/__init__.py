"""Reading a self-evaluation, or one sheet of it, into a computed package in a constant number of queries."""

from .loaded import Loaded, load

__all__ = ["Loaded", "load"]
