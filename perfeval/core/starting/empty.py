"""An empty self-evaluation as its scheme prescribes it."""

from pydantic import BaseModel

from perfeval.core.package import FORMAT, DepartmentInfo, Package, parse_package
from perfeval.core.package.accounts import FinalAccounts
from perfeval.core.scheme.blank import blank_basic_data, blank_overall, blank_report, blank_survey
from perfeval.core.scheme.scheme import Scheme


def begin(scheme: Scheme, department: DepartmentInfo, year: int) -> Package:
    """Sheet, figures, basic data, survey, final accounts and outline of the report, with nothing filled in."""
    asked = {section.key for section in scheme.sections}
    parts: dict[str, BaseModel | None] = {
        "department": department,
        "overall": blank_overall(scheme),
        "basic_data": blank_basic_data(scheme, year),
        "survey": blank_survey(scheme, year, department.name),
        "final_accounts": FinalAccounts() if "final_accounts" in asked else None,
        "report": blank_report(scheme, year, department.name) if scheme.outline.sections else None,
    }
    head = {"format": FORMAT, "scheme": scheme.slug, "year": year, "money_unit": scheme.money_unit}
    figures = {
        "facts": {figure.key: None for figure in scheme.figures},
        "fact_labels": {figure.key: figure.label for figure in scheme.figures},
        "fact_units": {figure.key: figure.unit for figure in scheme.figures if figure.unit},
    }
    given = {name: part.model_dump(mode="json", exclude_unset=True) for name, part in parts.items() if part is not None}
    return parse_package({**head, **figures, **given})
