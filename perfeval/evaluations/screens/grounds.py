"""评分依据 of one indicator: its rule as a sentence, its score, and what an officer may enter for it."""

from collections.abc import Collection
from dataclasses import dataclass

from perfeval.core.package import Indicator
from perfeval.core.scoring import describe, rule_of, title
from perfeval.evaluations.loading import Loaded

from .asking import adjustment_of, questions_of
from .inputs import Form, Input, value_at
from .table import Entry

MET = "true"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything the panel shows about one indicator; ``record`` is its stable name, e.g. ``indicator.12``."""

    record: str
    indicator: Indicator
    rule_title: str
    rule_sentence: str
    questions: list[Input]
    adjustment: list[Input]

    @property
    def has_checklist(self) -> bool:
        """Whether several things are asked that may all be as they should be."""
        return sum(MET in [option.value for option in question.options] for question in self.questions) > 1

    @property
    def inputs(self) -> list[Input]:
        """All inputs: what the rule asks, then the rest."""
        return [*self.questions, *self.adjustment]

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value."""
        return {item.field: item.stored for item in self.inputs}

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return {item.field: item.label for item in self.inputs}


def grounds_of(loaded: Loaded, record: str, entry: Entry, shown: Collection[str] = ()) -> Grounds | None:
    """The grounds of the indicator with this stable name, or None where there is no such indicator.

    ``shown`` are the fields that can be typed in the form itself: target and actual are not asked for again.
    """
    names = (pointer for pointer, field in loaded.fields.items() if record and field == f"{record}.name")
    pointer = next(names, "").removesuffix("/name")
    indicator = value_at(loaded.package, pointer) if pointer else None
    if not isinstance(indicator, Indicator):
        return None
    rule = rule_of(indicator)
    form = Form(loaded.package, loaded.fields, pointer, entry.typed, entry.errors)
    in_form = {f"{record}.{side}" for side in ("target", "actual")} & set(shown)
    questions = [item for item in questions_of(rule, form, loaded.scheme) if item.field not in in_form]
    asked = {question.field for question in questions}
    adjustment = [item for item in adjustment_of(rule, form) if item.field not in asked]
    return Grounds(record, indicator, title(rule), describe(rule), questions, adjustment)


def records_around(loaded: Loaded, record: str) -> tuple[str, str]:
    """The scored indicators before and after this one in the order of the form; empty where there is none."""
    fields = ((pointer, field) for pointer, field in loaded.fields.items() if field.startswith("indicator."))
    names = [(pointer.removesuffix("/name"), field) for pointer, field in fields if field.endswith(".name")]
    records = [field.removesuffix(".name") for pointer, field in names if _is_scored(loaded, pointer)]
    if record not in records:
        return "", ""
    place = records.index(record)
    return "".join(records[max(place - 1, 0) : place]), "".join(records[place + 1 : place + 2])


def _is_scored(loaded: Loaded, pointer: str) -> bool:
    found = value_at(loaded.package, pointer)
    return isinstance(found, Indicator) and found.is_leaf
