"""What a change replaced, and putting it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Fact, SelfEvaluation, Sheet, Step

from .errors import ChangeRefusedError

RowKey = tuple[str, int]
Values = dict[str, Any]
Picture = dict[RowKey, Values]

KEPT = timedelta(days=1)
"""How long a change can be taken back."""

_MODELS: dict[str, type[models.Model]] = {label: columns.model for label, columns in c.ALL.items()} | {"fact": Fact}
_LABELS = {model: label for label, model in _MODELS.items()}
_RESULTS = {"execution_rate", "execution_score", "weight_total", "total", "grade"}
_OF_EVALUATION = {"money_unit", "department_info", "grade_bands", "three_public", "filing", "source", "note"}

#: Rows after an inserted one move on; that another officer inserted one too does not stand in the way.
_POSITION = "order"


@dataclass(frozen=True, slots=True)
class Image:
    """One row before and after a change: the columns that differ, all columns where the row came or went."""

    table: str
    pk: int
    before: Values | None
    after: Values | None

    @property
    def reversed(self) -> "Image":
        """The change that takes this one back."""
        return Image(self.table, self.pk, self.after, self.before)


def take_picture(rows: Rows) -> Picture:
    """What is entered in all rows that were read."""
    return {key: values_of(row) for key, row in rows.items()}


def compare_pictures(before: Picture, after: Picture) -> list[Image]:
    """The rows that differ, came or went."""
    keys = dict.fromkeys([*before, *after])
    images = (_compared(key, before.get(key), after.get(key)) for key in keys)
    return [image for image in images if image.before != image.after]


def _compared(key: RowKey, before: Values | None, after: Values | None) -> Image:
    if before is None or after is None:
        return Image(*key, before, after)
    changed = [name for name in after if before[name] != after[name]]
    return Image(*key, {name: before[name] for name in changed}, {name: after[name] for name in changed})


def table_of(row: models.Model) -> str:
    """The label of a row's table, as field names begin with it."""
    return _LABELS[type(row)]


def values_of(row: models.Model) -> Values:
    """The columns of a row that somebody enters, and whose it is."""
    return {name: getattr(row, name) for name in _column_names(type(row))}


def _column_names(model: type[models.Model]) -> list[str]:
    names = [field.attname for field in model._meta.concrete_fields]
    if model is SelfEvaluation:
        return [name for name in names if name in _OF_EVALUATION]
    return [name for name in names if model is not Sheet or name not in _RESULTS]


def record_step(
    *, evaluation: SelfEvaluation, actor: User, title: str, images: Iterable[Image], sheet: Sheet | None
) -> Step:
    """Keep what a change replaced; changes of former days can no longer be taken back and go."""
    Step.objects.filter(evaluation=evaluation, created_at__lt=timezone.now() - KEPT).delete()
    return Step.objects.create(
        evaluation=evaluation,
        actor=actor,
        title=title[:200],
        sheet_key=sheet.pk if sheet else None,
        images=[_written(image) for image in images],
    )


def extend_last_step(evaluation: SelfEvaluation, actor: User, image: Image) -> Step | None:
    """Let the person's last step take in more typing in the same cell; None where it is about something else."""
    step = Step.objects.filter(evaluation=evaluation, actor=actor).last()
    known = images_of(step) if step and not step.undone else []
    if step is None or len(known) != 1 or not _same_cell(known[0], image):
        return None
    step.images = [_written(Image(image.table, image.pk, known[0].before, image.after))]
    step.save(update_fields=["images"])
    return step


def _same_cell(one: Image, other: Image) -> bool:
    places = [(image.table, image.pk, set(image.before or {}), set(image.after or {})) for image in (one, other)]
    return places[0] == places[1]


def _written(image: Image) -> Values:
    return {"table": image.table, "pk": image.pk, "before": image.before, "after": image.after}


def images_of(step: Step) -> list[Image]:
    """The rows that a step touched, with the values that their columns have."""
    return [
        Image(each["table"], each["pk"], _read(each["table"], each["before"]), _read(each["table"], each["after"]))
        for each in step.images
    ]


def _read(table: str, values: Mapping[str, Any] | None) -> Values | None:
    """Column values from JSON: decimals and dates are texts there."""
    if values is None:
        return None
    fields = {field.attname: field for field in _MODELS[table]._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def apply_images(images: Iterable[Image], present: Picture) -> None:
    """Make each row what its image says comes after.

    Raises ChangeRefusedError where a row is not what the image says comes before: somebody changed it since.
    """
    gone, new = [], []
    for image in images:
        if _is_moot(image, present):
            continue
        _refuse_if_changed(image, present.get((image.table, image.pk)))
        if image.after is None:
            gone.append(image)
        elif image.before is None:
            new.append(image)
        elif image.after:
            _MODELS[image.table]._default_manager.filter(pk=image.pk).update(**image.after)
    _create(new)
    for image in gone:
        _MODELS[image.table]._default_manager.filter(pk=image.pk).delete()


def _is_moot(image: Image, present: Picture) -> bool:
    """A row that only moved on and is gone meanwhile."""
    return (image.table, image.pk) not in present and image.before is not None and set(image.before) == {_POSITION}


def _refuse_if_changed(image: Image, present: Values | None) -> None:
    if (present is None) == (image.before is None) and all(
        name == _POSITION or (present or {}).get(name) == value for name, value in (image.before or {}).items()
    ):
        return
    raise ChangeRefusedError(_("这里后来又有改动，不能撤销或恢复这一步"))


def _create(images: list[Image]) -> None:
    """Rows with their old keys, one statement per table; the database checks their owners at the end."""
    by_table: dict[str, list[models.Model]] = {}
    for image in images:
        by_table.setdefault(image.table, []).append(_MODELS[image.table](**(image.after or {})))
    for table, rows in by_table.items():
        _MODELS[table]._default_manager.bulk_create(rows)
