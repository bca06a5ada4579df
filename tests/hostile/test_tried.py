"""The list of what was tried is whole."""

from pathlib import Path

from .tried import TRIED


def test_every_hostile_session_is_in_the_list() -> None:
    files = {file.stem for file in Path(__file__).parent.glob("test_*.py")} - {"test_tried"}
    assert set(TRIED) == files
    assert all(TRIED.values())
