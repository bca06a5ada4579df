import hashlib
from pathlib import Path
from typing import IO

import pytest

from perfeval.jobs import store
from perfeval.jobs.store import Stored


def test_a_file_is_kept_under_its_name_with_its_hash() -> None:
    kept = store.keep("abc.pdf", b"content")
    assert kept == Stored("abc.pdf", hashlib.sha256(b"content").hexdigest(), 7)
    assert (store.find("abc.pdf"), store.find("abd.pdf")) == (kept, None)
    store.remove("abc.pdf")
    store.remove("abc.pdf")
    assert store.find("abc.pdf") is None


def test_a_result_is_kept_under_the_hash_of_its_content() -> None:
    kept = store.keep_written(lambda file: file.write(b"result") and None, ".zip")
    sha256 = hashlib.sha256(b"result").hexdigest()
    assert kept == Stored(f"{sha256}.zip", sha256, 6)
    assert store.path_of(kept.name).read_bytes() == b"result"


def test_a_file_that_cannot_be_written_to_its_end_leaves_nothing(jobs_folder: Path) -> None:
    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        store.keep_written(write, ".zip")
    assert [path for path in jobs_folder.rglob("*") if path.is_file()] == []
