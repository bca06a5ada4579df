"""The indicator tree: nodes and scored indicators."""

from collections.abc import Iterator
from typing import cast

from perfeval.core.language import _
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Indicator, Sheet
from perfeval.evaluations.services.errors import ChangeRefusedError

from .order import copied, free_name, inserted_after, renumber, swapped

NEW, COPY = "新指标", "{name}（{number}）"
FORM_LEVELS = 3
"""Levels of a tree that grows from nothing: 一级, 二级 and 三级指标."""


def add(rows: Rows, node: Indicator) -> None:
    """A new indicator behind this one; behind a node of several levels, a branch as deep."""
    siblings = _siblings(rows, node)
    new = _branch(node.sheet, node.parent, node.level, _depth(rows, node), [each.name for each in siblings])
    renumber(inserted_after(siblings, node, new))


def add_below(rows: Rows, node: Indicator) -> None:
    """A new indicator as the last one under this node."""
    children = _children(rows, node)
    if not children:
        raise ChangeRefusedError(_("末级指标下面不能再添加指标"))
    depth = max(_depth(rows, child) for child in children)
    new = _branch(node.sheet, node, node.level + 1, depth, [each.name for each in children])
    renumber([*children, new])


def add_first(rows: Rows, sheet: Sheet) -> None:
    """A new branch at the end of the sheet, as deep as the others."""
    roots = cast("list[Indicator]", rows.children(c.INDICATOR, sheet.pk, None))
    depth = max((_depth(rows, root) for root in roots), default=FORM_LEVELS)
    renumber([*roots, _branch(sheet, None, 1, depth, [each.name for each in roots])])


def duplicate(rows: Rows, node: Indicator) -> None:
    """A copy with everything below, right behind."""
    siblings = _siblings(rows, node)
    name = free_name(node.name, [each.name for each in siblings], COPY)
    renumber(inserted_after(siblings, node, _copy(rows, node, node.parent, name)))


def move(rows: Rows, node: Indicator, by: int) -> None:
    """Up (-1) or down (1) among its neighbours; from the end of a branch into the next one."""
    siblings = _siblings(rows, node)
    if node.parent is None or 0 <= siblings.index(node) + by < len(siblings):
        renumber(swapped(siblings, node, siblings, by))
    else:
        _move_over(rows, node, siblings, by)


def delete(rows: Rows, node: Indicator) -> None:
    """Remove it with everything below; a node that nothing is left under goes too, since it would be scored."""
    siblings = [each for each in _siblings(rows, node) if each != node]
    if not siblings and node.parent is not None:
        delete(rows, _parent(rows, node))
        return
    node.delete()
    renumber(siblings)


def copy_branch(rows: Rows, root: Indicator, sheet: Sheet) -> None:
    """The same branch in another sheet."""
    _copy(rows, root, None, root.name, sheet.pk)


def _move_over(rows: Rows, node: Indicator, siblings: list[Indicator], by: int) -> None:
    parent = _parent(rows, node)
    branches = list(_on_level(rows, parent.sheet_id, parent.level))
    there = branches.index(parent) + by
    if not 0 <= there < len(branches):
        raise ChangeRefusedError(_("已经是第一行") if by < 0 else _("已经是最后一行"))
    if len(siblings) == 1:
        message = _("“{name}”下只有这一个指标，移走后就空了。请先在它下面添加指标，或删除它")
        raise ChangeRefusedError(message.format(name=parent.name))
    target = branches[there]
    new = _children(rows, target)
    node.parent = target
    node.save(update_fields=["parent"])
    renumber([each for each in siblings if each != node])
    renumber([*new, node] if by < 0 else [node, *new])


def _on_level(rows: Rows, sheet: int, level: int) -> Iterator[Indicator]:
    """All nodes of a level in reading order, without those that are scored themselves."""
    nodes = cast("list[Indicator]", rows.children(c.INDICATOR, sheet, None))
    for _level in range(level - 1):
        nodes = [child for node in nodes for child in _children(rows, node)]
    return (node for node in nodes if _children(rows, node))


def _branch(sheet: Sheet, parent: Indicator | None, level: int, depth: int, taken: list[str]) -> Indicator:
    """A new node with ``depth`` levels, the last of them scored."""
    top = node = Indicator.objects.create(sheet=sheet, parent=parent, level=level, name=free_name(NEW, taken))
    for below in range(level + 1, level + depth):
        node = Indicator.objects.create(sheet=sheet, parent=node, level=below, name=NEW)
    return top


def _copy(rows: Rows, node: Indicator, parent: Indicator | None, name: str, sheet: int | None = None) -> Indicator:
    new: Indicator = copied(node, parent_id=parent.pk if parent else None, name=name, sheet_id=sheet or node.sheet_id)
    new.save()
    for child in _children(rows, node):
        _copy(rows, child, new, child.name, sheet)
    return new


def _depth(rows: Rows, node: Indicator) -> int:
    return 1 + max((_depth(rows, child) for child in _children(rows, node)), default=0)


def _children(rows: Rows, node: Indicator) -> list[Indicator]:
    return cast("list[Indicator]", rows.children(c.INDICATOR, node.sheet_id, node.pk))


def _siblings(rows: Rows, node: Indicator) -> list[Indicator]:
    return cast("list[Indicator]", rows.children(c.INDICATOR, node.sheet_id, node.parent_id))


def _parent(rows: Rows, node: Indicator) -> Indicator:
    return cast("Indicator", rows.find("indicator", node.parent_id or 0))
