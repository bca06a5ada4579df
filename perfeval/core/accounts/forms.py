"""The published tables 公开01 to 公开10 as data: titles, headings, fixed lines and code lists."""

from functools import cache
from typing import Literal

from pydantic import Field

from perfeval.core.scheme.base import SchemePart

from .catalogue import CATALOGUE_FOLDER

Side = Literal["income", "expenditure"]


class FormLine(SchemePart):
    """A fixed line (行次). ``role`` says what it shows: a total, a kind of income, a 类 by its code; None is blank.

    ``formula`` explains a computed line, ``strong`` marks a total, ``whole`` a number of things.
    """

    line: int
    side: Side | None = None
    label: str | None = None
    role: str | None = None
    formula: str | None = None
    strong: bool = False
    whole: bool = False


class FormBlock(SchemePart):
    """A part of a table with a heading of its own."""

    heading: str
    columns: list[str]
    lines: list[FormLine]


class EconomicList(SchemePart):
    """The fixed code list of table 06 in its column groups, and which 类 make up 人员 and 公用经费.

    ``no_basic`` are the 类 that cannot be 基本支出; their basic column prints 「——」.
    """

    groups: list[list[str]]
    personnel: list[str]
    public: list[str]
    no_basic: list[str]
    personnel_label: str
    public_label: str


class AccountForm(SchemePart):
    """One table. In ``header`` 「<」 continues the cell to the left, 「^」 the cell above.

    ``columns`` name the cells of a row, ``formulas`` say how a column follows; captions and notes are templates over
    {department}, {year} and {unit}.
    """

    form: str
    title: str
    orientation: Literal["portrait", "landscape"]
    widths: list[int]
    captions: list[tuple[str, str, str]]
    columns: list[str]
    expenditure_columns: list[str] = Field(default_factory=list)
    formulas: list[str | None] = Field(default_factory=list)
    header: list[list[str]] = Field(default_factory=list)
    lines: list[FormLine] = Field(default_factory=list)
    blocks: list[FormBlock] = Field(default_factory=list)
    economic: EconomicList | None = None
    note: str
    explanation: str | None = None


class AccountForms(SchemePart):
    """All tables by number, as they are published from the year ``from`` on."""

    from_year: int = Field(alias="from")
    title: str
    source: str
    tables: dict[str, AccountForm]

    @property
    def economic(self) -> EconomicList:
        """The code list of table 06."""
        listed = self.tables["06"].economic
        if listed is None:
            raise ValueError("final-accounts.json: tables/06 lacks its list of economic codes")
        return listed


@cache
def account_forms() -> AccountForms:
    """The layout of the tables that comes with the program."""
    return AccountForms.model_validate_json((CATALOGUE_FOLDER / "final-accounts.json").read_bytes())
