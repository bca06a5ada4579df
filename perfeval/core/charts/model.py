"""What a chart shows, before any drawing: horizontal bars with their labels and figures."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: a label, the figure behind the bar, and how it is written.

    ``whole`` is what the figure is measured against (the weight of a score), drawn as a pale bar behind it;
    ``second`` marks the bars of the second series.
    """

    label: str
    value: Decimal
    written: str
    whole: Decimal | None = None
    second: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """``key`` tells the charts of a page apart; ``mark`` is a figure to draw a line at (100 % of a rate).

    ``series`` names the first and the second series where there are two.
    """

    key: str
    title: str
    bars: tuple[Bar, ...]
    label_heading: str
    value_heading: str
    mark: Decimal | None = None
    series: tuple[str, str] | None = None

    @property
    def description(self) -> str:
        """All figures in a sentence, for those who cannot see the drawing."""
        return "；".join(f"{bar.label} {bar.written}" for bar in self.bars)
