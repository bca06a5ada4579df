"""Form schemes (填报方案): what differs by place and year, as data."""

from .blank import blank_basic_data, blank_overall, blank_project, blank_survey
from .formats import Formats, NumberFormat
from .loading import SCHEME_FOLDER, SchemeError, available_schemes, dump_scheme, load_scheme, read_scheme
from .scheme import Scheme
from .scoring import Scoring

__all__ = [
    "SCHEME_FOLDER",
    "Formats",
    "NumberFormat",
    "Scheme",
    "SchemeError",
    "Scoring",
    "available_schemes",
    "blank_basic_data",
    "blank_overall",
    "blank_project",
    "blank_survey",
    "dump_scheme",
    "load_scheme",
    "read_scheme",
]
