"""The catalogue of figures: everything entered or computed, with a stable key, a Chinese name, a unit and a format.

Free text uses them as 【收入合计】; the text checks hold figures in prose against them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pydantic import BaseModel

from perfeval.core.accounts import DASH, account_forms, account_tables
from perfeval.core.accounts.catalogue import CATALOGUE_FOLDER
from perfeval.core.accounts.forms import FormLine
from perfeval.core.package import Indicator, Package, Project, Sheet
from perfeval.core.package.accounts import AccountRow
from perfeval.core.package.package import Statistics
from perfeval.core.package.tables import TableRow, TableSection
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.base import SchemePart
from perfeval.core.scheme.formats import Formats, NumberFormat

Labelled = dict[str, tuple[str, str]]
FactValue = Decimal | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure (or grade): ``unit`` is 元, 万元, %, 分, 人, …; ``where`` the JSON pointer of its datum."""

    key: str
    name: str
    value: FactValue
    unit: str
    format: NumberFormat
    where: str

    @property
    def text(self) -> str:
        """The figure as this scheme writes it, without its unit (a rate with its percent sign)."""
        return self.format.write(self.value) if isinstance(self.value, Decimal) else self.value


class FactNames(SchemePart):
    """Names and units of the figures (fixtures/catalogues/facts.json)."""

    source: str
    amounts: dict[str, str]
    fund: Labelled
    sheet: Labelled
    indicator: Labelled
    overall: str
    staff: Labelled
    statistics: dict[str, str]
    levels: dict[str, str]
    funds: dict[str, str]
    statistic: Labelled
    survey: Labelled
    survey_result: Labelled
    three_public: dict[str, str]
    three_public_years: dict[str, str]
    cells: dict[str, str]


@cache
def fact_names() -> FactNames:
    """The names that come with the program."""
    return FactNames.model_validate_json((CATALOGUE_FOLDER / "facts.json").read_bytes())


def facts_of(package: Package, scheme: Scheme) -> Mapping[str, Fact]:
    """Every figure of a computed package that is there, by key; blanks are left out."""
    return {fact.key: fact for fact in _Catalogue(package, scheme.formats).all()}


