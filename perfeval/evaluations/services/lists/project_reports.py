"""The report of a single project, where the scheme has one: begun with the scheme's headings, and deleted."""

from perfeval.core.language import _
from perfeval.core.scheme.blank import blank_project_report
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Report, SelfEvaluation, SheetKind
from perfeval.schemes.selectors import scheme_of

from ..changing import Changed, change
from ..errors import ChangeRefusedError
from ..storing import Writer


def start_project_report(*, actor: User, evaluation: SelfEvaluation, project: int) -> Changed:
    """Begin the report of the project with this key.

    Raises ChangeRefusedError where it has one, or the scheme has none for projects; PermissionDenied.
    """

    def act(rows: Rows) -> None:
        found = next((one.project for one in rows.sheets(SheetKind.PROJECT) if one.project.pk == project), None)
        if found is None:
            raise ChangeRefusedError(_("这个项目已不存在，可能已被删除"))
        if rows.only(c.REPORT, found.pk) is not None:
            raise ChangeRefusedError(_("这一部分已经建立"))
        scheme, here = scheme_of(rows.evaluation.scheme), rows.evaluation
        blank = blank_project_report(scheme, here.year, here.department.name, found.name)
        if blank is None:
            raise ChangeRefusedError(_("填报方案没有这一部分"))
        Writer(here).write_report(found, blank.model_dump(mode="json", exclude_unset=True))

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("建立项目自评报告"), act=act)


def delete_project_report(*, actor: User, evaluation: SelfEvaluation, report: int) -> Changed:
    """Delete the report of a project with all that is written in it; raises like ``start_project_report``."""

    def act(rows: Rows) -> None:
        found = rows.find(c.REPORT.label, report)
        if not isinstance(found, Report) or found.project_id is None:
            raise ChangeRefusedError(_("没有这份报告"))
        found.delete()

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("删除项目自评报告"), act=act)
