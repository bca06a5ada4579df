"""The forms of the sample packages as they come out on paper."""

from collections.abc import Iterator

import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import TableCellBox, TextBox

from perfeval.core.tables.model import Table
from perfeval.documents.assemble import parts_of
from perfeval.documents.blocks import Part
from perfeval.documents.engine import write
from perfeval.documents.part_pdf import lay_out_part

from .cases import SLUGS, case
from .making import squeezed, text_of

FORMS = [
    ("gaoyi-2022", "overall", 5),
    ("gaoyi-2022", "list:all", 4),
    ("jincheng-2022", "project:7", 1),
    ("jincheng-2022", "accounts-01", 1),
    ("jincheng-2022", "accounts-06", 1),
    ("miluo-2023", "basic_data", 1),
    ("miluo-2023", "overall", 1),
    ("qinhuangdao-2023", "list:own", 3),
    ("xundian-2023", "overall", 5),
    ("xundian-2023", "survey", 1),
]
TOLERANCE = 1
"""CSS pixels (a quarter of a millimetre)."""


def overflowing(document: weasyprint.Document) -> Iterator[str]:
    """Texts that stand beyond the content of their page, or of their cell."""
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        left, right = box.content_box_x() - TOLERANCE, box.content_box_x() + box.width + TOLERANCE
        bottom = box.content_box_y() + box.height + TOLERANCE
        for text in box.descendants():
            if isinstance(text, TextBox) and text.text.strip():
                inside = left <= text.position_x and text.position_x + text.width <= right
                if not inside or text.position_y + text.height > bottom:
                    yield f"{number}: {text.text}"
            if isinstance(text, TableCellBox):
                yield from (f"{number}: {word}" for word in wider_than(text))


def wider_than(cell: TableCellBox) -> Iterator[str]:
    edge = cell.position_x + cell.border_width() + TOLERANCE
    for text in cell.descendants():
        if isinstance(text, TextBox) and text.text.strip() and text.position_x + text.width > edge:
            yield text.text


def printed_texts(part: Part) -> list[str]:
    table = part.blocks[0]
    assert isinstance(table, Table)
    return [squeezed(cell.printed) for cell in table.cells() if cell.printed.strip()]


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "key", "pages"), FORMS, ids=[f"{slug} {key}" for slug, key, _ in FORMS])
def test_a_form_is_printed_whole_on_its_pages(slug: str, key: str, pages: int) -> None:
    (part,) = parts_of(*case(slug), key)
    document = lay_out_part(part)
    assert list(overflowing(document)) == []
    assert len(document.pages) == pages
    text = squeezed(text_of(write(document), "-raw"))
    lost = {character for printed in printed_texts(part) for character in printed} - set(text)
    assert lost == set()


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_no_character_of_the_samples_lacks_a_font(slug: str) -> None:
    from perfeval.documents.fonts import uncovered

    parts = parts_of(*case(slug))
    assert uncovered((place, text) for part in parts for place, text in part.texts()) == []
