"""工作底稿 against the indicators they belong to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import parse_plain, plain
from perfeval.core.package import Indicator, WorkingPaper
from perfeval.core.papers import INNER_QUOTES
from perfeval.core.text.sentences import squeeze

from .context import Context, stated_weight
from .finding import Remark
from .registry import HOUSE, check

_WEIGHT = re.compile(r"指标权重\s*[:：为]?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")
_SCORE = re.compile(r"指标得分\s*[:：为]?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")
_NAME = re.compile(r"“([^“”]{4,})”")


@check("C48", "工作底稿的权重和得分与指标一致", "error")
def check_papers(context: Context) -> Iterator[Remark]:
    """Weight and score that a working paper states against those of its indicator."""
    for index, paper in enumerate(context.package.working_papers):
        indicator = _indicator(context, paper)
        if indicator is None:
            continue
        score = indicator.computed.score if indicator.computed else None
        for place, row in enumerate(paper.rows):
            for pattern, expected, what in (
                (_WEIGHT, stated_weight(indicator), "指标权重"),
                (_SCORE, score, "指标得分"),
            ):
                match = pattern.search(row.text or "")
                if match and expected is not None and parse_plain(match[1]) != expected:
                    where = f"/working_papers/{index}/rows/{place}/text"
                    yield _wrong(where, paper, what, parse_plain(match[1]), expected)


@check("C48-name", "工作底稿的指标名称与自评表一致", "warning", HOUSE)
def check_paper_names(context: Context) -> Iterator[Remark]:
    """The indicator's name in the title of a working paper."""
    for index, paper in enumerate(context.package.working_papers):
        indicator, quoted = _indicator(context, paper), _NAME.search(paper.title or "")
        if indicator and quoted and not _is_named(quoted[1], indicator.name):
            message = f"底稿标题中的指标名称为“{quoted[1]}”，自评表中{paper.indicator}为“{indicator.name}”。"
            yield Remark(f"/working_papers/{index}/title", quoted[1], indicator.name, message)


def _is_named(quoted: str, name: str) -> bool:
    """Whether a title names the indicator; quotation marks inside quotation marks may be single ones."""
    return squeeze(quoted) in {squeeze(name), squeeze(name.translate(INNER_QUOTES))}


@check("C48-unknown", "工作底稿对应已有的指标", "warning", HOUSE)
def check_paper_indicator(context: Context) -> Iterator[Remark]:
    """A working paper whose indicator is not in the form."""
    for index, paper in enumerate(context.package.working_papers):
        if context.overall_nodes and _indicator(context, paper) is None:
            message = f"工作底稿“{paper.indicator}”在自评表中没有对应的指标。"
            yield Remark(f"/working_papers/{index}/indicator", paper.indicator, "自评表中的指标编号或名称", message)


@check("C48-missing", "每个末级指标一份工作底稿", "hint", HOUSE)
def check_missing_papers(context: Context) -> Iterator[Remark]:
    """Where working papers are attached, every scored indicator has one."""
    papers = {paper.indicator for paper in context.package.working_papers}
    leaves = [leaf for leaf in context.overall_nodes if leaf.record.is_leaf]
    missing = [leaf for leaf in leaves if leaf.record.code not in papers and leaf.record.name not in papers]
    if papers and missing:
        message = f"共{len(leaves)}个末级指标，只有{len(leaves) - len(missing)}个附有工作底稿。"
        yield Remark("/working_papers", str(len(leaves) - len(missing)), str(len(leaves)), message)


def _indicator(context: Context, paper: WorkingPaper) -> Indicator | None:
    """By code, else by name."""
    nodes = [node.record for node in context.overall_nodes]
    by_code = [node for node in nodes if node.code == paper.indicator]
    return next(iter(by_code or [node for node in nodes if node.name == paper.indicator]), None)


def _wrong(where: str, paper: WorkingPaper, what: str, found: Decimal, expected: Decimal) -> Remark:
    message = f"{paper.indicator}的工作底稿写{what}{plain(found)}分，自评表中为{plain(expected)}分。"
    return Remark(where, f"{plain(found)}分", f"{plain(expected)}分", message)
