"""分段得分: the first band that holds decides."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Band, Bands

from ..award import Award, Subject
from ..measures import Missing, Reading, read_measure
from ..wording import computed, entered, share
from .base import RuleKind
from .manual import award_by_hand


class BandsKind(RuleKind[Bands], model=Bands):
    """Each band gives a fraction of the weight, points, or a range for 自评得分; no band gives nothing."""

    title = "分段得分"

    @override
    def award(self, rule: Bands, subject: Subject) -> Award:
        reading = read_measure(rule.measure, subject)
        if isinstance(reading, Missing):
            return Award(None, f"{reading.reason}，不能计分", reading.problem)
        band = next((band for band in rule.bands if _holds(band, reading.value)), None)
        if band is None:
            return Award(subject.bounded(Fraction(0)), f"{reading.text}，未达到任何一档，得0分{reading.note}")
        return _of_band(band, f"{reading.text}，{_bound(band, reading.unit) or '未达到以上各档'}", reading, subject)

    @override
    def describe(self, rule: Bands) -> str:
        return "；".join(f"{_bound(band, '') or '其余'}得{_prize(band)}" for band in rule.bands) + "。"


def _holds(band: Band, value: Fraction) -> bool:
    if band.above is not None:
        return value > band.above
    return band.min is None or value >= band.min


def _bound(band: Band, unit: str) -> str:
    if band.above is not None:
        return f"高于{entered(band.above)}{unit}"
    return "" if band.min is None else f"不低于{entered(band.min)}{unit}"


def _prize(band: Band) -> str:
    if band.manual is not None:
        return f"{entered(band.manual[0])}至{entered(band.manual[1])}分（酌情）"
    return f"{entered(band.points)}分" if band.points is not None else f"分值的{share(band.fraction or Fraction(0))}"


def _of_band(band: Band, lead: str, reading: Reading, subject: Subject) -> Award:
    if band.manual is not None:
        return award_by_hand(subject, band.manual, f"{lead}，")
    weight = Fraction(subject.weight)
    points = Fraction(band.points) if band.points is not None else weight * (band.fraction or Fraction(0))
    score = subject.bounded(points)
    how = (
        "" if band.points is not None else f"按分值{entered(subject.weight)}的{share(band.fraction or Fraction(0))}计，"
    )
    return Award(score, f"{lead}，{how}得{computed(score)}分{reading.note}")
