"""What changed since a snapshot, in words for the reviewer: figure by figure, text word by word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from perfeval.core.difference import Difference, Operation, differences
from perfeval.evaluations import columns
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation

from .models import Snapshot
from .services.snapshots import package_of

LONG_TEXT = 30
"""Characters from which a change is shown word by word rather than as before and after."""

#: Columns that need no name of their own on a form.
_UNNAMED = {
    "label": _("名称"),
    "text": _("内容"),
    "values": _("数值"),
    "total": _("合计"),
    "source": _("资料来源"),
    "code": _("编号"),
    "columns": _("栏目"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences between a snapshot and what there is now."""

    differences: list[Difference]
    now: Loaded


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as the screen shows it; ``words`` is empty where before and after stand side by side."""

    where: str
    what: str
    before: str
    after: str
    words: list[tuple[Operation, str]]


def changes_since(snapshot: Snapshot, evaluation: SelfEvaluation) -> Changes:
    """What the officers changed since the snapshot was taken."""
    loaded = load(evaluation)
    return Changes(differences(package_of(snapshot), loaded.package), loaded)


def changes_between(earlier: Snapshot, later: Snapshot) -> list[Difference]:
    """What the officers changed between two snapshots."""
    return differences(package_of(earlier), package_of(later))


def change_line(difference: Difference, now: Loaded) -> ChangeLine:
    """A difference in words: the records above it, the name of the field as it stands on the form."""
    before, after = difference.before or "", difference.after or ""
    is_long = bool(before and after) and max(len(before), len(after)) > LONG_TEXT
    return ChangeLine(
        where=difference.where,
        what=" › ".join([*difference.trail, _name_of(difference, now)]),
        before=before,
        after=after,
        words=difference.words() if is_long else [],
    )


def _name_of(difference: Difference, now: Loaded) -> str:
    if difference.where.startswith("/facts/"):
        return now.package.fact_labels.get(difference.field, difference.field)
    return field_label(now.fields.get(difference.where, ""), difference.field)


def field_label(field: str, key: str) -> str:
    """What a field is called on the screens: the name of its column, else its key in the package."""
    label, _, rest = field.partition(".")
    column = rest.rpartition(".")[2].partition("/")[0] if rest else key
    tables = [columns.ALL[label]] if label in columns.ALL else columns.ALL.values()
    for table in tables:
        if column in table.names:
            name = str(getattr(table.model._meta.get_field(column), "verbose_name", ""))
            return str(_UNNAMED.get(name, name))
    return key
