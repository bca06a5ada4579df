"""Page numbers (GB/T 9704): drawn on empty sheets of their own and laid over the finished pages.

So a part is the same wherever it stands, and can be kept when the pages before it change. The sheets are made ten at a
time and kept too: after the first document none is drawn again.
"""

from . import engine
from .cache import PartCache, key_of

BLOCK = 10


def block_of(number: int) -> int:
    """Which block of sheets holds a page number, from 0; its place in the block is ``(number - 1) % BLOCK``."""
    return (number - 1) // BLOCK


def number_sheets(block: int, landscape: bool, cache: PartCache) -> bytes:
    """A PDF of ten empty sheets with their numbers."""
    first = block * BLOCK + 1
    body = "".join(_sheet_html(number, landscape) for number in range(first, first + BLOCK))
    key = key_of(body)
    kept = cache.get(key)
    if kept is not None:
        return kept
    drawn = engine.write_part(engine.lay_out(body))
    cache.put(key, drawn)
    return drawn


def _sheet_html(number: int, landscape: bool) -> str:
    side = "odd" if number % 2 else "even"
    orientation, turned = ("landscape", " number-turned") if landscape else ("portrait", "")
    paragraph = f'<p class="number-{side}">— {number} —</p>'
    return f'<section class="number-{orientation}"><div class="number-sheet{turned}">{paragraph}</div></section>'
