"""Rows of a sheet: add, duplicate, move, delete; every change can be taken back."""

from .acts import ACTS, Act, Part, add_part, change_row

__all__ = ["ACTS", "Act", "Part", "add_part", "change_row"]
