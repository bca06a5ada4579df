"""Who may do what with a self-evaluation."""

from collections.abc import Callable
from typing import Literal

from perfeval.directory.models import Department, Role, User
from perfeval.directory.rules import has_role_in, is_reviewer_of

from .models import SelfEvaluation, State

Action = Literal["view", "edit"]


def is_author_of(user: User, department: Department) -> bool:
    """Whether the person fills in (填报人) for this department."""
    return has_role_in(user, department, Role.AUTHOR)


def is_open_to_authors(evaluation: SelfEvaluation) -> bool:
    """Whether its figures and texts may still be changed: a draft, or returned."""
    return evaluation.state in (State.DRAFT, State.RETURNED)


def can_view(user: User, evaluation: SelfEvaluation) -> bool:
    """Officers and head of the department, reviewers of its region."""
    department = evaluation.department
    return has_role_in(user, department, Role.AUTHOR, Role.HEAD) or is_reviewer_of(user, department)


def can_edit(user: User, evaluation: SelfEvaluation) -> bool:
    """Officers of the department, as long as it lies with them."""
    return is_author_of(user, evaluation.department) and is_open_to_authors(evaluation)


PREDICATES: dict[Action, Callable[[User, SelfEvaluation], bool]] = {"view": can_view, "edit": can_edit}
