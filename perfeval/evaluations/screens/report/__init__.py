"""The report on the screen: an outline of texts, with what is written from the data in its place."""

from .building import report_screen
from .parts import BlockView, Box, OtherReport, ReportScreen, SectionView

__all__ = ["BlockView", "Box", "OtherReport", "ReportScreen", "SectionView", "report_screen"]
