"""Who a person is to a department and to a region."""

from django.db.models import prefetch_related_objects

from .models import Department, Membership, Role, User


def has_role_in(user: User, department: Department, *roles: Role) -> bool:
    """Whether the person has one of the roles in this department."""
    return any(
        membership.department_id == department.pk and membership.role in roles for membership in _memberships(user)
    )


def is_reviewer_of(user: User, department: Department) -> bool:
    """Whether the person reviews (财政审核人) the departments of this one's region."""
    return any(
        membership.region_id == department.region_id and membership.role == Role.REVIEWER
        for membership in _memberships(user)
    )


def has_overall_role(user: User, *roles: Role) -> bool:
    """Whether the person has one of the roles that hold for the whole program."""
    return any(membership.role in roles for membership in _memberships(user))


def _memberships(user: User) -> list[Membership]:
    """The person's memberships, read once for the object at hand (a request)."""
    prefetch_related_objects([user], "memberships")
    return list(user.memberships.all())
