"""The Excel round trip: a workbook filled with what is stored, and reading back what was changed in it."""

from .applying import Outcome, apply_changes
from .reading import CellProblem, ChangedCell, Reading, read_workbook
from .writing import write_workbook

__all__ = ["CellProblem", "ChangedCell", "Outcome", "Reading", "apply_changes", "read_workbook", "write_workbook"]
