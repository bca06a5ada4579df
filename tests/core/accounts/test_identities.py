from decimal import Decimal

from hypothesis import given, settings

from perfeval.core.accounts import Identity, account_identities, account_lines
from perfeval.core.package import FinalAccounts

from .strategies import final_accounts


@settings(max_examples=60, deadline=None)
@given(final_accounts())
def test_the_tables_balance_for_any_leaves(accounts: FinalAccounts) -> None:
    broken = [identity for identity in account_identities(accounts, 2022) if not identity.holds]
    assert [identity for identity in broken if identity.key not in ENTERED] == []


#: Identities between a figure that is entered and one that follows: made-up leaves need not meet them.
ENTERED = {"04.28=entered"}


@settings(max_examples=60, deadline=None)
@given(final_accounts())
def test_no_cell_is_ever_a_zero(accounts: FinalAccounts) -> None:
    cells = [cell for lines in account_lines(accounts, 2022).values() for line in lines for cell in line.cells]
    assert [cell for cell in cells if cell == Decimal(0)] == []


def test_every_identity_holds_in_the_published_case(accounts: FinalAccounts) -> None:
    identities = account_identities(accounts, 2022)
    assert len(identities) == 123
    assert [identity for identity in identities if not identity.holds] == []


def test_an_entered_balance_that_does_not_follow_is_told(accounts: FinalAccounts) -> None:
    balances = accounts.balances
    assert balances is not None
    wrong = accounts.model_copy(update={"balances": balances.model_copy(update={"closing": Decimal("86000.00")})})
    assert [identity for identity in account_identities(wrong, 2022) if not identity.holds] == [
        Identity(
            "01.60=entered",
            "填报的年末结转和结余与计算值",
            Decimal("86005.00"),
            Decimal("86000.00"),
            "/final_accounts/balances/closing",
        )
    ]
