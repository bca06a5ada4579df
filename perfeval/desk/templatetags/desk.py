"""Headings that sort the list, and lookups."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe

from perfeval.desk.listing import Choice

register = template.Library()


@dataclass(frozen=True, slots=True)
class SortHeading:
    """Where a click on a heading leads, and how the list is sorted by it now."""

    url: str
    arrow: str
    aria: SafeString


@register.simple_tag
def sort_heading(name: str, choice: Choice, query: str) -> SortHeading:
    """A first click sorts upwards, the next one downwards; ``query`` is the rest of the address."""
    is_up, is_down = choice.sort == name, choice.sort == f"-{name}"
    wanted = f"-{name}" if is_up else name
    order = "ascending" if is_up else "descending" if is_down else "none"
    return SortHeading(
        url=f"?{query}&sort={wanted}" if query else f"?sort={wanted}",
        arrow=" ↑" if is_up else " ↓" if is_down else "",
        aria=mark_safe(f'aria-sort="{order}"'),  # noqa: S308 - one of three words
    )


@register.filter
def count_of(counts: Mapping[str, int], key: str) -> int:
    """How many there are of a key; none is 0."""
    return counts.get(key, 0)
