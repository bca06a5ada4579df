"""The one door for computing: a package and its scheme in, the package with ``computed`` beside ``published`` out."""

from .basic_data import compute_basic_data
from .package.package import Package
from .scheme.scheme import Scheme
from .scheme.scoring import Scoring
from .scoring.award import Sources
from .scoring.grades import overall_bands, project_bands
from .scoring.sheets import SheetRules, compute_sheet
from .statistics import compute_statistics
from .survey import compute_survey, survey_average


def compute(package: Package, scheme: Scheme) -> Package:
    """A copy of the package with every rate, score, total, grade, sum and statistic that follows from it.

    Works on any valid package, however little is filled in: what cannot be computed is None, and says why.
    """
    return _compute(package, scheme.scoring)


def _compute(package: Package, scoring: Scoring) -> Package:
    sources = sources_of(package)
    project_rules = SheetRules(scoring, scoring.execution.weight, project_bands(package, scoring))
    projects = [compute_sheet(project, project_rules, sources) for project in package.projects]
    update: dict[str, object] = {"computed": compute_statistics(projects, project_rules.bands, scoring)}
    if projects:
        update["projects"] = projects
    if package.overall is not None:
        rules = SheetRules(scoring, scoring.overall_execution_weight, overall_bands(package, scoring))
        update["overall"] = compute_sheet(package.overall, rules, sources)
    if package.survey is not None:
        update["survey"] = compute_survey(package.survey, scoring)
    if package.basic_data is not None:
        update["basic_data"] = compute_basic_data(package.basic_data)
    return package.model_copy(update=update)


def sources_of(package: Package) -> Sources:
    """The figures of the package that measures look at; the execution rate is added sheet by sheet."""
    return Sources(
        package.facts, package.fact_labels, package.fact_units, survey_average=survey_average(package.survey)
    )
