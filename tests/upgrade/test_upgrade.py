"""From the first release's database to now: every row keeps every value, every self-evaluation every figure.

first.sql.gz is that database as SQLite dumped it: the first migration of each app there was (directory, schemes,
evaluations), the schemes, the five samples and the demonstration accounts of that day.
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from perfeval.core.package import parse_package
from tests.comparing import entered
from tests.factories import SAMPLES, sample_package

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST = Path(__file__).with_name("first.sql.gz")
#: Django's own bookkeeping, made anew by the migrations themselves.
KEPT_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}
OURS = ("directory", "schemes", "evaluations")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first release's database."""
    file = tmp_path_factory.mktemp("first") / "first.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(gzip.decompress(FIRST.read_bytes()).decode())
    return file


def run(url: str, folder: Path, *command: str) -> str:
    """A program of ours, on another database than the tests'."""
    given = {"DATABASE_URL": url, "VAR_DIR": str(folder), "SECRET_KEY": "x" * 50, "DEMO": "0", "DEBUG": "1"}
    given["DJANGO_SETTINGS_MODULE"] = "perfeval.settings"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | given
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tables(database: sqlite3.Connection) -> dict[str, list[str]]:
    """Table → its columns."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        for name in names
        if name not in KEPT_BY_DJANGO
    }


def rows(database: sqlite3.Connection, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    named = ", ".join(f'"{column}"' for column in columns)
    return database.execute(f'SELECT {named} FROM "{table}" ORDER BY 1').fetchall()  # noqa: S608 - names of our own


EXPORT_ALL = """
import django, json
django.setup()
from perfeval.core.package import dump_package
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import export_package
print(json.dumps([dump_package(export_package(one)) for one in SelfEvaluation.objects.order_by("pk")]))
"""


def check_packages(url: str, folder: Path) -> None:
    exported = [parse_package(document) for document in json.loads(run(url, folder, "-c", EXPORT_ALL))]
    found = {package.department.name: entered(package) for package in exported}
    wanted = {package.department.name: entered(package) for package in map(sample_package, SAMPLES)}
    assert found == wanted


def test_every_row_keeps_every_value_on_sqlite(first: Path, tmp_path: Path) -> None:
    now = tmp_path / "now.sqlite3"
    now.write_bytes(first.read_bytes())
    run(f"sqlite:///{now}", tmp_path, "script/prepare")
    with closing(sqlite3.connect(first)) as before, closing(sqlite3.connect(now)) as after:
        old = {table: columns for table, columns in tables(before).items() if table != "schemes_schemerecord"}
        assert sum(len(rows(before, table, columns)) for table, columns in old.items()) > 1500
        for table, columns in old.items():
            assert rows(after, table, columns) == rows(before, table, columns), table
        schemes = rows(before, "schemes_schemerecord", ["id", "name", "version", "document"])
        assert set(schemes) <= set(rows(after, "schemes_schemerecord", ["id", "name", "version", "document"]))
    check_packages(f"sqlite:///{now}", tmp_path)
    run(f"sqlite:///{now}", tmp_path, "manage.py", "verify_events")


def fill_postgres(first: Path) -> None:
    """Put the rows of the first release's database into a PostgreSQL one that has its tables."""
    with closing(sqlite3.connect(first)) as before, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # rows come in any order
        for table, columns in tables(before).items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'boolean'",
                [table],
            )
            flags = {name for (name,) in cursor.fetchall()}
            named = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            for row in rows(before, table, columns):
                values = [
                    bool(value) if column in flags and value is not None else value
                    for column, value in zip(columns, row, strict=True)
                ]
                cursor.execute(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)  # noqa: S608
            if "id" in columns:
                last = f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
                cursor.execute(last, [table])
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql", reason="PostgreSQL")
def test_every_self_evaluation_keeps_every_figure_on_postgresql(first: Path, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS perfeval_upgrade")
        cursor.execute("CREATE DATABASE perfeval_upgrade")
    url = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")[0] + "/perfeval_upgrade"
    for app in OURS:
        run(url, tmp_path, "manage.py", "migrate", app, "0001")
    run(url, tmp_path, "manage.py", "migrate", "sessions")
    given = connection.settings_dict
    name = given["NAME"]
    connection.close()
    given["NAME"] = "perfeval_upgrade"
    try:
        fill_postgres(first)
    finally:
        connection.close()
        given["NAME"] = name
    run(url, tmp_path, "script/prepare")
    check_packages(url, tmp_path)
