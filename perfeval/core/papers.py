"""Working papers (工作底稿): one per scored indicator, made from the indicator, its rule and what the officer added."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval.core.narrative.findings import finding
from perfeval.core.narrative.values import Missing
from perfeval.core.numbers import percent, plain, round_half_up
from perfeval.core.package import Indicator, Package, Sheet, WorkingPaper
from perfeval.core.package.tables import PaperResult
from perfeval.core.scoring import describe, rule_of

INNER_QUOTES = str.maketrans("“”", "‘’")
"""Quotation marks inside quotation marks (GB/T 15834-2011, 4.8.3.3)."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the paper: ``lead`` is its fixed beginning; a ``fixed`` line follows and is never replaced."""

    label: str
    lead: str
    text: str
    fixed: bool = False

    @property
    def written(self) -> str:
        """The line as it is printed."""
        return self.lead + self.text


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """The paper of an indicator, ``key`` its code or place: lines as they follow, and with what was typed."""

    key: str
    indicator: Indicator
    made: list[PaperLine]
    written: list[PaperLine]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a paper is about: a scored indicator with the indicator above it and its sheet."""

    leaf: Indicator
    above: Indicator | None
    place: str
    title: str
    unit: str
    total: Decimal


def working_papers(package: Package) -> list[WorkingPaper]:
    """One paper per scored indicator of the overall sheet, in order, in ``computed``; reads a computed package."""
    if package.overall is None:
        return []
    return sheet_papers(package.overall, package, _title_of(package))


def sheet_papers(sheet: Sheet, package: Package, title: str) -> list[WorkingPaper]:
    """One paper per scored indicator of any sheet; ``title`` names the project or the whole department."""
    entered = {paper.indicator: paper for paper in package.working_papers}
    return [
        _paper(subject, entered.get(subject.leaf.code or subject.place))
        for subject in _subjects(sheet, title, package.department.name)
    ]


def paper_drafts(package: Package) -> list[PaperDraft]:
    """The papers of the overall sheet of a computed package, for whoever adds to them."""
    entered = {paper.indicator: paper for paper in package.working_papers}
    sheet = package.overall
    return [
        PaperDraft(key, subject.leaf, made := _lines(subject), _merged(made, entered.get(key)))
        for subject in (_subjects(sheet, _title_of(package), package.department.name) if sheet else ())
        for key in [subject.leaf.code or subject.place]
    ]


def _title_of(package: Package) -> str:
    return f"{package.department.name}{package.year}年部门整体支出"


def _subjects(sheet: Sheet, title: str, unit: str) -> Iterator[_Subject]:
    result = sheet.computed
    total = result.weight_total if result and result.weight_total else Decimal(100)
    for index, node in enumerate(sheet.indicators, start=1):
        for leaf, above, place in _leaves(node, None, str(index)):
            yield _Subject(leaf, above, place, title, unit, total)


def _leaves(node: Indicator, above: Indicator | None, place: str) -> Iterator[tuple[Indicator, Indicator | None, str]]:
    if node.is_leaf:
        yield node, above, place
    for index, child in enumerate(node.children, start=1):
        yield from _leaves(child, node, f"{place}.{index}")


def _paper(subject: _Subject, entered: WorkingPaper | None) -> WorkingPaper:
    leaf = subject.leaf
    lines = _merged(_lines(subject), entered)
    rows: list[dict[str, str | None]] = [
        {"label": None if index and lines[index - 1].label == line.label else line.label, "text": line.written}
        for index, line in enumerate(lines)
    ]
    result = PaperResult(score=leaf.computed.score if leaf.computed else None, rows=rows)
    if entered is not None:
        return entered.model_copy(update={"computed": result})
    name = leaf.name.translate(INNER_QUOTES)
    title = f"{leaf.code or ''}“{name}”评价底稿"
    return WorkingPaper(indicator=leaf.code or subject.place, title=title, computed=result)


def _lines(subject: _Subject) -> list[PaperLine]:
    leaf, result = subject.leaf, subject.leaf.computed
    found = finding(leaf)
    score = result.score if result else None
    return [
        PaperLine("项目名称", "", subject.title),
        PaperLine("评价机构", "", subject.unit),
        PaperLine("指标解释", "", leaf.explanation or ""),
        PaperLine("指标权重", "指标权重", f"{_points(_weight(leaf))}分", fixed=True),
        PaperLine("指标权重", "指标权重设定的依据、理由：", _weight_reason(subject)),
        PaperLine("评价标准", "指标标杆值：", leaf.adjusted_target or leaf.target or ""),
        PaperLine("评价标准", "指标标杆值依据：", ""),
        PaperLine("评价标准", "指标评分细则：", leaf.standard or describe(rule_of(leaf))),
        PaperLine("数据来源及取数方式", "", leaf.data_source or ""),
        PaperLine("佐证材料", "", ""),
        PaperLine("计算过程", "", (result.explanation if result else None) or "", fixed=True),
        PaperLine("评价结果", "", "" if isinstance(found, Missing) else str(found)),
        PaperLine("评价结果", "指标得分：", f"{_points(score)}分" if score is not None else "未计分", fixed=True),
    ]


def _weight(leaf: Indicator) -> Decimal | None:
    return leaf.computed.weight if leaf.computed and leaf.computed.weight is not None else leaf.weight


def _points(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def _weight_reason(subject: _Subject) -> str:
    """Where nobody gives a reason: the share in the whole and among its siblings."""
    weight, above = _weight(subject.leaf), subject.above
    if weight is None:
        return ""
    share = plain(round_half_up(percent(weight, subject.total))) if subject.total else "0"
    reason = f"占总分值{plain(subject.total)}分的{share}%"
    if above is None:
        return reason
    of_above = f"（{_points(_weight(above))}分）" if _weight(above) is not None else ""
    return f"{reason}；“{above.name}”{of_above}下设{len(above.children)}项指标"


def _merged(lines: list[PaperLine], entered: WorkingPaper | None) -> list[PaperLine]:
    """What was typed replaces the made line with the same beginning; lines under new labels come before the result."""
    if entered is None:
        return lines
    merged, added = list(lines), list[PaperLine]()
    for label, text in _typed(entered):
        place = _place_for(merged, label, text)
        if place is not None:
            merged[place] = _replaced(merged[place], text)
        elif all(line.label != label for line in lines):
            added.append(PaperLine(label, "", text))
    last = next(index for index, line in enumerate(merged) if line.label == "评价结果")
    return [*merged[:last], *added, *merged[last:]]


def _typed(entered: WorkingPaper) -> Iterator[tuple[str, str]]:
    """(label, text) of the typed rows; a row without a label belongs to the one above."""
    label = ""
    for row in entered.rows:
        label = row.label or label
        if label and row.text:
            yield label, row.text


def _place_for(lines: list[PaperLine], label: str, text: str) -> int | None:
    """The replaceable line that a typed text stands for."""
    same = [(index, line) for index, line in enumerate(lines) if line.label == label and not line.fixed]
    by_lead = [index for index, line in same if line.lead and text.startswith(line.lead)]
    fixed = [line for line in lines if line.label == label and line.fixed and line.lead and text.startswith(line.lead)]
    if by_lead or fixed:
        return by_lead[0] if by_lead else None
    return next((index for index, line in same if not line.lead), None)


def _replaced(line: PaperLine, text: str) -> PaperLine:
    return replace(line, text=text.removeprefix(line.lead))
