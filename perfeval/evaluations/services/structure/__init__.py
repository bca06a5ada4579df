"""Rows of a sheet: add, duplicate, move, delete; every change can be taken back."""

from .acts import ACTS, Act, Part, add_part, change_row
from .library import insert_indicator

__all__ = ["ACTS", "Act", "Part", "add_part", "change_row", "insert_indicator"]
