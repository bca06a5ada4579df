"""A list of projects from any sheet: its columns are told once, then every line is checked before one is stored."""

from .adding import Preview, StoredCell, StoredLine, add_projects
from .columns import TARGETS, guess_header, guess_targets
from .grids import Grid, read_grids
from .lines import LeftOut, ProjectLine, left_out, lines_of

__all__ = [
    "TARGETS",
    "Grid",
    "LeftOut",
    "Preview",
    "ProjectLine",
    "StoredCell",
    "StoredLine",
    "add_projects",
    "guess_header",
    "guess_targets",
    "left_out",
    "lines_of",
    "read_grids",
]
