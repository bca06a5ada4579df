"""The body of a report section as HTML for an editor, and back: nothing but text and its structure gets through."""

from .body import Body, normal_form, plain_text
from .reading import read_html
from .writing import write_html

__all__ = ["Body", "normal_form", "plain_text", "read_html", "write_html"]
