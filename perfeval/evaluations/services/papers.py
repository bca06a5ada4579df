"""Adding to the working papers (工作底稿), which otherwise follow from the indicators."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import PaperRow, SelfEvaluation, WorkingPaper

from .changing import Changed, change

MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line under ``label`` that begins with ``lead``; without ``text`` the line follows from the data again."""

    label: str
    lead: str
    text: str | None


def write_paper(*, actor: User, evaluation: SelfEvaluation, key: str, lines: Sequence[TypedLine]) -> Changed:
    """Store lines of the paper of the indicator with this code or place. Raises PermissionDenied."""

    def act(rows: Rows) -> None:
        paper, _new = WorkingPaper.objects.get_or_create(
            evaluation=rows.evaluation, indicator=key, defaults={"order": len(rows.children(c.WORKING_PAPER))}
        )
        for line in lines:
            _write(paper, line)
        if not paper.rows.exists() and paper.published is None:
            paper.delete()

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("填写工作底稿"), act=act)


def _write(paper: WorkingPaper, line: TypedLine) -> None:
    row = _row_of(paper, line)
    if line.text is None:
        if row is not None:
            row.delete()
        return
    row = row or PaperRow(paper=paper, label=line.label, order=paper.rows.count())
    row.text = f"{line.lead}{line.text[:MAX_TEXT]}"
    row.save()


def _row_of(paper: WorkingPaper, line: TypedLine) -> PaperRow | None:
    """The row that was typed for this line; a row without a label belongs to the one above."""
    label = ""
    for row in paper.rows.order_by("order", "pk"):
        label = row.label or label
        if label == line.label and (not line.lead or (row.text or "").startswith(line.lead)):
            return row
    return None
