"""满意度调查: total, average, full points."""

from typing import Any

from perfeval.core.package import Survey
from perfeval.core.scheme import Scoring
from perfeval.core.survey import compute_survey, survey_average

OPTIONS = [
    {"label": "A.满意", "points": "10", "count": 48},
    {"label": "B.一般", "points": "5", "count": 0},
    {"label": "C.不满意", "points": "0", "count": 1},
]


def result(decimals: int = 2, **data: Any) -> dict[str, Any] | None:
    survey = compute_survey(Survey.model_validate(data), Scoring(survey_decimals=decimals))
    return survey.computed.model_dump(mode="json") if survey.computed else None


def test_points_times_counts_are_shared_among_the_valid_questionnaires() -> None:
    questions = [{"text": "一", "options": OPTIONS}, {"text": "二", "options": OPTIONS}]
    assert result(valid=49, questions=questions) == {"total": "960", "average": "19.59", "full_points": "20"}
    assert result(1, valid=49, questions=questions) == {"total": "960", "average": "19.6", "full_points": "20"}


def test_blank_counts_and_no_valid_questionnaire_give_no_average() -> None:
    blank = [{"text": "一", "options": [{"label": "A", "points": "10"}]}, {"text": "二"}]
    assert result(valid=49, questions=blank) == {"total": None, "average": None, "full_points": "10"}
    counted = [{"text": "一", "options": OPTIONS}]
    none = {"total": "480", "average": None, "full_points": "10"}
    assert (result(valid=0, questions=counted), result(questions=counted)) == (none, none)
    assert result() == {"total": None, "average": None, "full_points": None}
    assert survey_average(None) is None
