"""Reading what an officer typed as a target or an actual: ``≥56个``, ``不低于95%``, ``36.17万``, ``[95%,100%]``.

A text is either one quantity (sign, number, unit) or it is qualitative. Dates (2023年12月31日前) and years
(2023年全年) are not quantities. The sign of an actual is kept for print; only its number counts.
"""

from .quantity import Quantity, unit_text, units_clash, units_differ
from .reading import Target, is_quantitative, read_actual, read_target

__all__ = [
    "Quantity",
    "Target",
    "is_quantitative",
    "read_actual",
    "read_target",
    "unit_text",
    "units_clash",
    "units_differ",
]
