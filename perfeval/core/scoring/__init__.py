"""Scoring: RULE kinds and MEASUREs, the execution rate, indicator trees, sheets and grades."""

from .award import Award, Sources, Subject
from .execution import execution_rate, execution_score
from .grades import excellent_grades, grade_of, overall_bands, project_bands
from .indicators import Assessment, assess, rule_of
from .rules import describe, title
from .sheets import SheetRules, assess_sheet, compute_sheet

__all__ = [
    "Assessment",
    "Award",
    "SheetRules",
    "Sources",
    "Subject",
    "assess",
    "assess_sheet",
    "compute_sheet",
    "describe",
    "excellent_grades",
    "execution_rate",
    "execution_score",
    "grade_of",
    "overall_bands",
    "project_bands",
    "rule_of",
    "title",
]
