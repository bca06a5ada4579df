"""Final accounts (部门决算): from entered leaves to the published tables 公开01 to 公开10, codes and identities."""

from .catalogue import catalogue_names, economic_name, function_name, load_catalogue, parents
from .codes import CodeProblem, code_problems
from .forms import AccountForm, AccountForms, account_forms
from .identities import Identity, account_identities
from .lines import DASH, Line
from .names import economic_names, function_names
from .tables import account_lines, account_tables, as_rows

__all__ = [
    "DASH",
    "AccountForm",
    "AccountForms",
    "CodeProblem",
    "Identity",
    "Line",
    "account_forms",
    "account_identities",
    "account_lines",
    "account_tables",
    "as_rows",
    "catalogue_names",
    "code_problems",
    "economic_name",
    "economic_names",
    "function_name",
    "function_names",
    "load_catalogue",
    "parents",
]
