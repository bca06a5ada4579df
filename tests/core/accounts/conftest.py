"""The final accounts of the sample, and leaves that Hypothesis makes up."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfeval.core.package import FinalAccounts

SAMPLE = Path(__file__).parents[3] / "fixtures" / "samples" / "jincheng-2022.json"


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    accounts: dict[str, Any] = json.loads(SAMPLE.read_text("utf-8"))["final_accounts"]
    return accounts


@pytest.fixture(scope="session")
def accounts(document: dict[str, Any]) -> FinalAccounts:
    return FinalAccounts.model_validate(document)
