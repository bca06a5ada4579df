"""The text side of computing: sentences, filled reports and working papers from computed figures."""

from perfeval.core.facts import facts_of
from perfeval.core.package import Package
from perfeval.core.package.accounts import AccountsResult
from perfeval.core.papers import working_papers
from perfeval.core.scheme import Scheme

from .report import fill_package, filling_of, has_fields
from .sentences import narrate
from .templates import narrative_for


def compute_texts(package: Package, scheme: Scheme) -> Package:
    """A package whose figures are computed, with all that is written from them.

    ``computed.text`` and ``computed.working_papers`` of the package, ``computed.text`` of the final accounts and of
    every section of a report that has blocks or 【】 fields.
    """
    narrative = narrative_for(scheme.slug)
    told = narrate(package, narrative)
    facts = facts_of(package, scheme) if has_fields(package) else {}
    filled = fill_package(package, filling_of(facts, told, narrative))
    update: dict[str, object] = {}
    if package.final_accounts is not None:
        tables = package.final_accounts.computed or AccountsResult()
        result = tables.model_copy(update={"text": told.texts})
        update["final_accounts"] = package.final_accounts.model_copy(update={"computed": result})
    if package.computed is not None:
        results = {"text": told.texts, "working_papers": working_papers(package)}
        update["computed"] = package.computed.model_copy(update=results)
    return filled.model_copy(update=update)
