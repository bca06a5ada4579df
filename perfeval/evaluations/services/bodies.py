"""The body of a report section as one value: typed in an editor as HTML, stored as paragraphs or blocks."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from perfeval.core.package.report import Block
from perfeval.core.richtext import plain_text, read_html, write_html
from perfeval.core.richtext.body import plain_block
from perfeval.evaluations.models import Section

from .cells import Cell
from .errors import FieldError
from .typing_in import first_problem

BODY = "body"
"""The name of the body in field names: ``section.12.body``."""

_BLOCKS: TypeAdapter[list[Block]] = TypeAdapter(list[Block])


@dataclass
class BodyCell(Cell):
    """A section's ``text`` and ``blocks`` together; its value is the HTML that ``write_html`` writes."""

    @property
    def value(self) -> Any:
        """The body as HTML."""
        row = self._section
        return write_html(row.text, _BLOCKS.validate_python(row.blocks or []))

    def shown(self, written: str) -> str:
        """The words without the markup."""
        return plain_text(read_html(written))

    def read(self, text: str) -> Any:
        """What was sent, cleaned. Raises FieldError where it is too long."""
        try:
            body = read_html(text)
            self.adapter.validate_python(body.text)
        except ValidationError as error:
            raise FieldError(first_problem(error)) from error
        return write_html(body.text, body.blocks)

    def put(self, value: Any) -> None:
        """Store it as paragraphs where it is no more than that; what stands beside a block stays with it."""
        row, body = self._section, read_html(value)
        known = {_key(plain_block(Block.model_validate(block))): block for block in row.blocks or []}
        row.text = body.text
        row.blocks = [known.get(_key(block)) or _record(block) for block in body.blocks] if body.blocks else None

    @property
    def columns(self) -> list[str]:
        """The columns that a value changes."""
        return ["text", "blocks"]

    @property
    def _section(self) -> Section:
        assert isinstance(self.row, Section)  # noqa: S101 - for the type checker
        return self.row


def _key(block: Block) -> str:
    return block.model_dump_json()


def _record(block: Block) -> dict[str, Any]:
    record: dict[str, Any] = block.model_dump(mode="json", exclude_defaults=True)
    if "list" in record and "table" not in record:
        record["ordered"] = block.ordered
    return record
