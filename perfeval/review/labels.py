"""What the place of a remark is called: the section, then the record and the field as the form names them."""

import re
from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import gettext as _

from perfeval.core.package import dump_package
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.loading.places import value_at
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of

from .changes import field_label

#: A block of a report section, and a line of its text.
_BLOCK = re.compile(r"(/.*)/blocks/(\d+)/text")
_LINE = re.compile(r"(section\.\d+\.text)/(\d{1,4})")

#: What a record is known by to a reader; the first that it has counts.
_NAMING = ("name", "label", "heading", "question", "text", "title", "expected")


def label_of(evaluation: SelfEvaluation, section: str, place: str) -> str:
    """The words for a place. Raises Http404 for a section or place that this self-evaluation does not have."""
    if not section:
        return ""
    found = outline_of(evaluation).section(outline_key(section))
    if found is None:
        raise Http404(_("没有这部分内容"))
    return f"{found.title} › {_place_name(load(evaluation), place)}" if place else found.title


def outline_key(section: str) -> str:
    """The key of the line of the outline that a section belongs to: the report of a project is one of the reports."""
    return "report" if section.startswith("report:") else section


def _place_name(loaded: Loaded, place: str) -> str:
    pointers = {field: pointer for pointer, field in loaded.fields.items()}
    paragraph = _paragraph(loaded, pointers, place)
    if paragraph:
        section, number = paragraph
        return _("{name} 第{number}段").format(name=_record_name(loaded, section), number=number).strip()
    if place in pointers:
        column = field_label(place, place.rpartition(".")[2])
        return " ".join(filter(None, [_record_name(loaded, pointers[place].rpartition("/")[0]), column]))
    for field, pointer in pointers.items():
        if field.rpartition(".")[0] == place:
            return _record_name(loaded, pointer.rpartition("/")[0])
    raise Http404(_("没有这一项"))


def _paragraph(loaded: Loaded, pointers: Mapping[str, str], place: str) -> tuple[str, int] | None:
    """The pointer of the report section and the number, from 1, of a paragraph; None for another place."""
    block = _BLOCK.fullmatch(pointers.get(place, ""))
    if block:
        return block[1], int(block[2]) + 1
    line = _LINE.fullmatch(place)
    pointer = pointers.get(line[1], "") if line else ""
    text = _value(loaded, pointer) if pointer.endswith("/text") else None
    if line is None or not isinstance(text, str) or not 1 <= int(line[2]) <= text.count("\n") + 1:
        return None
    return pointer.rpartition("/")[0], int(line[2])


def _value(loaded: Loaded, pointer: str) -> object:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return value_at(dump_package(loaded.package), steps)


def _record_name(loaded: Loaded, pointer: str) -> str:
    record = _value(loaded, pointer)
    if not isinstance(record, Mapping):
        return ""
    return next((str(record[key]) for key in _NAMING if record.get(key)), "")
