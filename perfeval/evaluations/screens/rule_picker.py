"""The rule picker: every kind of rule as a sentence, with what it would award on the row's own numbers."""

from dataclasses import dataclass

from perfeval.core.package import Indicator, Rule, Sheet
from perfeval.core.scoring import describe, rule_of, title
from perfeval.core.scoring.award import Award
from perfeval.core.scoring.previewing import preview_rule
from perfeval.core.scoring.suggestions import suggest_rules
from perfeval.evaluations.loading import Loaded

from .inputs import value_at


@dataclass(frozen=True, slots=True)
class Option:
    """A kind of rule that can be chosen, as one sentence and with an example."""

    kind: str
    title: str
    sentence: str
    award: Award
    is_own: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator for which a rule is chosen; ``nodes`` lead to it from the top of the tree."""

    loaded: Loaded
    key: int
    sheet: Sheet
    nodes: tuple[Indicator, ...]

    @property
    def indicator(self) -> Indicator:
        """The scored indicator."""
        return self.nodes[-1]

    @property
    def rule(self) -> Rule:
        """The rule that scores it now."""
        return rule_of(self.indicator)

    @property
    def is_default(self) -> bool:
        """Whether that is the scheme's default rule."""
        return self.indicator.rule is None

    def award(self, rule: Rule) -> Award:
        """What another rule would award."""
        return preview_rule(self.loaded.package, self.loaded.scheme.scoring, self.sheet, self.nodes, rule)

    def suggestion(self, kind: str) -> Rule | None:
        """The first version of this kind of rule; the own rule for its kind."""
        if kind == self.rule.kind:
            return self.rule
        return next((rule for rule in suggest_rules(self.indicator) if rule.kind == kind), None)

    @property
    def options(self) -> list[Option]:
        """All kinds of rules."""
        rules = [self.rule if rule.kind == self.rule.kind else rule for rule in suggest_rules(self.indicator)]
        return [self.option(rule) for rule in rules]

    def option(self, rule: Rule) -> Option:
        """A rule as it is shown."""
        return Option(rule.kind, title(rule), describe(rule), self.award(rule), rule.kind == self.rule.kind)


def subject_of(loaded: Loaded, key: int) -> Subject | None:
    """The indicator with this key as the picker sees it; None where there is none that is scored."""
    record = f"indicator.{key}.name"
    pointer = next((pointer for pointer, field in loaded.fields.items() if field == record), "").removesuffix("/name")
    sheet_at, _indicators, path = pointer.partition("/indicators/")
    sheet = value_at(loaded.package, sheet_at) if path else None
    if not isinstance(sheet, Sheet):
        return None
    nodes = [sheet.indicators[int(path.split("/")[0])]]
    for step in path.split("/")[2::2]:
        nodes.append(nodes[-1].children[int(step)])
    return Subject(loaded, key, sheet, tuple(nodes)) if nodes[-1].is_leaf else None
