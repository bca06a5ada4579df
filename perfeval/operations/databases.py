"""The whole database as one file, and back: SQLite by its backup interface, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection


class DatabaseToolError(RuntimeError):
    """A dump or a restore that failed; the message is one line."""


def dump_database(path: Path) -> None:
    """Write a consistent copy while the program runs. Raises DatabaseToolError."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={path}", _database_name())


def restore_database(path: Path) -> None:
    """Put a copy in the place of everything there is. Raises DatabaseToolError."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)
        return
    connection.close()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={_database_name()}",
        path,
    )


def _database_name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL on our database; the password goes through the environment, never the command."""
    executable = shutil.which(program)
    if executable is None:
        raise DatabaseToolError(f"没有程序{program}，请安装 postgresql-client")
    done = subprocess.run(  # noqa: S603 - a fixed program, found on the path
        [executable, *map(str, arguments)], env={**os.environ, **_access()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DatabaseToolError(" ".join(done.stderr.split())[:500])


def _access() -> dict[str, str]:
    found = connection.settings_dict
    keys = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    return {variable: str(found[key]) for variable, key in keys.items() if found.get(key)}
