"""The text side of computing: tables of the final accounts, sentences, filled reports, working papers."""

from perfeval.core.accounts import account_tables
from perfeval.core.facts import facts_of
from perfeval.core.package import Package
from perfeval.core.package.accounts import AccountsResult
from perfeval.core.papers import working_papers
from perfeval.core.scheme import Scheme

from .report import fill_package, filling_of
from .sentences import sentences_of
from .templates import Narrative, narrative_for


def compute_texts(package: Package, scheme: Scheme) -> Package:
    """A package whose figures are computed, with all that is written from them; needs ``package.computed``."""
    with_tables = with_account_tables(package)
    narrative = narrative_for(scheme.slug)
    sentences = sentences_of(with_tables, narrative)
    filled = fill_package(with_tables, filling_of(sentences, facts_of(with_tables, scheme)))
    return _with_results(filled, sentences)


def with_account_tables(package: Package) -> Package:
    """The package with the tables of its final accounts computed."""
    accounts = package.final_accounts
    if accounts is None:
        return package
    result = AccountsResult(tables=account_tables(accounts, package.year))
    return package.model_copy(update={"final_accounts": accounts.model_copy(update={"computed": result})})


def compute_accounts(package: Package, narrative: Narrative) -> AccountsResult | None:
    """Tables and sentences of the final accounts alone, None where the package has none."""
    filled = with_account_tables(package).final_accounts
    if filled is None or filled.computed is None:
        return None
    return filled.computed.model_copy(update={"text": sentences_of(package, narrative)})


def _with_results(package: Package, sentences: dict[str, str]) -> Package:
    update: dict[str, object] = {}
    accounts = package.final_accounts
    if accounts is not None and accounts.computed is not None:
        result = accounts.computed.model_copy(update={"text": sentences})
        update["final_accounts"] = accounts.model_copy(update={"computed": result})
    if package.computed is not None:
        papers = working_papers(package)
        update["computed"] = package.computed.model_copy(update={"text": sentences, "working_papers": papers})
    return package.model_copy(update=update)
