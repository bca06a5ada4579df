"""What the checks look at: a computed package with its scheme, walked once and read once."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from perfeval.core.accounts import account_tables
from perfeval.core.numbers import YUAN_PER_WAN, NumberError, multiply, parse_plain, plain
from perfeval.core.package import Indicator, Package, Report, Sheet
from perfeval.core.package.accounts import AccountRow
from perfeval.core.scheme.scheme import Scheme
from perfeval.core.text.claims import Claim, read_claims
from perfeval.core.text.mentions import Mention, read_mentions

from .places import Leaf, Placed, Text, nodes_of, reports_of, sheets_of
from .texts import form_texts, headings, other_texts, report_texts


class Context:
    """A computed package and its scheme; every view of it is made once, when a check first asks for it."""

    def __init__(self, package: Package, scheme: Scheme) -> None:
        self.package = package
        self.scheme = scheme
        self._mentions: dict[str, list[Mention]] = {}
        self._claims: dict[str, list[Claim]] = {}

    @property
    def year(self) -> int:
        """评价年度."""
        return self.package.year

    @cached_property
    def sheets(self) -> list[Placed[Sheet]]:
        """The overall sheet and the projects."""
        return sheets_of(self.package)

    @cached_property
    def nodes(self) -> list[Leaf]:
        """Every indicator node of every sheet, top down."""
        return [node for sheet in self.sheets for node in nodes_of(sheet)]

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The scored indicators that were not deleted."""
        return [node for node in self.nodes if node.record.is_leaf and not node.record.deleted]

    def is_unscored(self, sheet: Sheet) -> bool:
        """Whether a form gives no points at all: neither to the execution rate nor to any of its indicators."""
        leaves = sheet.leaves()
        rule = self.scheme.scoring.execution.rule
        return rule == "none" and bool(leaves) and all(leaf.weight is None for leaf in leaves)

    def is_finished(self, sheet: Sheet) -> bool:
        """Whether a form is filled in, so that its total and its grade are the final ones: amounts and every score."""
        row = sheet.fund_row("total")
        amounts = [row.adjusted, row.executed] if row else []
        scores = [leaf.computed.score if leaf.computed else None for leaf in sheet.leaves() if not leaf.deleted]
        return None not in amounts and None not in scores

    @cached_property
    def overall_nodes(self) -> list[Leaf]:
        """The indicator nodes of the overall sheet."""
        return [node for node in self.nodes if node.sheet == "/overall"]

    @cached_property
    def reports(self) -> list[Placed[Report]]:
        """The department's report and the projects' own."""
        return reports_of(self.package)

    @cached_property
    def report_texts(self) -> list[Text]:
        """Texts of the reports and attachments."""
        return report_texts(self.package)

    @cached_property
    def form_texts(self) -> list[Text]:
        """Texts of the forms."""
        return form_texts(self.package)

    @cached_property
    def headings(self) -> list[Text]:
        """Headings of the reports."""
        return headings(self.package)

    @cached_property
    def texts(self) -> list[Text]:
        """All texts, headings included."""
        return [*self.form_texts, *other_texts(self.package), *self.headings, *self.report_texts]

    @cached_property
    def prose(self) -> str:
        """All texts joined, to count how often a word is used."""
        return "\n".join(text.text for text in self.texts)

    @cached_property
    def own_names(self) -> list[str]:
        """Names of the department, its units and their aliases, longest first."""
        department = self.package.department
        names = {department.name, department.short_name or ""}
        for unit in department.units:
            names |= {unit.name, *unit.aliases}
        return sorted(names - {""}, key=len, reverse=True)

    @cached_property
    def account_tables(self) -> dict[str, list[AccountRow]]:
        """The tables 01 to 10 that follow from the accounts' leaves; none without final accounts."""
        accounts = self.package.final_accounts
        return account_tables(accounts, self.year) if accounts else {}

    def account_cell(self, table: str, key: str, column: int = 0) -> Decimal | None:
        """One computed amount of the final accounts, in 元; None where it is blank or there is no such row."""
        row = next((row for row in self.account_tables.get(table, []) if row.key == key), None)
        amount = number_of(row.cells[column]) if row and column < len(row.cells) else None
        in_wan = self.package.final_accounts is not None and self.package.final_accounts.money_unit == "万元"
        return multiply(amount, YUAN_PER_WAN) if amount is not None and in_wan else amount

    @property
    def region(self) -> str:
        """The department's place, empty where it is not given."""
        return self.package.department.region or ""

    def mentions(self, text: Text) -> list[Mention]:
        """The figures of a text with their phrases."""
        if text.where not in self._mentions:
            self._mentions[text.where] = read_mentions(text.text)
        return self._mentions[text.where]

    def claims(self, text: Text) -> list[Claim]:
        """The percentages of a text that its own figures allow to recalculate."""
        if text.where not in self._claims:
            self._claims[text.where] = read_claims(text.text)
        return self._claims[text.where]

    def yuan(self, amount: Decimal) -> Decimal:
        """An amount of the package in 元."""
        return multiply(amount, YUAN_PER_WAN) if self.package.money_unit == "万元" else amount

    def money(self, amount: Decimal) -> str:
        """An amount of the package as a message writes it."""
        return f"{plain(amount)}{self.package.money_unit}"


def number_of(value: object) -> Decimal | None:
    """A printed value (``published`` is free) as a number; None where it is none."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    try:
        return parse_plain(str(value).strip().rstrip("%％"))
    except NumberError:
        return None


def printed(record: Placed[Sheet] | Leaf, key: str) -> Decimal | None:
    """A number that the source document prints beside a record."""
    return number_of((record.record.published or {}).get(key))


def score_shown(leaf: Indicator) -> Decimal | None:
    """The score of an indicator as its form shows it: as printed, else as computed."""
    stated = number_of((leaf.published or {}).get("score"))
    return stated if stated is not None else (leaf.computed.score if leaf.computed else None)


def weight_below(node: Indicator) -> Decimal:
    """Points of the scored indicators below a node; a deleted one has none."""
    return sum((leaf.weight or Decimal(0) for leaf in node.leaves() if not leaf.deleted), Decimal(0))


def stated_weight(node: Indicator) -> Decimal:
    """Points a node states, else those of what is below it."""
    return node.weight if node.weight is not None else weight_below(node)


def shown(number: Decimal | None) -> str:
    """A number in a message; 空白 where there is none."""
    return "空白" if number is None else plain(number)


def children_of(sheet: Placed[Sheet]) -> Iterator[tuple[str, Indicator]]:
    """The level-1 nodes with their pointers."""
    for index, node in enumerate(sheet.record.indicators):
        yield f"{sheet.where}/indicators/{index}", node
