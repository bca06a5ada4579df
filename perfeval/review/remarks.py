"""Remarks as threads: each with its answers, in the order they were written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation

from .models import Comment
from .rules import can_resolve


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers; ``may_resolve`` for the person who reads."""

    comment: Comment
    may_resolve: bool
    answers: list[Comment] = field(default_factory=list)


def threads_of(user: User, evaluation: SelfEvaluation, section: str) -> list[Thread]:
    """The threads of a section (empty: those on the whole), unsettled first."""
    comments = Comment.objects.filter(evaluation=evaluation, section=section)
    threads: dict[int, Thread] = {}
    for comment in comments.select_related("author", "resolved_by").order_by("pk"):
        if comment.answers_id is None:
            threads[comment.pk] = Thread(comment, can_resolve(user, evaluation, comment))
        else:
            threads[comment.answers_id].answers.append(comment)
    return sorted(threads.values(), key=lambda thread: thread.comment.resolved_at is not None)


def open_counts(evaluation: SelfEvaluation) -> Mapping[str, int]:
    """By section key: how many remarks are not settled."""
    unsettled = Comment.objects.filter(evaluation=evaluation, answers=None, resolved_at=None).order_by()
    return Counter(dict(unsettled.values_list("section").annotate(number=Count("pk"))))
