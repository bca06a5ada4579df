"""Entering departments."""

from django.db.models import Q

from perfeval.core.language import _
from perfeval.core.package import DepartmentInfo, PackageError
from perfeval.core.package.package import Unit as UnitInfo

from .models import CODE_LENGTH, NAME_LENGTH, Department, Region, Unit


def department_for(*, info: DepartmentInfo, may_create: bool) -> Department:
    """The department that a package names by region and name; entered where it is missing and may be.

    Raises PackageError: an unknown department, a missing region, a code that another department has.
    """
    region_name = info.region or ""
    found = Department.objects.filter(region__name=region_name, name=info.name).select_related("region").first()
    if found:
        return found
    if not may_create:
        raise PackageError([("/department/name", _("没有这个部门：{name}").format(name=info.name))])
    if not region_name:
        raise PackageError([("/department/region", _("缺少地区，不知道是哪里的部门"))])
    return _enter_department(info, _region_named(region_name))


def _region_named(name: str) -> Region:
    if len(name) > CODE_LENGTH:
        raise PackageError([("/department/region", _("文字太长"))])
    return Region.objects.filter(name=name).first() or Region.objects.create(name=name)


def _enter_department(info: DepartmentInfo, region: Region) -> Department:
    _refuse_unusable(info, region)
    department = Department.objects.create(
        region=region, code=info.code or "", name=info.name, short_name=info.short_name or ""
    )
    first: dict[str, UnitInfo] = {}
    for unit in info.units:
        first.setdefault(unit.name, unit)
    Unit.objects.bulk_create(
        Unit(department=department, code=unit.code or "", name=unit.name, aliases=list(unit.aliases), order=order)
        for order, unit in enumerate(first.values())
    )
    return department


def _refuse_unusable(info: DepartmentInfo, region: Region) -> None:
    """Refuse what the directory cannot hold: texts that are no codes and names, a code that is taken."""
    long = [
        (f"/department/units/{index}/code", _("文字太长"))
        for index, unit in enumerate(info.units)
        if len(unit.code or "") > CODE_LENGTH
    ]
    if len(info.code or "") > CODE_LENGTH:
        long.append(("/department/code", _("文字太长")))
    if len(info.short_name or "") > NAME_LENGTH:
        long.append(("/department/short_name", _("文字太长")))
    if long:
        raise PackageError(long)
    other = Department.objects.filter(~Q(code=""), region=region, code=info.code or "").first()
    if other:
        raise PackageError([("/department/code", _("编码已用于{name}").format(name=other.name))])
