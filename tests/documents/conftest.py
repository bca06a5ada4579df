"""What the tests of documents share."""

import pytest

from . import golden


@pytest.fixture(scope="session", autouse=True)
def _documents_are_made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Also where several processes test side by side: the folder above theirs is common to them."""
    mine = tmp_path_factory.getbasetemp()
    golden.MADE = (mine if worker_id == "master" else mine.parent) / "documents"
    golden.MADE.mkdir(exist_ok=True)
