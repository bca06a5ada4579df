"""The files that jobs make: documents by the address of their input, results by the hash of their content."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from perfeval.core.files import UNFINISHED, new_file, settle

BLOCK = 1024 * 1024

LONGEST_WRITING = 60 * 60
"""Seconds after which an unfinished file has no writer any more."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the store: its name there, its SHA-256, its bytes."""

    name: str
    sha256: str
    size: int


def path_of(name: str) -> Path:
    """Where the file of this name stands, or would."""
    return _folder() / name[:2] / name


def find(name: str) -> Stored | None:
    """The file of this name, and from now on it counts as used; None where it is not there. Raises OSError."""
    path = path_of(name)
    if not path.is_file():
        return None
    path.touch()
    return Stored(name, sha256_of(path), path.stat().st_size)


def keep(name: str, data: bytes) -> Stored:
    """Store bytes under a name; a second time changes nothing. Raises OSError."""
    path = _room_for(name)
    with new_file(path.parent) as (file, written):
        file.write(data)
        settle(file, written, path)
    return Stored(name, hashlib.sha256(data).hexdigest(), len(data))


def keep_written(write: Callable[[IO[bytes]], None], suffix: str) -> Stored:
    """Store what is written into a file, under the hash of its content. Raises OSError."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with new_file(folder) as (file, written):
        write(file)
        file.flush()
        sha256 = sha256_of(written)
        size = written.stat().st_size
        settle(file, written, _room_for(f"{sha256}{suffix}"))
    return Stored(f"{sha256}{suffix}", sha256, size)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(name: str) -> None:
    """Take a file away, if it is there."""
    path_of(name).unlink(missing_ok=True)


def forget_unused(seconds: int) -> int:
    """Take away what nobody used for so long, and what a killed writer left; how many files went."""
    now = time.time()
    old = [path for path in _folder().rglob("*") if path.is_file() and _age(path, now) > _longest(path, seconds)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path, now: float) -> float:
    return now - path.stat().st_mtime


def _longest(path: Path, seconds: int) -> int:
    return LONGEST_WRITING if path.suffix == UNFINISHED else seconds


def _room_for(name: str) -> Path:
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _folder() -> Path:
    return Path(settings.JOBS_DIR)
