"""The rows of the permission matrix for sections, findings, papers, evidence and workbooks.

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

from django.core.files.base import ContentFile

from perfeval.directory.models import Role, User
from perfeval.evaluations.models import Evidence, Indicator, SelfEvaluation, Sheet, SheetKind

from ..factories import person

LOGIN = 302
VIEW = (LOGIN, 200, 404, 200, 404, 200, 404, 404, 404, 404)
EDIT = (LOGIN, 200, 404, 403, 404, 403, 404, 404, 404, 404)
ACT = (LOGIN, 302, *EDIT[2:])
REFUSED = (LOGIN, 422, *EDIT[2:])

SECTION_MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "evaluations:manual"): (LOGIN, *(200,) * 9),
    ("GET", "evaluations:field_guide"): (LOGIN, *(200,) * 9),
    ("POST", "evaluations:table_items"): ACT,
    ("GET", "evaluations:report_findings"): VIEW,
    ("GET", "evaluations:findings"): VIEW,
    ("GET", "evaluations:findings_count"): VIEW,
    ("GET", "evaluations:fields"): VIEW,
    ("GET", "evaluations:papers"): VIEW,
    ("GET", "evaluations:paper"): VIEW,
    ("POST", "evaluations:paper"): ACT,
    ("GET", "evaluations:evidence"): VIEW,
    ("POST", "evaluations:evidence"): REFUSED,
    ("POST", "evaluations:evidence_change"): ACT,
    ("GET", "evaluations:evidence_file"): VIEW,
    ("GET", "exchange:workbook"): VIEW,
    ("POST", "exchange:workbook"): REFUSED,
    ("GET", "exchange:workbook_file"): VIEW,
    ("POST", "exchange:workbook_apply"): ACT,
    ("GET", "exchange:projects"): EDIT,
    ("POST", "exchange:projects"): REFUSED,
    ("POST", "exchange:projects_columns"): ACT,
    ("POST", "exchange:projects_apply"): ACT,
}
SECTION_SENT = {"evaluations:table_items": {"into": "task", "lines": "重点任务"}}
"""What is posted where something has to be."""


def section_numbers(name: str, evaluation: SelfEvaluation) -> list[int | str]:
    """What an address names: made where it is not there yet."""
    screen = name.partition(":")[2]
    if screen in ("manual", "field_guide"):
        return []
    if screen == "paper":
        return [evaluation.pk, _paper_of(evaluation)]
    if screen in ("evidence_change", "evidence_file"):
        return [evaluation.pk, _evidence_of(evaluation).pk]
    keys = {"table_items": ["tasks"], "report_findings": ["report"]}
    return [evaluation.pk, *keys.get(screen, [])]


def _paper_of(evaluation: SelfEvaluation) -> str:
    sheet, _new = Sheet.objects.get_or_create(evaluation=evaluation, kind=SheetKind.OVERALL)
    Indicator.objects.get_or_create(sheet=sheet, code="A1", defaults={"name": "整体指标", "level": 1})
    return "A1"


def _evidence_of(evaluation: SelfEvaluation) -> Evidence:
    uploader = User.objects.filter(username="uploader").first() or person(Role.AUTHOR, evaluation.department)
    evidence, new = Evidence.objects.get_or_create(
        evaluation=evaluation, sha256="0" * 64, defaults={"name": "甲.pdf", "size": 5, "uploaded_by": uploader}
    )
    if new:
        evidence.file.save("甲.pdf", ContentFile(b"%PDF-"))
    return evidence
