"""How the screens write numbers."""

from decimal import Decimal

from django import template

from perfeval.core.numbers import plain

register = template.Library()


@register.filter
def amount(value: Decimal | None) -> str:
    """Money with two decimals and separators; nothing for nothing."""
    return "" if value is None else f"{value:,.2f}"


@register.filter
def number(value: Decimal | None) -> str:
    """A number without trailing zeros; nothing for nothing."""
    return "" if value is None else plain(value)
