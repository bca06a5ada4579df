"""The table of contents of a batch (目录): every department of the region, with its file or why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.language import _
from perfeval.directory.models import Department, FiscalYear
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.selectors import with_overall_results
from perfeval.jobs.models import Job, JobItem

from .workbooks import Row, workbook_of

HEADINGS = ("序号", "部门编码", "部门", "状态", "得分", "等级", "文件", "字节数", "SHA-256", "说明")
WIDTHS = (6, 12, 34, 12, 9, 8, 60, 12, 68, 40)


@dataclass(frozen=True, slots=True)
class Line:
    """One department of the table of contents."""

    department: Department
    state: str
    total: Decimal | None
    grade: str
    file: str
    size: int | None
    sha256: str
    remark: str


def lines_of(year: FiscalYear, items: Sequence[JobItem], names: Mapping[int, str]) -> list[Line]:
    """All departments of the year's region; ``names`` are those of the files in the archive by the item's key."""
    found = SelfEvaluation.objects.filter(department__region=year.region_id, year=year.year)
    evaluations = {one.department_id: one for one in with_overall_results(found)}
    by_evaluation = {item.key: item for item in items}
    departments = Department.objects.filter(region=year.region_id).order_by("code", "name")
    return [_line(department, evaluations.get(department.pk), by_evaluation, names) for department in departments]


def _line(
    department: Department,
    evaluation: SelfEvaluation | None,
    items: Mapping[str, JobItem],
    names: Mapping[int, str],
) -> Line:
    if evaluation is None:
        return Line(department, _("未填报"), None, "", "", None, "", "")
    item = items.get(str(evaluation.pk))
    file = names.get(item.pk, "") if item else ""
    return Line(
        department,
        evaluation.get_state_display(),
        getattr(evaluation, "overall_total", None),
        getattr(evaluation, "overall_grade", None) or "",
        file,
        item.size if item and file else None,
        item.sha256 if item and file else "",
        item.problem if item else _("不在本次打包范围"),
    )


def contents_workbook(job: Job, lines: Sequence[Line]) -> bytes:
    """The table of contents as a workbook; its dates are those of the job."""
    rows = [[number, *_values(line)] for number, line in enumerate(lines, start=1)]
    return workbook_of([("目录", job.title, HEADINGS, WIDTHS, rows)], job.created_at)


def _values(line: Line) -> Row:
    department = line.department
    stand = (department.code, department.name, line.state, line.total, line.grade)
    return [*stand, line.file, line.size, line.sha256, line.remark]
