"""Finished parts on disk, addressed by what they are made from: an unchanged part is never laid out again."""

import logging
import os
from hashlib import sha256
from pathlib import Path

import weasyprint

from perfeval.core.files import new_file, settle

from . import fonts
from .places import program_digest, var_folder

logger = logging.getLogger(__name__)

MOST_BYTES = 500 * 1024 * 1024
"""When the folder holds more than this, the parts that were longest not used go first."""

PRUNE_EVERY = 500
"""Parts stored between two looks at the size of the folder."""


class PartCache:
    """PDFs of parts in a folder, by key. A cache that cannot be written to only costs time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or var_folder() / "cache" / "documents"
        self._stored = 0

    def get(self, key: str) -> bytes | None:
        """The part, None where it is not there."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep a part; a full disk is logged, and the document is made all the same."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path(key), data)
        except OSError as error:
            logger.warning("不能保存已排好的部分：%s", error)
            return
        self._stored += 1
        if self._stored % PRUNE_EVERY == 0:
            self.prune()

    def prune(self, most_bytes: int = MOST_BYTES) -> None:
        """Delete the parts longest not used until the folder holds no more than this."""
        entries = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self.folder.glob("*.pdf"))
        excess = sum(size for _, size, _ in entries) - most_bytes
        for _, size, path in entries:
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= size

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.pdf"


def key_of(html: str) -> str:
    """The address of what is drawn from this HTML by this program with these fonts."""
    made_from = (program_digest("documents"), weasyprint.__version__, fonts.identity(), html)
    return sha256("\0".join(made_from).encode()).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises OSError."""
    with new_file(path.parent) as (file, written):
        file.write(data)
        settle(file, written, path)
