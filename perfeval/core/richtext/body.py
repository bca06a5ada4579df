"""What stands under a heading of a report: paragraphs alone, or blocks where it is more than paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfeval.core.package.report import Block

HEADING_TAGS = {"part": "h1", "numeral": "h2", "bracket": "h3", "digit": "h4", "digit-bracket": "h5"}
"""The tag of a heading inside the text by the style of its number (GB/T 9704)."""


@dataclass(frozen=True, slots=True)
class Body:
    """Either ``text`` (a blank line between paragraphs) or ``blocks``; neither where there is nothing."""

    text: str | None = None
    blocks: tuple[Block, ...] | None = None


def normal_form(text: str | None, blocks: Sequence[Block] | None) -> Body:
    """The body without what cannot be seen: empty texts, lists and tables; ``published`` and ``note`` of blocks."""
    kept = [plain_block(block) for block in blocks or ()]
    seen = tuple(block for block in kept if _is_seen(block))
    if seen:
        return Body(blocks=seen)
    return Body(text=text if not blocks and (text or "").strip() else None)


def plain_text(body: Body) -> str:
    """What a body says, for a message: without its structure."""
    if body.blocks is None:
        return body.text or ""
    return "\n".join(_said(block) for block in body.blocks)


def _said(block: Block) -> str:
    if block.grid is not None:
        return "\n".join("\t".join(row) for row in (block.grid.columns, *block.grid.rows) if row)
    if isinstance(block.list, list):
        return "\n".join(block.list)
    return block.text or ""


def plain_block(block: Block) -> Block:
    """A block with what it says and nothing beside it."""
    if block.sentence is not None:
        return Block(sentence=block.sentence, text=block.text or None)
    if block.grid is not None:
        return Block(grid=block.grid.model_copy(update={"published": None, "note": None}))
    if block.table is not None:
        return Block(table=block.table, list=block.list if isinstance(block.list, str) else None)
    if isinstance(block.list, list):
        return Block(list=block.list, ordered=block.ordered)
    return Block(text=block.text)


def _is_seen(block: Block) -> bool:
    if block.grid is not None:
        return bool(block.grid.columns) or any(block.grid.rows)
    if block.sentence is not None or block.table is not None:
        return True
    return bool(block.list) or bool((block.text or "").strip())
