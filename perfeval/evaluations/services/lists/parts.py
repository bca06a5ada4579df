"""Parts that a self-evaluation may have or not: final accounts, survey, basic data, report."""

from enum import StrEnum
from typing import Any

from perfeval.core.language import _
from perfeval.core.package.base import Record
from perfeval.core.scheme.blank import blank_basic_data, blank_report, blank_survey
from perfeval.core.scheme.scheme import Scheme
from perfeval.directory.models import User
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import SelfEvaluation
from perfeval.schemes.selectors import scheme_of

from ..changing import Changed, change
from ..errors import ChangeRefusedError
from ..storing import Writer


class Part(StrEnum):
    """A part that there is at most once."""

    FINAL_ACCOUNTS = "final_accounts"
    SURVEY = "survey"
    BASIC_DATA = "basic_data"
    REPORT = "report"


def start_part(*, actor: User, evaluation: SelfEvaluation, part: Part) -> Changed:
    """Begin a part as the scheme prescribes it, else empty.

    Raises ChangeRefusedError where it is there already, or the scheme has no form for it; PermissionDenied.
    """

    def act(rows: Rows) -> None:
        if part in _present(rows.evaluation):
            raise ChangeRefusedError(_("这一部分已经建立"))
        Writer(rows.evaluation).write({part.value: _document(rows.evaluation, part)})

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("建立"), act=act)


def _present(evaluation: SelfEvaluation) -> set[Part]:
    single = {part for part in Part if part != Part.REPORT and hasattr(evaluation, part.value)}
    return single | ({Part.REPORT} if evaluation.reports.filter(project=None).exists() else set())


def _document(evaluation: SelfEvaluation, part: Part) -> dict[str, Any]:
    blank = _blank(evaluation, scheme_of(evaluation.scheme), part)
    if part == Part.FINAL_ACCOUNTS or (part == Part.SURVEY and blank is None):
        return {}
    if blank is None:
        raise ChangeRefusedError(_("填报方案没有这一部分"))
    document: dict[str, Any] = blank.model_dump(mode="json", exclude_unset=True)
    return document


def _blank(evaluation: SelfEvaluation, scheme: Scheme, part: Part) -> Record | None:
    if part == Part.SURVEY:
        return blank_survey(scheme, evaluation.year, evaluation.department.name)
    if part == Part.BASIC_DATA:
        return blank_basic_data(scheme, evaluation.year)
    if part == Part.REPORT:
        return blank_report(scheme, evaluation.year, evaluation.department.name)
    return None
