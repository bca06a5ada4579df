"""Files of jobs go into a folder of the test's own; messages into another."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def jobs_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.JOBS_DIR = tmp_path / "jobs"
    return settings.JOBS_DIR
