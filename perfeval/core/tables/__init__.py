"""Every table of a self-evaluation as a neutral Table, from a computed package and its scheme."""

from .accounts import accounts_table, accounts_tables
from .basic_data import basic_data_table
from .context import NoSuchTable
from .document import table_for, tables_of
from .lists import project_list_table, project_list_tables
from .members import members_table
from .model import Cell, Row, Table
from .papers import paper_tables
from .sheet import sheet_table
from .survey import survey_table, survey_tables

__all__ = [
    "Cell",
    "NoSuchTable",
    "Row",
    "Table",
    "accounts_table",
    "accounts_tables",
    "basic_data_table",
    "members_table",
    "paper_tables",
    "project_list_table",
    "project_list_tables",
    "sheet_table",
    "survey_table",
    "survey_tables",
    "table_for",
    "tables_of",
]
