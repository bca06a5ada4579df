"""What the place of a remark is called: the section, then the record and the field as the form names them."""

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import gettext as _

from perfeval.core.package import dump_package
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.places import value_at
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of

from .changes import field_label

#: What a record is known by to a reader; the first that it has counts.
_NAMING = ("name", "label", "heading", "question", "text", "title", "expected")


def label_of(evaluation: SelfEvaluation, section: str, place: str) -> str:
    """The words for a place. Raises Http404 for a section or place that this self-evaluation does not have."""
    if not section:
        return ""
    found = outline_of(evaluation).section(section)
    if found is None:
        raise Http404(_("没有这部分内容"))
    return f"{found.title} › {_place_name(load(evaluation), place)}" if place else found.title


def _place_name(loaded: Loaded, place: str) -> str:
    pointers = {field: pointer for pointer, field in loaded.fields.items()}
    if place in pointers:
        column = field_label(place, place.rpartition(".")[2])
        return " ".join(filter(None, [_record_name(loaded, pointers[place].rpartition("/")[0]), column]))
    for field, pointer in pointers.items():
        if field.rpartition(".")[0] == place:
            return _record_name(loaded, pointer.rpartition("/")[0])
    raise Http404(_("没有这一项"))


def _record_name(loaded: Loaded, pointer: str) -> str:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    record = value_at(dump_package(loaded.package), steps)
    if not isinstance(record, Mapping):
        return ""
    return next((str(record[key]) for key in _NAMING if record.get(key)), "")
