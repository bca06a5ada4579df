"""Queries whose shape never changes, put into SQL once: that takes several times as long as answering them.

A page of a self-evaluation asks about twenty tables the same question: what is there of this one? For others, and
wherever a condition comes and goes, a plain queryset is right.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

RowType = TypeVar("RowType", bound=Model)

_STANDS_FOR_THE_KEY = -2_147_000_001
"""What the conditions name while the SQL is made: no row has this key, no other value of a query is it."""


class Statement(Generic[RowType]):
    """A query that depends on one key alone, which may occur in it several times.

    ``asks`` makes its queryset, given the key; it is called once for each kind of database in a process.
    """

    def __init__(self, asks: Callable[[int], QuerySet[RowType, Any]]) -> None:
        self._asks = asks
        self._made: dict[str, tuple[type[RowType], str, Sequence[Any]]] = {}

    def rows(self, key: int) -> list[RowType]:
        """The rows for this key as objects, in the order of the queryset; what it joins is not kept with them."""
        model, statement, values = self._in_sql()
        return list(model._default_manager.raw(statement, _put_in(values, key)))

    def numbers(self, key: int) -> list[tuple[Any, ...]]:
        """The rows of ``values()`` for this key as the database gives them: right for whole numbers and texts."""
        _model, statement, values = self._in_sql()
        with connection.cursor() as cursor:
            cursor.execute(statement, _put_in(values, key))
            return list(cursor.fetchall())

    def _in_sql(self) -> tuple[type[RowType], str, Sequence[Any]]:
        if connection.vendor not in self._made:
            queryset = self._asks(_STANDS_FOR_THE_KEY)
            statement, values = queryset.query.sql_with_params()
            self._made[connection.vendor] = (queryset.model, statement, values)
        return self._made[connection.vendor]


def _put_in(values: Sequence[Any], key: int) -> list[Any]:
    return [key if value == _STANDS_FOR_THE_KEY else value for value in values]
