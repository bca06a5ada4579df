"""满意度调查: total points, average per valid questionnaire, and what a perfect questionnaire is worth."""

from decimal import Decimal
from fractions import Fraction

from .numbers import multiply, round_half_up, total
from .package.tables import Survey, SurveyResult
from .scheme.scoring import Scoring


def survey_total(survey: Survey) -> Decimal | None:
    """Σ points × count over all answers; None where no count is filled in."""
    return total(
        multiply(option.points, Decimal(option.count))
        for question in survey.questions
        for option in question.options
        if option.count is not None
    )


def survey_average(survey: Survey | None) -> Fraction | None:
    """Total ÷ valid questionnaires, exact; None where there is no total or no valid questionnaire."""
    points = survey_total(survey) if survey else None
    if survey is None or points is None or not survey.valid:
        return None
    return Fraction(points) / survey.valid


def compute_survey(survey: Survey, scoring: Scoring) -> Survey:
    """A copy of the survey with ``computed``; the average is rounded as the scheme prints it."""
    average = survey_average(survey)
    result = SurveyResult(
        total=survey_total(survey),
        average=None if average is None else round_half_up(average, scoring.survey_decimals),
        full_points=total(
            max(option.points for option in question.options) for question in survey.questions if question.options
        ),
    )
    return survey.model_copy(update={"computed": result})
