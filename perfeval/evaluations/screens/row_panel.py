"""One row of a form: what it holds beside the columns of the form, and what can be done with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from perfeval.core.package import Indicator
from perfeval.core.tables.words import DIRECTION, INDICATOR_NATURE
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.services.structure import ACTS, Act

from .inputs import CHOICE, LINES, NUMBER, Form, Input, value_at
from .table import Entry

KEYS: dict[Act, str] = {
    Act.ADD: "Alt+Insert",
    Act.ADD_BELOW: "Alt+Shift+Insert",
    Act.DUPLICATE: "Alt+Shift+↓",
    Act.UP: "Alt+↑",
    Act.DOWN: "Alt+↓",
    Act.DELETE: "Alt+Delete",
}
"""The keys that do the same in the form."""


@dataclass(frozen=True, slots=True)
class ActButton:
    """Something that can be done with a record."""

    act: Act
    keys: str


@dataclass(frozen=True, slots=True)
class Acts:
    """A record with what can be done with it; ``title`` says which of several it is."""

    record: str
    title: str
    buttons: list[ActButton]


@dataclass(frozen=True, slots=True)
class RowPanel:
    """Everything the panel shows about one row; ``record`` is its stable name, e.g. ``fundrow.5``.

    ``acts`` are those of the row itself, then of the nodes above it, the nearest first.
    """

    record: str
    title: str
    inputs: list[Input]
    acts: list[Acts]

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value."""
        return {item.field: item.stored for item in self.inputs}

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return {item.field: item.label for item in self.inputs}


def row_panel(loaded: Loaded, record: str, shown: Iterable[str], entry: Entry) -> RowPanel | None:
    """The panel of the record with this stable name, or None where there is none.

    ``shown`` are the fields that can be typed in the form itself.
    """
    label = record.partition(".")[0]
    pointer = _pointer_of(loaded, record) if label in ACTS else ""
    if not pointer:
        return None
    form = Form(loaded.package, loaded.fields, pointer, entry.typed, entry.errors)
    found = value_at(loaded.package, pointer)
    if isinstance(found, Indicator):
        return _indicator_panel(loaded, record, form, set(shown))
    name = getattr(found, "label", None) or getattr(found, "expected", None) or _("年度总体目标")
    inputs = list(form.own("label", _("名称"), LINES))
    return RowPanel(record, name, inputs, [_acts(record, name)])


def _pointer_of(loaded: Loaded, record: str) -> str:
    """Where the record stands in the package."""
    prefix = f"{record}."
    return next((pointer for pointer, field in loaded.fields.items() if field.startswith(prefix)), "").rpartition("/")[
        0
    ]


def _indicator_panel(loaded: Loaded, record: str, form: Form, shown: set[str]) -> RowPanel:
    pointers = list(_path(form.pointer))
    nodes = [(pointer, value_at(loaded.package, pointer)) for pointer in pointers]
    named = [(pointer, node) for pointer, node in nodes if isinstance(node, Indicator)]
    inputs = [field for pointer, node in named for field in _node_inputs(form, pointer, node)]
    inputs += _leaf_inputs(form, named[-1][1])
    acts = [_acts(_record_at(loaded, pointer), node.name, leaf=node.is_leaf) for pointer, node in reversed(named)]
    return RowPanel(record, named[-1][1].name, [item for item in inputs if item.field not in shown], acts)


def _path(pointer: str) -> Iterator[str]:
    """The pointers of the nodes from the top of the tree down."""
    steps = pointer.split("/")
    first = steps.index("indicators") + 2
    for end in range(first, len(steps) + 1, 2):
        yield "/".join(steps[:end])


def _record_at(loaded: Loaded, pointer: str) -> str:
    return loaded.fields[f"{pointer}/name"].rpartition(".")[0]


def _acts(record: str, title: str, *, leaf: bool = True) -> Acts:
    acts = [act for act in ACTS[record.partition(".")[0]] if act != Act.ADD_BELOW or not leaf]
    return Acts(record, title, [ActButton(act, KEYS[act]) for act in acts])


def _node_inputs(form: Form, pointer: str, node: Indicator) -> Iterator[Input]:
    level = sum(step in ("indicators", "children") for step in pointer.split("/"))
    words = (_("一级指标"), _("二级指标"), _("三级指标"), _("四级指标"))
    yield from form.at(f"{pointer}/name", words[min(level, len(words)) - 1], LINES)
    if not node.is_leaf:
        yield from form.at(f"{pointer}/weight", _("分值"), NUMBER, hint=_("不填为下级合计"))


def _leaf_inputs(form: Form, leaf: Indicator) -> Iterator[Input]:
    natures = {**INDICATOR_NATURE, "": _("按指标值判断")}
    directions = {**DIRECTION, "": _("按指标值的符号判断")}
    yield from form.own("code", _("编码"), LINES)
    yield from form.own("weight", _("分值"), NUMBER)
    yield from form.own("target", _("年度指标值"), LINES, hint=_("如≥95%"))
    yield from form.own("adjusted_target", _("调整后指标值"), LINES, hint=_("填了就按它计分"))
    yield from form.own("actual", _("实际完成值"), LINES)
    yield from form.own("nature", _("指标性质"), CHOICE, answers=natures)
    yield from form.own("better", _("指标方向"), CHOICE, answers=directions)
    yield from form.own("explanation", _("指标解释"), LINES)
    yield from form.own("standard", _("评价标准"), LINES)
    yield from form.own("data_source", _("数据来源"), LINES)
    answers = {"true": _("是"), "false": _("否")}
    yield from form.own("deleted", _("年中删除"), CHOICE, hint=_("保留在表上，不计分"), answers=answers)
