import logging
import os
from pathlib import Path

import pytest

from perfeval.documents import cache
from perfeval.documents.cache import PartCache, key_of, write_whole


def test_what_was_put_is_there_for_another_process(tmp_path: Path) -> None:
    PartCache(tmp_path).put("key", b"pdf")
    assert PartCache(tmp_path).get("key") == b"pdf"
    assert PartCache(tmp_path).get("other") is None
    assert [path.name for path in tmp_path.iterdir()] == ["key.pdf"]


def test_parts_longest_not_used_go_first(tmp_path: Path) -> None:
    parts = PartCache(tmp_path)
    for age, key in ((30, "old"), (20, "used"), (10, "new")):
        parts.put(key, b"x" * 10)
        os.utime(tmp_path / f"{key}.pdf", (age * -1 + 1_000_000, age * -1 + 1_000_000))
    parts.get("used")
    parts.prune(most_bytes=20)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["new", "used"]


def test_the_folder_is_looked_over_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PRUNE_EVERY", 2)
    monkeypatch.setattr(PartCache.prune, "__defaults__", (5,))
    parts = PartCache(tmp_path)
    parts.put("first", b"xxxx")
    parts.put("second", b"xxxx")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("")
    with caplog.at_level(logging.WARNING):
        PartCache(occupied / "parts").put("key", b"pdf")
    assert [message.startswith("不能保存已排好的部分：") for message in caplog.messages] == [True]


def test_a_key_follows_from_every_character() -> None:
    assert key_of("<p>1</p>") == key_of("<p>1</p>")
    assert key_of("<p>1</p>") != key_of("<p>2</p>")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_whole(file, b"first")
    write_whole(file, b"second")
    assert file.read_bytes() == b"second"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"third")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "folder"]
