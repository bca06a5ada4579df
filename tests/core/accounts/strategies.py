"""Final accounts with any leaves, whose 经济分类 come to what their 功能分类 spend."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from perfeval.core.package import FinalAccounts

FUNCTIONS = ["2010601", "2080101", "2080104", "2080799", "20808", "2101101", "2210201", "2120801", "2230105"]
FUNDS = ["general", "government_fund", "state_capital"]
PERSONNEL, PUBLIC = "30101", "30201"

amounts = st.one_of(st.none(), st.decimals("-999999", "99999999", places=2, allow_nan=False))


def written(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _leaf(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"function": st.sampled_from(FUNCTIONS), "name": st.just("科目"), **fields})


_money = amounts.map(written)
revenue = _leaf(
    fund=st.sampled_from([*FUNDS, None]),
    **dict.fromkeys(("fiscal", "superior", "business", "operating", "affiliated", "other"), _money),
)
fiscal = _leaf(
    source=st.just("fiscal"), fund=st.sampled_from([*FUNDS, None]), **dict.fromkeys(("basic", "project"), _money)
)
other = _leaf(
    source=st.just("other"),
    **dict.fromkeys(("basic", "project", "to_superior", "operating", "to_affiliated"), _money),
)
balance = st.fixed_dictionaries(
    {"fund": st.sampled_from(FUNDS), "function": st.sampled_from(FUNCTIONS), "opening": _money}
)
balances = st.fixed_dictionaries(
    {
        **dict.fromkeys(("opening", "opening_fiscal", "non_fiscal_surplus_used", "surplus_distributed"), _money),
        "fiscal": st.lists(balance, max_size=4),
    }
)
spending = st.fixed_dictionaries(dict.fromkeys(("abroad", "vehicle_purchase", "vehicle_running", "reception"), _money))


@st.composite
def final_accounts(draw: st.DrawFn) -> FinalAccounts:
    """Any leaves; the economic leaves are made from the spending of 一般公共预算."""
    spent = draw(st.lists(fiscal, max_size=6)) + draw(st.lists(other, max_size=3))
    budget, final = draw(spending), draw(spending)
    document = {
        "revenue": draw(st.lists(revenue, max_size=6)),
        "expenditure": spent,
        "economic": _economic(spent, final),
        "balances": draw(st.none() | balances),
        "three_public": {"budget": budget, "final": final},
    }
    return FinalAccounts.model_validate(document)


def _economic(spent: list[dict[str, Any]], final: dict[str, str | None]) -> list[dict[str, Any]]:
    """工资 and 办公费 that take up the whole spending, beside the two codes of table 07."""
    whole: dict[str, Decimal] = defaultdict(Decimal)
    for leaf in spent:
        if leaf["source"] == "fiscal" and leaf["fund"] in ("general", None):
            for kind in ("basic", "project"):
                whole[kind] += Decimal(leaf[kind] or 0)
    named = {"30231": final["vehicle_running"], "30217": final["reception"]}
    rest = sum(whole.values()) - sum(Decimal(amount or 0) for amount in named.values())
    leaves = [{"code": code, "name": "科目", "amount": amount} for code, amount in named.items()]
    return [
        *leaves,
        {"code": PERSONNEL, "name": "科目", "amount": written(rest), "basic": written(whole["basic"])},
        {"code": PUBLIC, "name": "科目", "amount": None, "basic": None},
    ]
