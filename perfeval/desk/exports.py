"""The desk's lists and statistics as an Excel workbook."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from perfeval.directory.models import FiscalYear

from .figures import Figures, Group
from .listing import WORDS
from .standing import Standing
from .workbooks import Row, workbook_of

YUAN = "元"


def progress_workbook(year: FiscalYear, standings: Sequence[Standing], figures: Figures, written: datetime) -> bytes:
    """One sheet with all departments, one with the statistics."""
    title = f"{year.region.name} {year.year}"
    headings = [_("序号"), _("编码"), _("部门"), _("状态"), _("截止日期"), _("逾期天数"), _("整体得分"), _("等级")]
    rows = [_row(number, one) for number, one in enumerate(standings, start=1)]
    grades = figures.grade_words
    lines = [_line(group, grades) for group in _groups(figures)]
    return workbook_of(
        [
            (
                _("填报进度"),
                f"{title} {_('填报进度')}",
                [*headings, _("预算执行率（%）"), _("项目数"), _("项目平均分"), _("错误"), _("提醒")],
                (6, 12, 40, 12, 12, 9, 10, 8, 12, 8, 12, 8, 8),
                rows,
            ),
            (_("统计"), f"{title} {_('统计')}", [*_line_headings(), *grades], (40, *(14,) * (6 + len(grades))), lines),
        ],
        written,
    )


def _row(number: int, one: Standing) -> Row:
    return [
        number,
        one.department.code,
        one.department.name,
        str(WORDS[one.state]),
        one.until.isoformat() if one.until else "",
        one.days_over or None,
        one.total,
        one.grade,
        one.rate,
        one.projects or None,
        one.average,
        one.findings.errors if one.findings else None,
        one.findings.warnings if one.findings else None,
    ]


def _groups(figures: Figures) -> list[Group]:
    return [figures.departments, figures.projects, *figures.by_level, *figures.by_unit]


def _line_headings() -> list[str]:
    money = [f"{_('全年预算数')}（{YUAN}）", f"{_('全年执行数')}（{YUAN}）"]
    return [_("范围"), _("数量"), _("已有得分"), _("平均分"), *money, _("预算执行率（%）")]


def _line(group: Group, grades: Sequence[str]) -> Row:
    figures = (group.label, group.count, group.scored, group.average, group.adjusted, group.executed, group.rate)
    return [*figures, *(group.grades.get(grade, 0) for grade in grades)]
