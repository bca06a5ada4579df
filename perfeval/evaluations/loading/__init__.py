"""Reading a self-evaluation, or one sheet of it, into a computed package in a constant number of queries."""

from .loaded import Loaded, load
from .reviews import read_reviews_by
from .sheets import read_sheets

__all__ = ["Loaded", "load", "read_reviews_by", "read_sheets"]
