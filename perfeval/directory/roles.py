"""Which roles one person may not have together (不相容岗位分离; GB/T 22239: 系统、安全、审计管理员分设)."""

from collections.abc import Iterable

from perfeval.core.language import _

from .models import DEPARTMENT_ROLES, PROGRAM_ROLES, Membership, Role


def conflict_of(wanted: Membership, present: Iterable[Membership]) -> str:
    """Why a role cannot be given beside those a person has; empty where it can."""
    for membership in present:
        if _is_same(wanted, membership):
            return _("已有这个角色")
        if _excludes(wanted, membership) or _excludes(membership, wanted):
            return _("“{wanted}”与已有的“{present}”不相容，不能由一人担任").format(
                wanted=Role(wanted.role).label, present=Role(membership.role).label
            )
    return ""


def _is_same(one: Membership, other: Membership) -> bool:
    keys = ("role", "department_id", "region_id")
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def _excludes(one: Membership, other: Membership) -> bool:
    """The rules, each said from one side.

    Whoever runs the program has no other role; a department's officer is not its head; a reviewer has no role in a
    department of the region.
    """
    if one.role in PROGRAM_ROLES:
        return True
    if one.role == Role.AUTHOR and other.role == Role.HEAD:
        return one.department_id == other.department_id
    if one.role == Role.REVIEWER and other.role in DEPARTMENT_ROLES:
        return other.department is not None and one.region_id == other.department.region_id
    return False
