"""Parts → a Word file that can be edited on: real headings, styles, merged cells, sections, page numbers, contents."""

from .document import word_file

__all__ = ["word_file"]
