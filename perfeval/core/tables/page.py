"""What stands around every grid: title, captions, footer, notes and the attachment's number."""

from collections.abc import Iterable, Sequence

from perfeval.core.scheme import Scheme
from perfeval.core.scheme.layout import Page
from perfeval.core.scheme.templates import fill

from .model import Row, Table
from .placeholders import Values


def page_table(
    page: Page, *, key: str, values: Values, widths: Sequence[int], rows: Iterable[Row], number: str = "", ref: str = ""
) -> Table:
    """A table of these rows with the page's wording around it."""
    title = fill(page.title, values)
    return Table(
        key=key,
        title=title,
        widths=tuple(widths),
        rows=tuple(rows),
        subtitle=fill(page.subtitle, values),
        number=number,
        captions=tuple(
            (fill(left, values), fill(middle, values), fill(right, values)) for left, middle, right in page.captions
        ),
        footer=tuple(fill(line, values) for line in page.footer),
        notes=tuple(fill(line, values) for line in page.notes),
        orientation=page.orientation,
        bookmark=f"{number} {title}".strip(),
        ref=ref,
    )


def attachment_number(scheme: Scheme, kinds: Sequence[str], values: Values, list_key: str | None = None) -> str:
    """The number (附件3-1) under which the scheme attaches a table; empty where it does not."""
    for attachment in scheme.attachments:
        if attachment.kind in kinds and attachment.list == list_key:
            return fill(attachment.number, values)
    return ""
