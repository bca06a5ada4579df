"""A whole form sent at once, without scripts: each value that was changed is stored, the others come back as typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import Conflict, FieldError, save_field


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; it leads to the field."""

    field: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What could not be stored: the values as typed and why, by field name."""

    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def problems(self, labels: Mapping[str, str]) -> list[Problem]:
        """The error summary, in the order of the form."""
        return [Problem(name, label, self.errors[name]) for name, label in labels.items() if name in self.errors]


def written(values: Mapping[str, str]) -> str:
    """What the officer sees, as it travels with the form to tell own changes from others' afterwards."""
    return json.dumps(values, ensure_ascii=False)


def save_submission(
    actor: User, evaluation: SelfEvaluation, sent: Mapping[str, str], stored: Mapping[str, str]
) -> Submission:
    """Store what was changed in a form; ``stored`` are the fields it may have and their present values."""
    submission = Submission()
    seen = read_seen(sent.get("seen", ""))
    for name, present in stored.items():
        typed = sent.get(name, present).replace("\r\n", "\n")
        if typed != seen.get(name, present):
            _save(actor, evaluation, submission, name, typed, seen.get(name, present))
    return submission


def _save(actor: User, evaluation: SelfEvaluation, into: Submission, name: str, typed: str, seen: str) -> None:
    try:
        outcome = save_field(actor=actor, evaluation=evaluation, field=name, value=typed, seen=seen)
    except FieldError as error:
        into.errors[name] = error.message
    else:
        if not isinstance(outcome, Conflict):
            return
        into.errors[name] = _("他人已改为“{theirs}”。确认以您填写的为准，请再次保存").format(theirs=outcome.theirs)
    into.typed[name] = typed


def read_seen(text: str) -> dict[str, str]:
    """The values that travelled with the form; nothing where they did not arrive whole."""
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    return {name: value for name, value in seen.items() if isinstance(value, str)} if isinstance(seen, dict) else {}
