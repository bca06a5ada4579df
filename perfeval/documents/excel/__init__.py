"""Tables → an Excel workbook: one sheet for each, real numbers, formulas where one number follows from others."""

from .book import workbook_of

__all__ = ["workbook_of"]
