"""What kinds of jobs there are: each app registers its own when it starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from perfeval.directory.models import User

from .models import Job, JobItem
from .store import Stored


@dataclass(frozen=True, slots=True)
class Planned:
    """An item to be made."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Named:
    """A stored file with the name that people see."""

    stored: Stored
    name: str


class ItemError(Exception):
    """An item cannot be made; the message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``plan`` lists the items, ``make`` makes one, ``finish`` binds what was made into the result;
    where what is wanted is no file, the last two give none.

    They run in a process apart and may be run again: the same input gives the same file under the same name.
    ``may_have`` says whether the person may (still) have the result.
    """

    name: str
    label: Promise | str
    plan: Callable[[Job], Sequence[Planned]]
    make: Callable[[Job, JobItem], Named | None]
    finish: Callable[[Job, Sequence[JobItem]], Named | None]
    may_have: Callable[[User, Job], bool]


_kinds: dict[str, str] = {}


def register_kind(name: str, where: str) -> None:
    """Make a kind known by its dotted path; it is imported when a job of it is there. Called once at start."""
    _kinds[name] = where


def kind_of(job: Job) -> Kind:
    """The kind of a job. Raises KeyError where no app of this program has registered it."""
    kind: Kind = import_string(_kinds[job.kind])
    return kind
