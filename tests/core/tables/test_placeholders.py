"""What the placeholders of a layout are replaced by."""

import pytest

from perfeval.core.package import Project, parse_package
from perfeval.core.tables.placeholders import chinese_date, package_values, project_values


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("2024-10-17", "2024年10月17日"), ("2024-05-01", "2024年5月1日"), ("2024年5月", "2024年5月"), ("", "")],
)
def test_a_date_is_written_as_documents_write_it(typed: str, printed: str) -> None:
    assert chinese_date(typed) == printed


def test_a_package_without_filing_or_survey_leaves_their_placeholders_out() -> None:
    package = parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": "mof-2020",
            "year": 2024,
            "money_unit": "元",
            "department": {"name": "某局"},
        }
    )

    assert package_values(package) == {
        "year": "2024",
        "prior_year": "2023",
        "department": "某局",
        "short_name": "某局",
        "region": "",
        "money_unit": "元",
        "survey_title": "满意度调查问卷",
        "basic_data_title": "绩效评价基础数据表",
    }


def test_a_project_gives_its_names_and_its_place() -> None:
    assert project_values(Project(name="甲", unit="乙站"), 3) == {
        "project": "甲",
        "unit": "乙站",
        "project_department": "",
        "document_number": "",
        "index": "3",
    }