class _Catalogue:
    def __init__(self, package: Package, formats: Formats) -> None:
        self.package = package
        self.formats = formats
        self.names = fact_names()

    def all(self) -> Iterator[Fact]:
        yield from self.entered()
        yield from self.labelled("staff", self.package.department.staff, self.names.staff, "/department/staff")
        if self.package.overall is not None:
            yield from self.sheet("overall", self.names.overall, self.package.overall, "/overall")
        for index, project in enumerate(self.package.projects):
            yield from self.project(index, project)
        yield from self.statistics()
        yield from self.survey()
        yield from self.basic_data()
        yield from self.three_public()
        yield from self.accounts()

    def fact(self, key: str, name: str, value: FactValue | int | None, unit: str, where: str) -> Iterator[Fact]:
        """The fact, or nothing where there is no figure; ``money`` stands for the package's unit."""
        if value is None:
            return
        unit = self.package.money_unit if unit == "money" else unit
        number = Decimal(value) if isinstance(value, int) else value
        yield Fact(key, name, number, unit, self.format_of(unit), where)

    def format_of(self, unit: str) -> NumberFormat:
        chosen = {"%": self.formats.rate, "分": self.formats.score, self.package.money_unit: self.formats.amount}
        return chosen.get(unit, NumberFormat())

    def labelled(
        self, key: str, record: BaseModel | None, fields: Labelled, where: str, of: str = ""
    ) -> Iterator[Fact]:
        """One fact per named field of a record."""
        for field, (name, unit) in fields.items():
            value = getattr(record, field) if record is not None else None
            yield from self.fact(f"{key}.{field}", f"{of}{name}", value, unit, f"{where}/{field}")

    def entered(self) -> Iterator[Fact]:
        """``facts`` of the package with their own labels and units."""
        labels, units = self.package.fact_labels, self.package.fact_units
        for key, value in self.package.facts.items():
            name, unit = _name_and_unit(labels.get(key, key), units.get(key))
            yield from self.fact(f"facts.{key}", name, value, unit, f"/facts/{key}")

    def project(self, index: int, project: Project) -> Iterator[Fact]:
        yield from self.sheet(f"projects.{index + 1}", project.name, project, f"/projects/{index}")

    def sheet(self, key: str, of: str, sheet: Sheet, where: str) -> Iterator[Fact]:
        yield from self.labelled(key, sheet.computed, self.names.sheet, f"{where}/computed", of)
        for index, row in enumerate(sheet.funds):
            place, label = f"{where}/funds/{index}", of if row.key == "total" else f"{of}{row.label or row.key}"
            amounts = {field: (name, "money") for field, name in self.names.amounts.items()}
            yield from self.labelled(f"{key}.funds.{row.key}", row, amounts, place, label)
            yield from self.labelled(
                f"{key}.funds.{row.key}", row.computed, self.names.fund, f"{place}/computed", label
            )
        for index, node in enumerate(sheet.indicators):
            yield from self.indicator(f"{key}.indicators", f"{index + 1}", node, f"{where}/indicators/{index}")

    def indicator(self, key: str, place: str, node: Indicator, where: str) -> Iterator[Fact]:
        """A node of the tree and all below it; its key ends with its code, else with its place (1.2.1)."""
        own = f"{key}.{node.code or place}"
        yield from self.labelled(own, node.computed, self.names.indicator, f"{where}/computed", node.name)
        for index, child in enumerate(node.children):
            yield from self.indicator(key, f"{place}.{index + 1}", child, f"{where}/children/{index}")

    def statistics(self) -> Iterator[Fact]:
        if self.package.computed is None:
            return
        for group, label in self.names.statistics.items():
            found: Statistics = getattr(self.package.computed.statistics, group)
            where = f"/computed/statistics/{group}"
            yield from self.statistic(f"statistics.{group}", label, found, where)
            for parts, names in (("by_level", self.names.levels), ("by_fund", self.names.funds)):
                for part, statistics in getattr(found, parts).items():
                    key, name = f"statistics.{group}.{parts}.{part}", f"{names.get(part, part)}{label}"
                    yield from self.statistic(key, name, statistics, f"{where}/{parts}/{part}")

    def statistic(self, key: str, of: str, statistics: Statistics, where: str) -> Iterator[Fact]:
        yield from self.labelled(key, statistics, self.names.statistic, where, of)
        for grade, count in statistics.grades.items():
            yield from self.fact(f"{key}.grades.{grade}", f"{of}“{grade}”个数", count, "个", f"{where}/grades/{grade}")

    def survey(self) -> Iterator[Fact]:
        survey = self.package.survey
        if survey is not None:
            yield from self.labelled("survey", survey, self.names.survey, "/survey")
            yield from self.labelled("survey", survey.computed, self.names.survey_result, "/survey/computed")

    def basic_data(self) -> Iterator[Fact]:
        for index, section in enumerate(self.package.basic_data.sections if self.package.basic_data else []):
            yield from self.section(index, section)

    def section(self, index: int, section: TableSection) -> Iterator[Fact]:
        """The cells of one block of the basic-data table, computed where they follow."""
        where = f"/basic_data/sections/{index}/rows"
        for place, row in _placed(section.rows, where):
            values, cells = (row.computed.values, "computed/values") if row.computed else (row.values, "values")
            for column, (heading, value) in enumerate(zip(section.columns, values, strict=False)):
                key, name = f"basic_data.{index}.{row.key}.{column}", f"{row.label.strip()}{heading}"
                unit = "%" if section.computed and str(column) in section.computed else ""
                yield from self.fact(key, name, value, unit, f"{place}/{cells}/{column}")

    def three_public(self) -> Iterator[Fact]:
        spending = self.package.three_public
        for year, when in self.names.three_public_years.items() if spending else ():
            parts = {part: (f"{name}{when}", "money") for part, name in self.names.three_public.items()}
            record = getattr(spending, year)
            yield from self.labelled(f"three_public.{year}", record, parts, f"/three_public/{year}")

    def accounts(self) -> Iterator[Fact]:
        """Every cell of the final accounts that is not blank."""
        accounts = self.package.final_accounts
        if accounts is None:
            return
        tables = accounts.computed.tables if accounts.computed else account_tables(accounts, self.package.year)
        for number, rows in tables.items():
            for index, row in enumerate(rows):
                yield from self.account_row(number, index, row, accounts.money_unit)

    def account_row(self, number: str, index: int, row: AccountRow, unit: str) -> Iterator[Fact]:
        form = account_forms().tables[number]
        columns = form.expenditure_columns if row.side == "expenditure" and form.expenditure_columns else form.columns
        whole = {str(line.line) for line in _lines(number) if line.whole}
        for column, (cell, heading) in enumerate(zip(row.cells, columns, strict=True)):
            if cell not in (None, DASH):
                where = f"/final_accounts/computed/tables/{number}/{index}/cells/{column}"
                known = self.names.cells.get(f"{number}.{row.key}.{column}")
                name = known or "·".join(part for part in (form.title, row.label, heading) if part)
                shown = "" if row.key in whole else unit
                key = f"accounts.{number}.{row.key}.{column}"
                yield Fact(key, name, Decimal(cell), shown, _MONEY if shown else NumberFormat(), where)


_UNIT_IN_LABEL = re.compile(
    r"[（(](?:(?P<context>[^（）()]*)[，,、])?(?P<unit>万元|元|亿元|%|万?人|人次|万?张|个|件|起|辆|台|户|份)[）)]\Z"
)
_MONEY = NumberFormat(decimals=2, trailing_zeros="keep", thousands=True)


def _placed(rows: list[TableRow], where: str) -> Iterator[tuple[str, TableRow]]:
    """All rows with their children, top down, with their JSON pointers."""
    for index, row in enumerate(rows):
        yield f"{where}/{index}", row
        yield from _placed(row.children, f"{where}/{index}/children")


def _name_and_unit(label: str, unit: str | None) -> tuple[str, str]:
    """A label often ends with its unit: 「电子社保卡激活（万张）」, 「其中：公务用车购置费（上年，万元）」."""
    found = _UNIT_IN_LABEL.search(label)
    if unit is not None or found is None:
        return label, unit or ""
    context = f"（{found['context']}）" if found["context"] else ""
    return label[: found.start()] + context, found["unit"]


def _lines(number: str) -> Iterable[FormLine]:
    return (line for block in account_forms().tables[number].blocks for line in block.lines)
