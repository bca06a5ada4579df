"""The indicator tree of the overall sheet as items: names, weights, scores, reasons, children, leaves."""

from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.narrative.book import Book
from perfeval.core.narrative.findings import finding
from perfeval.core.narrative.values import Item, Missing, Value, exact_sum, number
from perfeval.core.package import Indicator

from .registry import function


@function("INDICATORS", 1)
def indicators(book: Book, level: Value) -> Value:
    """All indicators of a level (1, 2, …; 0 = 末级): n, code, name, weight, score, lost, basis, children, leaves."""
    tree = _items(book.package.overall.indicators, "") if book.package.overall else ()
    wanted = int(number(level))
    if wanted == 0:
        return tuple(leaf for node in tree for leaf in _list(node, "leaves"))
    return tuple(_level(tree, wanted))


def _level(nodes: tuple[Item, ...], level: int) -> Iterator[Item]:
    for node in nodes:
        if level == 1:
            yield node
        else:
            yield from _level(_list(node, "children"), level - 1)


def _items(nodes: list[Indicator], above: str) -> tuple[Item, ...]:
    return tuple(_item(node, index, f"{above}{index}") for index, node in enumerate(nodes, start=1))


def _item(node: Indicator, position: int, place: str) -> Item:
    """``n`` counts among its siblings; ``key`` is the code, or the place in the tree (1.2.1) where there is none."""
    children = _items(node.children, f"{place}.")
    result = node.computed
    weight, score = (result.weight, result.score) if result else (node.weight, None)
    own: dict[str, Value] = {
        "n": Decimal(position),
        "key": node.code or place,
        "code": node.code or "",
        "name": node.name,
        "basis": finding(node),
        "target": node.target or Missing(f"{node.name}指标值"),
        "actual": node.actual or Missing(f"{node.name}实际完成值"),
    }
    marks = _marks(node.name, weight, score, children)
    item = Item({**own, **marks, "children": children, "leaves": ()})
    return Item({**item.fields, "leaves": _leaves(item, children)})


def _marks(name: str, weight: Decimal | None, score: Decimal | None, children: tuple[Item, ...]) -> dict[str, Value]:
    """Weight, score and what is lost; of a parent the score is the sum of its children's."""
    scored = score if score is not None or not children else _sum(children, "score")
    full = weight if weight is not None or not children else _sum(children, "weight")
    lost = full - scored if full is not None and scored is not None else None
    marks = {"weight": full, "score": scored, "lost": lost}
    labels = {"weight": "分值", "score": "得分", "lost": "扣分"}
    return {key: Missing(f"{name}{labels[key]}") if mark is None else mark for key, mark in marks.items()}


def _sum(children: tuple[Item, ...], field: str) -> Decimal | None:
    found = [child.fields[field] for child in children]
    numbers = tuple(one for one in found if isinstance(one, Decimal))
    return exact_sum(numbers) if len(numbers) == len(found) else None


def _leaves(item: Item, children: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(leaf for child in children for leaf in _list(child, "leaves")) if children else (item,)


def _list(item: Item, field: str) -> tuple[Item, ...]:
    found = item.fields[field]
    return found if isinstance(found, tuple) else ()
