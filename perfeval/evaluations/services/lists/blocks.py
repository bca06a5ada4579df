"""Pieces of a report section that are more than paragraphs."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Section, SelfEvaluation

from ..changing import Changed, change
from ..errors import ChangeRefusedError
from .lines import read_lines


class BlockForm(TextChoices):
    """What can be put into a section."""

    TEXT = "text", gettext_lazy("段落")
    LIST = "list", gettext_lazy("条目")
    NUMBERED = "numbered", gettext_lazy("编号条目")
    GRID = "grid", gettext_lazy("表格")
    PROJECTS = "projects", gettext_lazy("全部项目表")
    OWN = "own", gettext_lazy("本级项目表")
    TRANSFER = "transfer", gettext_lazy("转移支付项目表")
    SENTENCE = "sentence", gettext_lazy("按数据生成的句子")


def add_block(*, actor: User, evaluation: SelfEvaluation, section: int, form: BlockForm, content: str) -> Changed:
    """Put a piece at the end of a section; paragraphs that stand there already become its first piece.

    ``content`` is text, a line per item, tab-separated rows below a row of headings, or the id of a sentence. Raises
    ChangeRefusedError, PermissionDenied.
    """

    def act(rows: Rows) -> None:
        row = rows.find("section", section)
        if not isinstance(row, Section):
            raise ChangeRefusedError(_("这一行已不存在，可能已被删除"))
        row.blocks = [*_present(row), _record(form, content.replace("\r\n", "\n"))]
        row.text = None
        row.save(update_fields=["blocks", "text"])

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("添加"), act=act)


def _present(row: Section) -> list[dict[str, Any]]:
    return list(row.blocks or ([{"text": row.text}] if row.text else []))


def _record(form: BlockForm, content: str) -> dict[str, Any]:
    """The piece as the package has it."""
    if form == BlockForm.TEXT:
        return {"text": content.strip()}
    if form in (BlockForm.LIST, BlockForm.NUMBERED):
        return {
            "list": [line.strip() for line in content.split("\n") if line.strip()],
            "ordered": form == form.NUMBERED,
        }
    if form == BlockForm.GRID:
        return {"grid": _grid(read_lines(content))}
    if form == BlockForm.SENTENCE:
        return {"sentence": content.strip()}
    return {"table": "projects"} if form == BlockForm.PROJECTS else {"table": "projects", "list": form.value}


def _grid(lines: list[list[str]]) -> dict[str, Any]:
    """The first line heads the columns; short lines are filled up."""
    if not lines:
        raise ChangeRefusedError(_("表格的第一行是各列标题"))
    width = max(map(len, lines))
    columns, *rows = ([*line, *[""] * (width - len(line))] for line in lines)
    return {"columns": columns, "rows": rows}
