"""Charts on screens: the drawing, and its figures as a table for whoever cannot see it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from perfeval.core.charts import Chart, draw

register = template.Library()


@register.inclusion_tag("parts/chart.html")
def chart(chart: Chart | None) -> dict[str, Chart | None]:
    """A chart with its title and its table; nothing where there is no chart."""
    return {"chart": chart}


@register.filter
def drawing(chart: Chart) -> SafeString:
    """The SVG; ``draw`` escapes every text in it."""
    return mark_safe(draw(chart))  # noqa: S308
