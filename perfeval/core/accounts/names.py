"""Names of codes: as the officer wrote them, else as the catalogue of the year has them."""

from collections.abc import Iterable, Mapping
from itertools import chain

from perfeval.core.package.accounts import FinalAccounts

from .catalogue import catalogue_names


def function_names(accounts: FinalAccounts, year: int) -> dict[str, str]:
    """功能分类 code → name: entered parents first, then entered leaves, then the catalogue."""
    received = ((leaf.function, leaf.name) for leaf in accounts.revenue)
    spent = ((leaf.function, leaf.name) for leaf in accounts.expenditure)
    return _merged(accounts.function_names, chain(received, spent), catalogue_names("function", year))


def economic_names(accounts: FinalAccounts, year: int) -> dict[str, str]:
    """经济分类 code → name, entered names first."""
    leaves = ((leaf.code, leaf.name) for leaf in accounts.economic)
    return _merged(accounts.economic_names, leaves, catalogue_names("economic", year))


def _merged(entered: Mapping[str, str], leaves: Iterable[tuple[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    first_names: dict[str, str] = {}
    for code, name in leaves:
        first_names.setdefault(code, name)
    return {**known, **first_names, **entered}
