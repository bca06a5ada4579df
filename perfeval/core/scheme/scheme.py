"""A form scheme (填报方案): everything that differs by place and year, in one immutable object."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from perfeval.core.package.base import Name, Text, Year

from .base import SchemePart
from .formats import Formats
from .scoring import Scoring

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]


class Scheme(SchemePart):
    """One version of one scheme. ``source`` names the regulation (文号); ``year`` None serves any year."""

    slug: Slug
    version: Annotated[int, Field(ge=1, strict=True)] = 1
    title: Name
    region: Text = ""
    year: Year | None = None
    source: Text = ""
    money_unit: Literal["元", "万元"] = "万元"
    scoring: Scoring = Scoring()
    formats: Formats = Formats()
