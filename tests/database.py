"""Asking the database itself."""

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

append_only = importlib.import_module("perfeval.review.migrations.0002_append_only")


def refuses(model: type[models.Model], **values: Any) -> None:
    """The database refuses to hold such a record."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(**values)


@contextmanager
def without_triggers() -> Iterator[None]:
    """What somebody can do who owns the database: change append-only tables."""
    _run(append_only.statements_to_remove(connection.vendor))
    yield
    _run(append_only.statements_to_add(connection.vendor))


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def shared_by_threads(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database to which each thread has a connection of its own: on SQLite a file in place of memory."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    file = tmp_path / "test.sqlite3"
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(file)) as copy:
        memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name
