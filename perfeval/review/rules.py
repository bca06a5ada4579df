"""Who may take a self-evaluation further, and who may read the record of events.

The author may not approve: 财预〔2020〕10号 parts self-evaluation from its review, GB/T 22239 the roles of the program.
"""

from perfeval.directory.models import Role, User
from perfeval.directory.rules import has_any_role, has_role_in, is_reviewer_of
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.rules import can_view, is_author_of, is_open_to_authors

from .models import Comment, Snapshot, SnapshotKind


def is_author(user: User, evaluation: SelfEvaluation) -> bool:
    """An officer (填报人) of the department."""
    return is_author_of(user, evaluation.department)


def is_head(user: User, evaluation: SelfEvaluation) -> bool:
    """The head (单位负责人) of the department."""
    return has_role_in(user, evaluation.department, Role.HEAD)


def is_reviewer(user: User, evaluation: SelfEvaluation) -> bool:
    """A reviewer (财政审核人) of the department's region."""
    return is_reviewer_of(user, evaluation.department)


def is_head_or_reviewer(user: User, evaluation: SelfEvaluation) -> bool:
    """Either of those who answer for what is published."""
    return is_head(user, evaluation) or is_reviewer(user, evaluation)


def had_a_hand_in(user: User, evaluation: SelfEvaluation) -> bool:
    """Whether the person typed the last change or submitted any version of it."""
    submitted = Snapshot.objects.filter(evaluation=evaluation, kind=SnapshotKind.SUBMITTED, taken_by=user)
    return evaluation.updated_by_id == user.pk or submitted.exists()


def is_head_and_not_author(user: User, evaluation: SelfEvaluation) -> bool:
    """The head, who did not write it."""
    return is_head(user, evaluation) and not had_a_hand_in(user, evaluation)


def is_reviewer_and_not_author(user: User, evaluation: SelfEvaluation) -> bool:
    """The reviewer, who did not write it."""
    return is_reviewer(user, evaluation) and not had_a_hand_in(user, evaluation)


def can_explain(user: User, evaluation: SelfEvaluation) -> bool:
    """Who may say why a warning stands: the officers, while it lies with them."""
    return is_author(user, evaluation) and is_open_to_authors(evaluation)


def can_comment(user: User, evaluation: SelfEvaluation) -> bool:
    """Everybody who works on it, until it is public."""
    return can_view(user, evaluation) and evaluation.state != State.PUBLISHED


def can_resolve(user: User, evaluation: SelfEvaluation, comment: Comment) -> bool:
    """Who says that a remark is settled: whoever made it, the head and the reviewer; not an officer about another's."""
    if not can_comment(user, evaluation) or comment.answers_id is not None:
        return False
    return comment.author_id == user.pk or is_head_or_reviewer(user, evaluation)


def can_score(user: User, evaluation: SelfEvaluation) -> bool:
    """Who gives review scores: the reviewer, while it lies with the bureau."""
    return is_reviewer_and_not_author(user, evaluation) and evaluation.state == State.ENDORSED


def can_read_events(user: User) -> bool:
    """The auditor (审计员) alone."""
    return has_any_role(user, Role.AUDITOR)
