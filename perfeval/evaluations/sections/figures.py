"""收支与人员: single figures; “三公”经费; 重点任务."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from perfeval.core.package import Package
from perfeval.core.package.tables import ThreePublic, ThreePublicAmounts, ThreePublicCounts
from perfeval.core.tables.model import Row, Table
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import SelfEvaluation

from ..screens.asking import fact_keys
from ..screens.progress import Progress
from .counting import Counts
from .form import Block, Names, amount, grid, headings, labelled, line, number, summed


def figures(loaded: Loaded) -> list[Block]:
    """A row per figure: those that were entered, then those that a rule asks for and nobody entered."""
    package = loaded.package
    rows = [headings(_("名称"), _("数值"), _("计量单位"))]
    for key in [*package.facts, *_missing(package)]:
        name = line(package.fact_labels.get(key, ""), f"/fact_labels/{key}")
        unit = line(package.fact_units.get(key, ""), f"/fact_units/{key}")
        rows.append(Row((name, amount(package.facts.get(key), f"/facts/{key}"), unit), anchor=f"/facts/{key}"))
    table = grid("facts", _("收支与人员"), (55, 25, 20), rows)
    return [Block(table, kind="fact", hint=_("评分规则和报告正文按名称引用这里的数字，每个数字只填一次"))]


def figures_names(loaded: Loaded) -> Names:
    """The fields of figures that a rule asks for and nobody entered."""
    parts = {"facts": "value", "fact_labels": "label", "fact_units": "unit"}
    return {
        f"/{part}/{key}": f"fact.{key}.{column}" for key in _missing(loaded.package) for part, column in parts.items()
    }


def figures_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many figures have a value."""
    return Progress(max(counts.facts, 1), counts.blank_facts if counts.facts else 1)


def _missing(package: Package) -> list[str]:
    return [key for key in dict.fromkeys(_asked_for(package)) if key not in package.facts]


def _asked_for(package: Package) -> Iterator[str]:
    for sheet in [*([package.overall] if package.overall else []), *package.projects]:
        for leaf in sheet.leaves():
            if leaf.rule is not None:
                yield from fact_keys(leaf.rule)


def tasks(loaded: Loaded) -> list[Block]:
    """A row per task."""
    rows = [headings(_("重点任务"), _("目标值"), _("完成值"), _("计量单位"))]
    for index, task in enumerate(loaded.package.tasks or []):
        ref = f"/tasks/{index}"
        cells = tuple(line(getattr(task, name), f"{ref}/{name}") for name in ("name", "target", "actual", "unit"))
        rows.append(Row(cells, anchor=ref))
    return [Block(grid("tasks", _("重点任务完成情况"), (46, 18, 18, 18), rows), kind="task")]


def tasks_progress(_evaluation: SelfEvaluation, counts: Counts) -> Progress:
    """How many tasks have a result; a department without key tasks names none."""
    return Progress(counts.tasks, counts.blank_tasks)


# --- “三公”经费 -----------------------------------------------------------------------------------------------------


def three_public(loaded: Loaded) -> list[Block]:
    """“三公”经费 where there are no final accounts."""
    return three_public_blocks(loaded.package.three_public, "/three_public", loaded.package.money_unit)


def three_public_blocks(spending: ThreePublic | None, ref: str, unit: str) -> list[Block]:
    """Amounts by kind and year with their sums, and the numbers behind them."""
    spending = spending or ThreePublic()
    return [Block(_three_public_amounts(spending, ref, unit)), Block(_three_public_counts(spending, ref, unit))]


def _three_public_amounts(spending: ThreePublic, ref: str, unit: str) -> Table:
    years = {"budget": _("本年预算数"), "final": _("本年决算数"), "prior_final": _("上年决算数")}
    kinds = {
        "abroad": _("因公出国（境）费"),
        "vehicle_purchase": _("公务用车购置费"),
        "vehicle_running": _("公务用车运行维护费"),
        "reception": _("公务接待费"),
    }
    given = {year: getattr(spending, year) or ThreePublicAmounts() for year in years}
    rows = [headings(_("项目"), *years.values())]
    for kind, word in kinds.items():
        cells = (amount(getattr(record, kind), f"{ref}/{year}/{kind}") for year, record in given.items())
        rows.append(labelled(word, *cells))
    formula = "＋".join(kinds.values())
    sums = (
        summed((getattr(record, kind) for kind in kinds), f"{ref}/computed/{year}", formula)
        for year, record in given.items()
    )
    rows.append(labelled(_("合计"), *sums))
    return grid("three-public", _("“三公”经费（{unit}）").format(unit=unit), (40, 20, 20, 20), rows)


def _three_public_counts(spending: ThreePublic, ref: str, unit: str) -> Table:
    record = spending.counts or ThreePublicCounts()
    words = {
        "abroad_groups": _("因公出国（境）团组（个）"),
        "abroad_people": _("因公出国（境）人次（人）"),
        "vehicles_bought": _("公务用车购置（辆）"),
        "vehicles_kept": _("公务用车保有量（辆）"),
        "reception_batches": _("公务接待批次（批）"),
        "reception_people": _("公务接待人次（人）"),
        "domestic_fee": _("国内公务接待费（{unit}）").format(unit=unit),
        "domestic_batches": _("国内公务接待批次（批）"),
        "domestic_people": _("国内公务接待人次（人）"),
        "foreign_affairs_fee": _("其中：外事接待费（{unit}）").format(unit=unit),
        "foreign_affairs_batches": _("其中：外事接待批次（批）"),
        "foreign_affairs_people": _("其中：外事接待人次（人）"),
        "overseas_fee": _("国（境）外公务接待费（{unit}）").format(unit=unit),
        "overseas_batches": _("国（境）外公务接待批次（批）"),
        "overseas_people": _("国（境）外公务接待人次（人）"),
    }
    rows = [labelled(word, number(getattr(record, key), f"{ref}/counts/{key}")) for key, word in words.items()]
    return grid("three-public-counts", _("相关数量"), (70, 30), rows)


def three_public_progress(evaluation: SelfEvaluation, _counts: Counts) -> Progress:
    """Whether budget and result of each kind are typed; a zero is typed too."""
    return three_public_typed(evaluation.three_public)


def three_public_typed(spending: Mapping[str, Mapping[str, object]] | None) -> Progress:
    """How many of the eight amounts of this year are there; no form asks for them, so all may be left out."""
    given = spending or {}
    typed = [(given.get(year) or {}).get(kind) for year in ("budget", "final") for kind in _KINDS]
    blank = sum(value is None for value in typed)
    return Progress(len(typed), blank) if blank < len(typed) else Progress()


_KINDS = ("abroad", "vehicle_purchase", "vehicle_running", "reception")
