"""Who a person is to a department and to a region."""

from django.db.models import prefetch_related_objects

from .models import Department, Membership, Region, Role, User


def has_role_in(user: User, department: Department, *roles: Role) -> bool:
    """Whether the person has one of the roles in this department."""
    return any(
        membership.department_id == department.pk and membership.role in roles for membership in _memberships(user)
    )


def is_reviewer_of(user: User, department: Department) -> bool:
    """Whether the person reviews (财政审核人) the departments of this one's region."""
    return department.region_id in regions_reviewed_by(user)


def is_reviewer_in(user: User, region: Region) -> bool:
    """Whether the person reviews (财政审核人) the departments of this region."""
    return region.pk in regions_reviewed_by(user)


def regions_reviewed_by(user: User) -> set[int]:
    """The keys of the regions whose departments the person reviews."""
    reviewing = [membership for membership in _memberships(user) if membership.role == Role.REVIEWER]
    return {membership.region_id for membership in reviewing if membership.region_id is not None}


def departments_of(user: User) -> set[int]:
    """The keys of the departments in which the person has a role."""
    return {membership.department_id for membership in _memberships(user) if membership.department_id is not None}


def has_any_role(user: User, *roles: Role) -> bool:
    """Whether the person has one of the roles, wherever it holds."""
    return any(membership.role in roles for membership in _memberships(user))


def can_manage_people(user: User) -> bool:
    """Who opens and closes accounts: the system administrator (系统管理员)."""
    return has_any_role(user, Role.ADMINISTRATOR)


def can_reset_password_of(user: User, person: User) -> bool:
    """Who shows somebody's link for a new password: the system administrator, but not of those who control him.

    Whoever sees the link could use it and act as the security administrator or the auditor; the operator renews it.
    """
    controls = has_any_role(person, Role.SECURITY, Role.AUDITOR)
    return can_manage_people(user) and user.pk != person.pk and not controls


def can_manage_places(user: User) -> bool:
    """Who enters regions, departments and units: the system administrator (系统管理员)."""
    return has_any_role(user, Role.ADMINISTRATOR)


def can_give_roles(user: User) -> bool:
    """Who gives and takes roles, ends sessions and lifts locks: the security administrator (安全管理员)."""
    return has_any_role(user, Role.SECURITY)


def can_see_people(user: User) -> bool:
    """Who sees the list of people."""
    return has_any_role(user, Role.ADMINISTRATOR, Role.SECURITY)


def _memberships(user: User) -> list[Membership]:
    """The person's memberships, read once for the object at hand (a request)."""
    prefetch_related_objects([user], "memberships")
    return list(user.memberships.all())
