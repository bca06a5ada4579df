"""Items of lists, be they rows of a table or records inside a JSON column."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.columns import SECTION, Columns, Row
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import AccountFund, Attachment, Report, Section, SelfEvaluation

from ..cells import Cell
from ..changing import Changed, change
from ..errors import ChangeRefusedError, FieldError
from ..fields import FieldName, cell_of, column_cell, parse_name
from ..structure.order import renumber, swapped
from ..typing_in import plain_number
from .kinds import KINDS, Kind, Values, cells_of_line
from .lines import Line, LineProblem, LinesRefusedError

MAX_LINES = 1000


class ItemAct(TextChoices):
    """What can be done with an item."""

    UP = "up", gettext_lazy("上移")
    DOWN = "down", gettext_lazy("下移")
    DELETE = "delete", gettext_lazy("删除")


def add_items(
    *, actor: User, evaluation: SelfEvaluation, kind: str, lines: Sequence[Line], owner: int | None = None
) -> Changed:
    """Add an item per line, all or none; ``kind`` is a key of KINDS, ``owner`` the row that the items hang on.

    Raises LinesRefusedError with every problem, ChangeRefusedError, PermissionDenied.
    """
    if kind not in KINDS:
        raise ChangeRefusedError(_("这里不能添加"))
    if not lines or len(lines) > MAX_LINES:
        raise ChangeRefusedError(_("一次须添加1至{most}行").format(most=MAX_LINES))

    def act(rows: Rows) -> None:
        adding = _Adding(rows, KINDS[kind], kind, owner)
        problems = [problem for number, line in enumerate(lines, 1) for problem in adding.add(number, line)]
        if problems:
            raise LinesRefusedError(problems)

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("添加"), act=act)


def change_item(*, actor: User, evaluation: SelfEvaluation, item: str, act: ItemAct) -> Changed:
    """Move or delete an item: ``task.5``, or ``evaluation.7.department_info/units/2`` inside a JSON column.

    Raises ChangeRefusedError, PermissionDenied.
    """

    def apply(rows: Rows) -> None:
        if item.count(".") > 1:
            _change_record(rows, item, act)
        else:
            _change_row(rows, item, act)

    return change(actor=actor, evaluation=evaluation, sheet=None, title=str(act.label), act=apply)


class _Adding:
    """Adds items of one kind under one owner."""

    def __init__(self, rows: Rows, kind: Kind, label: str, owner: int | None) -> None:
        self._rows, self._kind, self._label = rows, kind, label
        self._owner = _owner_of(rows, kind, owner)
        self._next = self._count()

    def add(self, number: int, line: Line) -> Iterator[LineProblem]:
        """Add one line; what is wrong with its cells."""
        try:
            values = cells_of_line(self._kind, line)
            self._kind.prepare(values, self._rows.evaluation.year)
        except FieldError as error:
            yield LineProblem(number, 1, error.message)
            return
        if self._kind.place:
            self._append(values)
        else:
            yield from self._store(values, number)
        self._next += 1

    def _store(self, values: Values, number: int) -> Iterator[LineProblem]:
        cells = self._new_cells()
        for column, (cell, text) in enumerate(zip(cells, values.values(), strict=True), 1):
            try:
                cell.put(cell.read(text))
            except FieldError as error:
                yield LineProblem(number, column, error.message)
                return
        cells[0].row.save()
        self._kind.follow(cells[0].row)

    def _new_cells(self) -> list[Cell]:
        columns = self._kind.columns
        if columns is None:
            key = self._free_key()
            return [cell_of(self._rows, FieldName("fact", key, column)) for column in self._kind.cells]
        row = columns.model(order=self._next, **self._belongings())
        return [column_cell(self._rows, row, columns, FieldName("", "", column)) for column in self._kind.cells]

    def _belongings(self) -> dict[str, Any]:
        owner = self._owner
        if isinstance(owner, Section):
            return {"parent": owner, "report_id": owner.report_id, "attachment_id": owner.attachment_id}
        if isinstance(owner, Attachment):
            return {"parent": None, "report_id": owner.report_id, "attachment": owner}
        if isinstance(owner, Report) and self._kind.columns is SECTION:
            return {"report": owner, "parent": None, "attachment": None}
        names = {field.related_model: field.name for field in _links(self._kind.columns)}
        return {names[type(owner)]: owner}

    def _free_key(self) -> str:
        taken = self._rows.facts
        return next(key for number in range(1, len(taken) + 2) if (key := f"figure_{number}") not in taken)

    def _append(self, values: Values) -> None:
        """A record at the end of a list inside a JSON column; the package checks it as a whole."""
        cell = self._list_cell()
        record = {key: _plain(text) for key, text in values.items() if text}
        cell.put([*(cell.value or []), record])
        cell.row.save(update_fields=[cell.column])

    def _list_cell(self) -> Cell:
        columns, column = self._kind.place or (None, "")
        return cell_of(self._rows, parse_name(f"{columns.label}.{self._owner.pk}.{column}" if columns else ""))

    def _count(self) -> int:
        if self._kind.place:
            return 0
        columns = self._kind.columns
        if columns is None:
            return len(self._rows.facts)
        return columns.model._default_manager.filter(**self._belongings()).count()


def _plain(text: str) -> str:
    """A word of a choice as its code, a number without separators, any other text as it is."""
    codes = {str(fund.label): fund.value for fund in AccountFund}
    return codes.get(text) or plain_number(text) or text


def _owner_of(rows: Rows, kind: Kind, owner: int | None) -> Row:
    """The row that new items hang on. Raises ChangeRefusedError where it is not there."""
    columns = kind.place[0] if kind.place else kind.owner
    if columns is None or columns.label == "evaluation":
        return rows.evaluation
    found = rows.find(columns.label, owner) if owner else rows.only(columns)
    if found is None:
        raise ChangeRefusedError(_("这一部分还没有建立"))
    return found


def _links(columns: Columns | None) -> list[Any]:
    return [field for field in columns.model._meta.concrete_fields if field.is_relation] if columns else []


def _change_row(rows: Rows, item: str, act: ItemAct) -> None:
    label, _dot, key = item.partition(".")
    row: Any = rows.facts.get(key) if label == "fact" else rows.find(label, FieldName(label, key, "").pk)
    if row is None or label not in KINDS:
        raise ChangeRefusedError(_("这一行已不存在，可能已被删除"))
    siblings = list(_siblings(row))
    if act == ItemAct.DELETE:
        row.delete()
        renumber([each for each in siblings if each != row])
    else:
        renumber(swapped(siblings, row, siblings, -1 if act == ItemAct.UP else 1))


def _siblings(row: Any) -> Any:
    links = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.is_relation}
    return type(row)._default_manager.filter(**links).order_by("order", "pk")


def _change_record(rows: Rows, item: str, act: ItemAct) -> None:
    """Move or delete a record of a list inside a JSON column."""
    name = parse_name(item)
    if not name.steps or not name.steps[-1].isdecimal():
        raise ChangeRefusedError(_("这里不能这样操作"))
    cell = cell_of(rows, FieldName(name.label, name.key, name.column, name.steps[:-1]))
    records, index = list(cell.value or []), int(name.steps[-1])
    if index >= len(records):
        raise ChangeRefusedError(_("这一行已不存在，可能已被删除"))
    cell.put(_rearranged(records, index, act))
    cell.row.save(update_fields=[cell.column])


def _rearranged(records: list[Any], index: int, act: ItemAct) -> list[Any]:
    if act == ItemAct.DELETE:
        return [*records[:index], *records[index + 1 :]]
    there = index - 1 if act == ItemAct.UP else index + 1
    if not 0 <= there < len(records):
        raise ChangeRefusedError(_("已经是第一行") if act == ItemAct.UP else _("已经是最后一行"))
    records[index], records[there] = records[there], records[index]
    return records
