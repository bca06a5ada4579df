"""What the review puts on the screens of others: buttons, marks, the way to inbox and queue."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.urls import reverse

from perfeval.core.checks import Finding
from perfeval.core.difference import Operation
from perfeval.directory.models import Role, User
from perfeval.directory.rules import can_manage_places, can_see_people, has_any_role
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import Outline
from perfeval.review.deadlines import Deadline, deadline_of
from perfeval.review.explanations import Explanation, Explanations, explanations_for
from perfeval.review.marks import Marks, last_returned_parts, marks_of
from perfeval.review.models import Comment, Notice, ReturnedPart
from perfeval.review.rules import can_read_events
from perfeval.review.transitions import Transition, possible_transitions

register = template.Library()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a self-evaluation stands for the person who looks at it."""

    steps: list[Transition]
    returned: list[ReturnedPart]
    marks: Marks
    deadline: Deadline | None
    is_with_officers: bool

    @property
    def reasons(self) -> list[ReturnedPart]:
        """One part for each reason for which it was returned."""
        return list({part.reason: part for part in self.returned}.values())


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the top bar; ``count`` is how much waits there."""

    url: str
    kind: str
    count: int = 0


@register.simple_tag
def stand_of(user: User, evaluation: SelfEvaluation, outline: Outline) -> Stand:
    """The steps the person may take, what was sent back, and how much time is left."""
    returned = last_returned_parts(evaluation)
    keys = [section.key for section in outline.sections]
    return Stand(
        steps=possible_transitions(user, evaluation),
        returned=returned if evaluation.state == "returned" else [],
        marks=marks_of(evaluation, returned, keys),
        deadline=deadline_of(evaluation),
        is_with_officers=evaluation.state in ("draft", "returned"),
    )


@register.simple_tag
def remark_count(evaluation: SelfEvaluation, section: str) -> int:
    """How many remarks on a section are not settled."""
    return Comment.objects.filter(evaluation=evaluation, section=section, answers=None, resolved_at=None).count()


@register.simple_tag
def explanations(user: User, evaluation: SelfEvaluation) -> Explanations:
    """Why warnings stand, for a list of findings."""
    return explanations_for(user, evaluation)


@register.filter
def of_finding(known: Explanations, finding: Finding) -> Explanation | None:
    """The box of one warning."""
    return known.of(finding)


@register.simple_tag
def step_url(evaluation: SelfEvaluation, step: Transition) -> str:
    """Where a step is taken; publishing has a page of its own."""
    if step.is_public:
        return reverse(f"publication:{step.action}", args=[evaluation.pk])
    return reverse("review:take_step", args=[evaluation.pk, step.action])


@register.simple_tag
def work_links(user: User) -> list[Link]:
    """The links of the top bar: what waits, what happened, and what only some people see."""
    links = []
    if has_any_role(user, Role.HEAD, Role.REVIEWER):
        links.append(Link(reverse("review:queue"), "queue"))
    if has_any_role(user, Role.REVIEWER):
        links.append(Link(reverse("review:deadlines"), "deadlines"))
        links.append(Link(reverse("desk:years"), "desk"))
        links.append(Link(reverse("jobs:list"), "jobs"))
    if can_see_people(user):
        links.append(Link(reverse("people"), "people"))
    if can_manage_places(user):
        links.append(Link(reverse("regions"), "regions"))
    if can_read_events(user):
        links.append(Link(reverse("review:events"), "events"))
    unread = Notice.objects.filter(recipient=user, read_at=None).count()
    return [*links, Link(reverse("review:inbox"), "inbox", unread)]


@register.filter
def of_key(values: Mapping[str, object], key: str) -> object:
    """The value of a mapping under a key that a variable holds."""
    return values.get(key, "")


@register.filter
def element_of(operation: Operation) -> str:
    """The element that marks a run of a text: del, ins or span."""
    return {"removed": "del", "added": "ins"}.get(operation, "span")
