"""Why a stated sum is wrong: it is often the sum of a run of rows, when a range was marked too short."""

from decimal import Decimal

from perfeval.core.text.figures import Figure

from .context import Context

MOST_ROWS = 400
"""Longer lists are not searched: the number of runs grows with the square of the rows."""
FEWEST_DECIMALS = 2


def equal_run(context: Context, name: str, field: str, stated: Figure) -> str:
    """Rows (“9至44”) of a list whose amounts add up to a stated figure; empty where there is no such run."""
    projects = [project for project in context.package.projects if name in ("all", project.list)]
    if len(projects) > MOST_ROWS or stated.decimals < FEWEST_DECIMALS:
        return ""
    sums = [Decimal(0)]
    for project in projects:
        sums.append(sums[-1] + context.yuan(project.amount(field) or Decimal(0)))
    for first in range(len(projects)):
        for last in range(len(projects), first + 1, -1):
            if stated.agrees_base(sums[last] - sums[first]) and last - first < len(projects):
                return f"{first + 1}至{last}"
    return ""
