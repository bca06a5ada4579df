"""The ten tables of a real department, cell by cell."""

from typing import Any

import pytest

from perfeval.core.accounts import account_tables
from perfeval.core.package import FinalAccounts

#: (table, key) → (label printed, reason). The cells themselves have no exception.
LABEL_ERRORS = {
    ("02", "20801"): (
        "人力资源和社会管理事务",
        "error name-20801: the same code is 人力资源和社会保障管理事务 in tables 03 and 05",
    )
}


@pytest.fixture(scope="module")
def computed(accounts: FinalAccounts) -> dict[str, list[dict[str, Any]]]:
    tables = account_tables(accounts, 2022)
    return {
        number: [row.model_dump(mode="json", exclude_unset=True) for row in rows] for number, rows in tables.items()
    }


@pytest.mark.parametrize("number", [f"{table:02}" for table in range(1, 11)])
def test_every_row_is_the_printed_one(
    number: str, document: dict[str, Any], computed: dict[str, list[dict[str, Any]]]
) -> None:
    printed = [
        {name: row[name] for name in ("key", "label", "cells", "side", "pos") if name in row}
        for row in document["published"]["tables"][number]
    ]
    for row in printed:
        wrong = LABEL_ERRORS.get((number, row["key"]))
        if wrong:
            assert row["label"] == wrong[0]
            row["label"] = "人力资源和社会保障管理事务"
    assert computed[number] == printed


def test_all_849_cells_are_compared(computed: dict[str, list[dict[str, Any]]]) -> None:
    assert sum(len(row["cells"]) for rows in computed.values() for row in rows) == 849
