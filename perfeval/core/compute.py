"""The one door for computing: a package and its scheme in, the package with ``computed`` beside ``published`` out."""

from .accounts import account_tables
from .basic_data import compute_basic_data
from .narrative.results import compute_texts
from .package.accounts import AccountsResult, FinalAccounts
from .package.package import Package
from .scheme.scheme import Scheme
from .scheme.scoring import Scoring
from .scoring.award import Sources
from .scoring.grades import overall_bands, project_bands
from .scoring.sheets import SheetRules, compute_sheet
from .statistics import compute_statistics
from .survey import compute_survey, survey_average


def compute(package: Package, scheme: Scheme) -> Package:
    """A copy of the package with every figure that follows from it, and every sentence and working paper.

    Works on any valid package, however little is filled in: what cannot be computed is None, and says why.
    """
    return compute_texts(compute_figures(package, scheme), scheme)


def compute_figures(package: Package, scheme: Scheme) -> Package:
    """A copy of the package with every rate, score, total, grade, sum, statistic and account table; no text.

    This is what a save and a form need.
    """
    scoring, sources = scheme.scoring, sources_of(package)
    update: dict[str, object] = {}
    if package.overall is not None:
        rules = SheetRules(scoring, scoring.overall_execution_weight, overall_bands(package, scoring))
        update["overall"] = compute_sheet(package.overall, rules, sources)
    if package.survey is not None:
        update["survey"] = compute_survey(package.survey, scoring)
    if package.basic_data is not None:
        update["basic_data"] = compute_basic_data(package.basic_data, scheme.basic_data_template)
    if package.final_accounts is not None:
        update["final_accounts"] = _compute_accounts(package.final_accounts, package.year)
    return package.model_copy(update=update | _compute_projects(package, scoring, sources))


def _compute_projects(package: Package, scoring: Scoring, sources: Sources) -> dict[str, object]:
    """The project sheets and the statistics over them."""
    rules = SheetRules(scoring, scoring.execution.weight, project_bands(package, scoring))
    projects = [compute_sheet(project, rules, sources) for project in package.projects]
    statistics = compute_statistics(projects, rules.bands, scoring)
    return {"computed": statistics, "projects": projects} if projects else {"computed": statistics}


def _compute_accounts(accounts: FinalAccounts, year: int) -> FinalAccounts:
    return accounts.model_copy(update={"computed": AccountsResult(tables=account_tables(accounts, year))})


def sources_of(package: Package) -> Sources:
    """The figures of the package that measures look at; the execution rate is added sheet by sheet."""
    return Sources(
        package.facts, package.fact_labels, package.fact_units, survey_average=survey_average(package.survey)
    )
