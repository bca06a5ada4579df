"""Run in a process of its own: bring an old release's database up to date and say what is in it, as JSON.

On SQLite the database is the old one already. On PostgreSQL it is empty: it is brought to where the dump was made, and
gets the dump's rows. One process for all of it, since each start of Django costs seconds.
"""

import gzip
import json
import runpy
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent
#: Django's own bookkeeping, made anew by the migrations themselves.
KEPT_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


def opened(dump: Path) -> sqlite3.Connection:
    """The old database, in memory."""
    database = sqlite3.connect(":memory:")
    database.executescript(gzip.decompress(dump.read_bytes()).decode())
    return database


def tables(database: sqlite3.Connection) -> dict[str, list[str]]:
    """Table → its columns."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        for name in names
        if name not in KEPT_BY_DJANGO
    }


def rows(database: sqlite3.Connection, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    """The rows of a table in the order of their first column."""
    named = ", ".join(f'"{column}"' for column in columns)
    return database.execute(f'SELECT {named} FROM "{table}" ORDER BY 1').fetchall()  # noqa: S608 - names of our own


def migrate_back(database: sqlite3.Connection) -> None:
    """Make the tables as they were: each app up to the last migration that the old database had seen."""
    from django.core.management import call_command

    last = dict(database.execute("SELECT app, name FROM django_migrations ORDER BY id"))
    for app, name in last.items():
        call_command("migrate", app, name, verbosity=0)


def fill(database: sqlite3.Connection) -> None:
    """Put the old rows into the tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # rows come in any order
        for table, columns in tables(database).items():
            fill_table(cursor, table, columns, rows(database, table, columns))
        cursor.execute("SET session_replication_role = DEFAULT")


def fill_table(cursor, table: str, columns: list[str], found: list[tuple[object, ...]]) -> None:  # type: ignore[no-untyped-def]  # a wrapper without a type
    """All rows of one table; SQLite's truth values are numbers."""
    if not found:
        return
    kinds = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'boolean'"
    cursor.execute(kinds, [table])
    flags = {name for (name,) in cursor.fetchall()}
    cast = [bool if column in flags else None for column in columns]
    values = [
        [value if kind is None or value is None else kind(value) for kind, value in zip(cast, row, strict=True)]
        for row in found
    ]
    named = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', values)  # noqa: S608 - names of our own
    if "id" in columns:
        last = f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        cursor.execute(last, [table])


def content() -> dict[str, object]:
    """Every self-evaluation as a package, what is wrong with the events, and whether each snapshot is what it was."""
    from hashlib import sha256

    from perfeval.core.package import dump_package
    from perfeval.evaluations.models import SelfEvaluation
    from perfeval.evaluations.services import export_package
    from perfeval.review.models import Event, Snapshot
    from perfeval.review.services import package_of, record_event, verify_events

    record_event(action="backup", subject="after the upgrade")
    snapshots = list(Snapshot.objects.order_by("pk"))
    return {
        "packages": [dump_package(export_package(one)) for one in SelfEvaluation.objects.order_by("pk")],
        "broken": [str(problem) for problem in verify_events()],
        "events": Event.objects.count(),
        "snapshots": [package_of(one).department.name for one in snapshots],
        "changed": [one.pk for one in snapshots if sha256(one.document.encode()).hexdigest() != one.sha256],
    }


def main(dump: Path) -> int:
    """Upgrade, and print."""
    django.setup()
    from django.db import connection

    if connection.vendor == "postgresql":
        with closing(opened(dump)) as database:
            migrate_back(database)
            fill(database)
    status = int(runpy.run_path(str(ROOT / "script" / "prepare"))["main"]())
    sys.stdout.write(json.dumps(content(), ensure_ascii=False))
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
