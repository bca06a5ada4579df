"""What another rule would award an indicator, before it is chosen."""

from collections.abc import Sequence

from perfeval.core.compute import sources_of
from perfeval.core.package import Package
from perfeval.core.package.rules import Rule
from perfeval.core.package.sheets import Indicator, Sheet
from perfeval.core.scheme.scoring import Scoring

from .award import Award, Subject
from .rules import award
from .sheets import with_rate_of


def preview_rule(package: Package, scoring: Scoring, sheet: Sheet, nodes: Sequence[Indicator], rule: Rule) -> Award:
    """The award of the last of ``nodes``, which lead down the tree of ``sheet``, by this rule instead of its own."""
    leaf = nodes[-1]
    if leaf.weight is None:
        return Award(None, "未填分值，不能计分")
    sources = with_rate_of(sheet, sources_of(package), scoring)
    branches = tuple(node.name for node in nodes[:-1])
    return award(rule, Subject(leaf, leaf.weight, branches, sources, scoring))
