"""The indicator tree: every leaf scored by its rule, every node the sum of its leaves."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfeval.core.numbers import plain, total
from perfeval.core.package.rules import Completion, Graded, Manual, Rule
from perfeval.core.package.sheets import Indicator, IndicatorResult
from perfeval.core.scheme.scoring import Scoring
from perfeval.core.targets import is_quantitative

from . import rules
from .award import Award, Sources, Subject
from .wording import computed

COMPLETION = Completion(kind="completion")
GRADED = Graded(kind="graded")


class Assessment(NamedTuple):
    """A scored leaf: its weight that counts, the award, and the rule's own score where an override replaces it."""

    weight: Decimal | None
    award: Award
    rule_score: Decimal | None = None
    overridden: bool = False


def rule_of(indicator: Indicator) -> Rule:
    """The rule that scores an indicator: its own, or by its nature 完成比率法 or 评判等级赋分.

    Without a nature, a target (or else an actual) that reads as a number makes the indicator quantitative.
    """
    if indicator.rule is not None:
        return indicator.rule
    if indicator.nature is not None:
        return COMPLETION if indicator.nature == "quantitative" else GRADED
    numeric = is_quantitative(indicator.adjusted_target, indicator.target, indicator.actual)
    return COMPLETION if numeric else GRADED


def assess(leaf: Indicator, branches: tuple[str, ...], sources: Sources, scoring: Scoring) -> Assessment:
    """Score one leaf; ``branches`` are the names of the levels above it, highest first."""
    if leaf.deleted:
        return Assessment(Decimal(0), Award(Decimal(0), "年中删除，不计分"))
    if leaf.weight is None:
        return Assessment(None, Award(None, "未填分值，不能计分"))
    subject = Subject(leaf, leaf.weight, branches, sources, scoring)
    rule = rule_of(leaf)
    award = rules.award(rule, subject)
    if leaf.self_score is None or award.by_hand or isinstance(rule, Manual):
        return Assessment(leaf.weight, award)
    return Assessment(leaf.weight, _override(award, leaf.self_score, subject), award.score, overridden=True)


def _override(award: Award, typed: Decimal, subject: Subject) -> Award:
    """自评得分 in place of the rule's score; above the weight the weight counts."""
    score = subject.bounded(Fraction(typed))
    reason = subject.indicator.override_reason
    why = f"理由：{reason}" if reason else "未写理由"
    by_rule = f"按规则得{computed(award.score)}分" if award.score is not None else "按规则不能计分"
    text = f"自评改为{computed(score)}分（{why}）；{by_rule}：{award.explanation}"
    problem = f"自评得分{plain(typed)}分超过分值{plain(subject.weight)}分" if typed > subject.weight else award.problem
    return Award(score, text, problem, by_hand=True)


def compute_node(node: Indicator, branches: tuple[str, ...], sources: Sources, scoring: Scoring) -> Indicator:
    """A copy of the node with ``computed`` in it and in everything below."""
    if node.is_leaf:
        return node.model_copy(update={"computed": _leaf_result(assess(node, branches, sources, scoring))})
    below = (*branches, node.name)
    children = [compute_node(child, below, sources, scoring) for child in node.children]
    results = [child.computed for child in children if child.computed]
    weight = node.weight if node.weight is not None else total(result.weight for result in results)
    result = IndicatorResult(weight=weight, score=total(result.score for result in results))
    return node.model_copy(update={"children": children, "computed": result})


def _leaf_result(assessment: Assessment) -> IndicatorResult:
    award = assessment.award
    if assessment.overridden:
        return IndicatorResult(
            weight=assessment.weight,
            score=award.score,
            rule_score=assessment.rule_score,
            explanation=award.explanation,
        )
    return IndicatorResult(weight=assessment.weight, score=award.score, explanation=award.explanation)
