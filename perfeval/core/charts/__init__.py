"""Charts of a self-evaluation: the same drawing (SVG) on a screen and in a PDF, with its figures as a table."""

from .content import against_last_year, charts_of, execution_by_project, grades, score_by_indicator
from .model import Bar, Chart
from .svg import draw

__all__ = [
    "Bar",
    "Chart",
    "against_last_year",
    "charts_of",
    "draw",
    "execution_by_project",
    "grades",
    "score_by_indicator",
]
