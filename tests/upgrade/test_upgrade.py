"""From the databases of old releases to now: every row keeps every value, every self-evaluation every figure.

Both are databases as SQLite dumped them. first.sql.gz is the first release's: the first migration of each app there was
(directory, schemes, evaluations), the schemes, the five samples and the demonstration accounts of that day.
reviewed.sql.gz was made at commit 8173362, the first that had reviews, publications and jobs: four self-evaluations
(one returned, mended and published, withdrawn and published again; one endorsed with a reason for a warning; one
reopened; a draft with an extension) with comments, review scores, notices, events and two jobs, and a sample beside
them. reviewed.json.gz is what the program of that day exported from it.
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from perfeval.core.package import Package, parse_package
from tests.comparing import entered
from tests.factories import SAMPLES, sample_package

from .upgrading import opened, rows, tables

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DUMPS = ["first", "reviewed"]
#: How many rows there are at least, and how many events and snapshots there were.
EXPECTED = {"first": (1500, 0, []), "reviewed": (400, 24, ["甲局", "甲局", "甲局", "乙局", "丙局", "丙局"])}
#: What grows: the schemes that have come since, and the event that is written after the upgrade.
GROWING = {"schemes_schemerecord": ["id", "name", "version", "document"], "review_event": ["id", "number", "hash"]}


def upgraded(url: str, folder: Path, dump: str) -> dict[str, Any]:
    """What is in the database after a program of ours has brought it up to date."""
    given = {"DATABASE_URL": url, "VAR_DIR": str(folder), "SECRET_KEY": "x" * 50, "DEMO": "0", "DEBUG": "1"}
    given |= {"DJANGO_SETTINGS_MODULE": "perfeval.settings", "PYTHONPATH": str(ROOT)}
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | given
    command = [sys.executable, str(HERE / "upgrading.py"), str(HERE / f"{dump}.sql.gz")]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check_content(found: dict[str, Any], dump: str) -> None:
    """The figures are what they were, the snapshots too, and the chain of events is whole and goes on."""
    packages = map(parse_package, found["packages"])
    assert {one.department.name: entered(one) for one in packages} == {
        one.department.name: entered(one) for one in packages_of(dump)
    }
    _least, events, snapshots = EXPECTED[dump]
    assert (found["broken"], found["changed"]) == ([], [])
    assert (found["events"], found["snapshots"]) == (events + 1, snapshots)


def packages_of(dump: str) -> list[Package]:
    if dump == "first":
        return [sample_package(name) for name in SAMPLES]
    return [parse_package(one) for one in json.loads(gzip.decompress((HERE / f"{dump}.json.gz").read_bytes()))]


def check_rows(before: sqlite3.Connection, after: sqlite3.Connection, dump: str) -> None:
    old = {table: columns for table, columns in tables(before).items() if table != "review_chainhead"}
    assert sum(len(rows(before, table, columns)) for table, columns in old.items()) > EXPECTED[dump][0]
    for table, columns in old.items():
        if table in GROWING:
            kept = GROWING[table]
            assert set(rows(before, table, kept)) <= set(rows(after, table, kept)), table
        else:
            assert rows(after, table, columns) == rows(before, table, columns), table


def upgrade_sqlite(dump: str, folder: Path) -> dict[str, Any]:
    now = folder / "now.sqlite3"
    with closing(opened(HERE / f"{dump}.sql.gz")) as before:
        with closing(sqlite3.connect(now)) as file:
            before.backup(file)
        found = upgraded(f"sqlite:///{now}", folder, dump)
        with closing(sqlite3.connect(now)) as after:
            check_rows(before, after, dump)
    return found


def upgrade_postgresql(dump: str, folder: Path) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS perfeval_{dump}")
        cursor.execute(f"CREATE DATABASE perfeval_{dump}")
    return upgraded(os.environ["DATABASE_URL"].rpartition("/")[0] + f"/perfeval_{dump}", folder, dump)


@pytest.mark.parametrize("dump", DUMPS)
def test_every_row_keeps_every_value_and_every_self_evaluation_every_figure(dump: str, tmp_path: Path) -> None:
    upgrade = upgrade_sqlite if connection.vendor == "sqlite" else upgrade_postgresql
    check_content(upgrade(dump, tmp_path), dump)
