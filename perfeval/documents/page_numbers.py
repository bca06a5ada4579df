"""Page numbers (GB/T 9704): drawn on empty sheets of their own and laid over the finished pages.

So a part is the same wherever it stands, and can be kept when the pages before it change.
"""

from collections.abc import Sequence

from . import engine


def number_sheets(pages: Sequence[tuple[int, bool]]) -> bytes:
    """A PDF with one sheet for each (page number, is landscape), in this order."""
    return engine.write(engine.lay_out("".join(_sheet_html(number, landscape) for number, landscape in pages)))


def _sheet_html(number: int, landscape: bool) -> str:
    side = "odd" if number % 2 else "even"
    paragraph = f'<p class="number-{side}">— {number} —</p>'
    turned = " number-turned" if landscape else ""
    orientation = "landscape" if landscape else "portrait"
    return f'<section class="number-{orientation}"><div class="number-sheet{turned}">{paragraph}</div></section>'
