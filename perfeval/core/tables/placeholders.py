"""What the placeholders of a scheme's texts stand for."""

from collections.abc import Mapping
from datetime import date

from perfeval.core.package import Package, Project

Values = Mapping[str, str]


def package_values(package: Package) -> Values:
    """Values that are the same in all tables of a package; what is missing is an empty text."""
    return {**_who(package), **_filing(package), **_survey(package)}


def project_values(project: Project, index: int) -> Values:
    """Values of one project form; ``index`` counts from 1."""
    return {
        "project": project.name,
        "unit": project.unit or "",
        "project_department": project.department or "",
        "document_number": project.document_number or "",
        "index": str(index),
    }


def chinese_date(text: str) -> str:
    """``2024-10-17`` → ``2024年10月17日``; anything else stays as it was typed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


def _who(package: Package) -> Values:
    department = package.department
    return {
        "year": str(package.year),
        "prior_year": str(package.year - 1),
        "department": department.name,
        "short_name": department.short_name or department.name,
        "region": department.region or "",
        "money_unit": package.money_unit,
    }


def _filing(package: Package) -> Values:
    filing = package.filing
    if filing is None:
        return {}
    return {
        "prepared_by": filing.prepared_by or "",
        "phone": filing.phone or "",
        "date": chinese_date(filing.date or ""),
        "approved_by": filing.approved_by or "",
    }


def _survey(package: Package) -> Values:
    survey, basic_data = package.survey, package.basic_data
    counts = {name: getattr(survey, name) for name in ("issued", "returned", "valid")} if survey is not None else {}
    return {
        **{name: "" if count is None else str(count) for name, count in counts.items()},
        "survey_title": (survey.title if survey else None) or "满意度调查问卷",
        "basic_data_title": (basic_data.title if basic_data else None) or "绩效评价基础数据表",
    }
