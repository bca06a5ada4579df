"""What waits for a person: the self-evaluations that lie with the head or the reviewer, the first come first."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from perfeval.directory.models import Membership, Role, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.selectors import evaluations_for, with_overall_results

from .models import Event
from .transitions import Action


def queue_of(user: User) -> QuerySet[SelfEvaluation]:
    """What the person has to decide on, oldest first; ``waiting_since``, score and grade at hand."""
    mine = Membership.objects.filter(user=user)
    as_head = Q(state=State.SUBMITTED, department__in=mine.filter(role=Role.HEAD).values("department"))
    as_reviewer = Q(state=State.ENDORSED, department__region__in=mine.filter(role=Role.REVIEWER).values("region"))
    moves = Event.objects.filter(evaluation=OuterRef("pk"), action__in=[Action.SUBMIT, Action.ENDORSE])
    last = moves.order_by("-number").values("at")[:1]
    waiting = evaluations_for(user).filter(as_head | as_reviewer)
    return with_overall_results(waiting).annotate(waiting_since=Subquery(last)).order_by("waiting_since", "pk")


def neighbours_of(user: User, evaluation: SelfEvaluation) -> tuple[int | None, int | None]:
    """The keys before and after it in the person's queue; where it waits no more, the first that does comes next."""
    keys = list(queue_of(user).values_list("pk", flat=True))
    if evaluation.pk not in keys:
        return None, keys[0] if keys else None
    at = keys.index(evaluation.pk)
    return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)
