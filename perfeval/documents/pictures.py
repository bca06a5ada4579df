"""Pages of a PDF as pictures: what stands beside a form while it is filled in is the very page that is printed."""

import io
import threading
from base64 import b64encode
from dataclasses import dataclass

import pypdfium2

SCALE = 1.25
"""Points to pixels: a page of A4 is 745 pixels wide, readable in a panel and 35 ms to draw."""

MOST_PAGES = 6
"""Pages that are drawn; whoever wants more opens the PDF."""

_PDFIUM = threading.Lock()
"""PDFium works for one thread at a time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as PNG, with its size in pixels; ``number`` counts from 1."""

    number: int
    width: int
    height: int
    png: bytes

    @property
    def source(self) -> str:
        """The picture as an address of its own: no second request, nothing kept on the server."""
        return f"data:image/png;base64,{b64encode(self.png).decode()}"


@dataclass(frozen=True, slots=True)
class Pages:
    """The first pages of a document, and how many it has in all."""

    pictures: tuple[Picture, ...]
    count: int

    @property
    def others(self) -> int:
        """Pages that are not drawn."""
        return self.count - len(self.pictures)


def draw_pages(pdf: bytes, most: int = MOST_PAGES) -> Pages:
    """The first pages in shades of grey, as they are printed."""
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            count = len(document)
            return Pages(tuple(_draw(document, index) for index in range(min(count, most))), count)
        finally:
            document.close()


def _draw(document: pypdfium2.PdfDocument, index: int) -> Picture:
    page = document[index]
    image = page.render(scale=SCALE, grayscale=True).to_pil()
    page.close()
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=3)
    return Picture(index + 1, image.width, image.height, written.getvalue())
