"""Every sentence of every scheme can be said for any sign and zero, and with anything left out."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.core.compute import compute
from perfeval.core.narrative import load_narrative, narrative_for, sentences_of
from perfeval.core.narrative.templates import FALLBACK, NARRATIVE_FOLDER
from perfeval.core.package import FinalAccounts, Package, parse_package
from perfeval.core.scheme import load_scheme
from tests.core.accounts.strategies import final_accounts

from .conftest import sample

SLUGS = sorted(path.stem for path in NARRATIVE_FOLDER.glob("*.json"))
SAMPLES = ["gaoyi-2022", "jincheng-2022", "miluo-2023", "qinhuangdao-2023", "xundian-2023"]
figures = st.one_of(st.none(), st.sampled_from(["0", "1", "-1", "0.01"]), st.integers(-(10**9), 10**9).map(str))
PRIOR = ["income_total", "expenditure_total", "fiscal_income_total", "fiscal_expenditure_total", "general_expenditure"]
CLASSES = ["201", "208", "210", "221"]
prior = st.fixed_dictionaries(
    {}, optional=dict.fromkeys([*PRIOR, *(f"general_expenditure_{code}" for code in CLASSES)], figures)
)


def minimal(scheme: str) -> Package:
    return parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": scheme,
            "year": 2022,
            "money_unit": "万元",
            "department": {"name": "某局"},
        }
    )


@settings(max_examples=40, deadline=None)
@given(final_accounts(), prior, st.fixed_dictionaries({}, optional=dict.fromkeys(CLASSES, figures)), figures)
def test_the_accounts_can_always_be_told(
    accounts: FinalAccounts, last_year: dict[str, Any], budget: dict[str, Any], cost: str | None
) -> None:
    document = accounts.model_dump(mode="json", exclude_unset=True)
    document |= {"prior": last_year, "initial_budget": budget, "operating_cost": {"prior": cost}}
    told = minimal("any").model_copy(update={"final_accounts": FinalAccounts.model_validate(document)})
    said = sentences_of(told, load_narrative(FALLBACK))
    assert {"1", "2", "2.6", "3.5", "4", "5.1", "5.2", "5.3", "6.1", "6.2", "7", "8", "9.1.4", "10.3"} <= set(said)
    assert [one for one, text in said.items() if "--" in text or "{" in text or "None" in text or not text] == []


@pytest.mark.parametrize(
    ("now", "last_year", "expected"),
    [
        ("120", "100", "收入总计增加20.00元，增长20.00%，支出总计增加20.00元，增长20.00%。"),
        ("80", "100", "收入总计减少20.00元，下降20.00%，支出总计减少20.00元，下降20.00%。"),
        ("100", "100", "收入总计与上年相同，支出总计与上年相同。"),
        ("100", "0", "收入总计增加100.00元，支出总计增加100.00元。"),
        ("100", None, "收入总计【上年收入总计】，支出总计【上年支出总计】。"),
    ],
)
def test_the_wording_of_a_change_follows_its_sign(now: str, last_year: str | None, expected: str) -> None:
    accounts = FinalAccounts.model_validate(
        {
            "revenue": [{"function": "2080101", "name": "行政运行", "fiscal": now}],
            "expenditure": [{"function": "2080101", "name": "行政运行", "source": "fiscal", "basic": now}],
            "prior": {"income_total": last_year, "expenditure_total": last_year},
            "texts": {"1.reason": "人员调整。"},
        }
    )
    package = minimal("any").model_copy(update={"final_accounts": accounts})
    said = sentences_of(package, load_narrative(FALLBACK))["1"]
    amount = f"{Decimal(now):,.2f}"
    lead = f"2022年度收入总计{amount}元、支出总计{amount}元。与2021年相比，"
    assert said == f"{lead}{expected}主要原因是人员调整。"


@pytest.mark.parametrize("slug", SAMPLES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_reports_can_always_be_told(slug: str, data: st.DataObject) -> None:
    document = dict(sample(slug))
    drawn = st.sampled_from(["0", "-3", "7.5", "120"])
    facts = {key: data.draw(st.none() | drawn) for key in document["facts"]}
    dropped = data.draw(
        st.sets(st.sampled_from(["overall", "survey", "projects", "tasks", "filing", "final_accounts"]))
    )
    kept = {key: value for key, value in document.items() if key not in dropped}
    package = compute(parse_package({**kept, "facts": facts}), load_scheme(slug))
    said = sentences_of(package, narrative_for(slug))
    assert [one for one, text in said.items() if "{" in text or "None" in text] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_package_is_told_without_stumbling(slug: str) -> None:
    said = sentences_of(minimal(slug), narrative_for(slug))
    assert [one for one, text in said.items() if not text] == []
