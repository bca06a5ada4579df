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

    ``series`` names the first and the second series where there are two; ``scale`` is what the whole width stands for
    where that is more than the longest bar.
    """

    key: str
    title: str
    bars: tuple[Bar, ...]
    label_heading: str
    value_heading: str
    mark: Decimal | None = None
    series: tuple[str, str] | None = None
    scale: Decimal | None = None

    @property
    def longest(self) -> Decimal:
        """What the whole width stands for; bars of nothing but zeros have no length."""
        figures = [figure for bar in self.bars for figure in (bar.value, bar.whole) if figure is not None]
        return self.scale or max([*figures, self.mark or Decimal(0), Decimal(0)]) or Decimal(1)

    @property
    def description(self) -> str:
        """All figures in a sentence, for those who cannot see the drawing."""
        return "；".join(f"{bar.label} {bar.written}" for bar in self.bars)
