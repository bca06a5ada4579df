"""基本信息: the department and its units, who fills in and signs; 评价组人员."""

from django.utils.translation import gettext as _

from perfeval.core.package import DepartmentInfo, Package
from perfeval.core.package.package import Filing, Staff
from perfeval.core.tables.model import Row, Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import SelfEvaluation

from ..screens.progress import Progress
from .counting import Counts
from .form import Block, Names, grid, headings, labelled, line, lines, number

_DEPARTMENT = ("name", "code", "short_name", "region")
_MEMBER = ("role", "name", "title", "organisation")
_FILING = ("prepared_by", "phone", "date", "approved_by")


def basics(loaded: Loaded) -> list[Block]:
    """The department with its units, and the foot of the forms."""
    package = loaded.package
    return [
        Block(_department(package.department)),
        Block(_units(package.department), kind="unit", hint=_("别名是报告正文里的其他叫法，一行一个")),
        Block(_filing(package.filing or Filing())),
    ]


def basics_names(loaded: Loaded) -> Names:
    """The aliases of a unit are typed as one text, a line each."""
    place = f"evaluation.{loaded.evaluation.pk}.department_info/units"
    count = len(loaded.package.department.units)
    return {f"/department/units/{index}/aliases": f"{place}/{index}/aliases" for index in range(count)}


def basics_progress(evaluation: SelfEvaluation, _counts: Counts) -> Progress:
    """What the forms print of the department and its officers."""
    department, filing = evaluation.department_info or {}, evaluation.filing or {}
    staff = department.get("staff") or {}
    typed = [
        department.get("name"),
        bool(department.get("units")),
        staff.get("actual"),
        *(filing.get(name) for name in _FILING),
    ]
    return Progress(len(typed), sum(not value for value in typed))


def _department(info: DepartmentInfo) -> Table:
    words = {"name": _("部门名称"), "code": _("部门代码"), "short_name": _("简称"), "region": _("所属地区")}
    staff = info.staff or Staff()
    ref = "/department"
    rows = [labelled(words[name], line(getattr(info, name), f"{ref}/{name}")) for name in _DEPARTMENT]
    rows += [
        labelled(_("编制数（人）"), number(staff.establishment, f"{ref}/staff/establishment")),
        labelled(_("实有人数（人）"), number(staff.actual, f"{ref}/staff/actual")),
    ]
    return grid("department", _("部门"), (30, 70), rows)


def _units(info: DepartmentInfo) -> Table:
    rows = [headings(_("单位代码"), _("预算单位"), _("别名"))]
    for index, unit in enumerate(info.units):
        ref = f"/department/units/{index}"
        aliases = lines("\n".join(unit.aliases), f"{ref}/aliases")
        rows.append(Row((line(unit.code, f"{ref}/code"), line(unit.name, f"{ref}/name"), aliases), anchor=ref))
    return grid("units", _("预算单位"), (20, 45, 35), rows)


def _filing(filing: Filing) -> Table:
    words = {
        "prepared_by": _("填表人"),
        "phone": _("联系电话"),
        "date": _("填报日期"),
        "approved_by": _("单位负责人"),
    }
    rows = [labelled(words[name], line(getattr(filing, name), f"/filing/{name}")) for name in _FILING]
    return grid("filing", _("填报与签字"), (30, 70), rows)


def members(loaded: Loaded) -> list[Block]:
    """The evaluation group, a row per member."""
    return [Block(_members(loaded.package), kind="signatory")]


def members_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """Whether there are members."""
    return Progress(max(counts.signatories, 1), int(counts.signatories == 0))


def _members(package: Package) -> Table:
    rows = [headings(_("组内职务"), _("姓名"), _("职务"), _("工作单位"))]
    for index, member in enumerate(package.signatories):
        ref = f"/signatories/{index}"
        cells = tuple(line(getattr(member, name), f"{ref}/{name}") for name in _MEMBER)
        rows.append(Row(cells, anchor=ref))
    return grid("members", _("评价工作组"), (20, 20, 25, 35), rows)
