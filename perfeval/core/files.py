"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

UNFINISHED = ".part"
"""How the name of a file that is being written ends; it begins with a dot."""


@contextmanager
def new_file(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file without a name yet, with where it stands; ``settle`` it or it is gone afterwards. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def settle(file: IO[bytes], written: Path, target: Path) -> None:
    """Give a new file its name, after all of it has reached the disk. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())
    written.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """The name must survive a power cut as the content does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
