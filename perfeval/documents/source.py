"""Our HTML as WeasyPrint takes it: read by the XML parser, since it is well formed and need not be repaired."""

from xml.etree import ElementTree

import weasyprint
from weasyprint import cssselect2
from weasyprint.urls import URLFetcher

from .typography.guard import VERSION

NOTHING = URLFetcher(allowed_protocols=())
"""A document is made of its data alone: nothing in a text may make the program fetch a file."""

DOCTYPE = "<!DOCTYPE html>"


def source_of(html: str) -> weasyprint.HTML:
    """The page; with the parser of browsers where a text has a character that XML knows nothing of."""
    tree = _tree(html) if weasyprint.__version__ == VERSION else None
    if tree is None:
        return weasyprint.HTML(string=html, url_fetcher=NOTHING)
    source = weasyprint.HTML.__new__(weasyprint.HTML)
    source.base_url, source.url_fetcher, source.media_type = None, NOTHING, "print"
    source.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def _tree(html: str) -> ElementTree.Element | None:
    """None where it is no XML; html.py writes no entities that could be blown up."""
    try:
        return ElementTree.fromstring(html.removeprefix(DOCTYPE))  # noqa: S314 - our own text
    except ElementTree.ParseError:
        return None
