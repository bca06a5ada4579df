"""When script/server makes a demonstration of a database: only of one that began as one."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def chosen(folder: Path, **variables: str) -> str:
    """DEMO as the server would set it, started with these variables."""
    line = f". {ROOT}/script/lib/common.sh; . {ROOT}/script/lib/demo.sh; choose_demo; echo $DEMO"
    command = ["/bin/bash", "-c", f"set -euo pipefail; {line}"]
    environment = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(folder), **variables}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


def make_database(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "perfeval.sqlite3")) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(statement)


def test_a_new_installation_is_one_and_stays_one(tmp_path: Path) -> None:
    assert chosen(tmp_path) == "1"
    make_database(tmp_path, "CREATE TABLE directory_user (id INTEGER)")
    assert chosen(tmp_path) == "1"


@pytest.mark.parametrize("content", [b"", None])
def test_a_file_without_a_table_is_still_a_new_installation(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        make_database(tmp_path, "PRAGMA user_version=0")
    else:
        (tmp_path / "perfeval.sqlite3").write_bytes(content)
    assert chosen(tmp_path) == "1"


def test_a_database_that_began_without_never_becomes_one(tmp_path: Path) -> None:
    assert chosen(tmp_path, DEMO="0") == "0"
    make_database(tmp_path, "CREATE TABLE directory_user (id INTEGER)")
    assert chosen(tmp_path) == "0"


def test_a_database_given_by_url_never_becomes_one(tmp_path: Path) -> None:
    assert chosen(tmp_path, DATABASE_URL="postgres://localhost/perfeval") == "0"
