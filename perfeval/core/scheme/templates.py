"""Texts of a scheme with placeholders such as ``{department}``: checked when the scheme is read."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from perfeval.core.language import _
from perfeval.core.package.base import Text

PLACEHOLDERS = frozenset(
    {
        "year",
        "prior_year",
        "department",
        "short_name",
        "region",
        "money_unit",
        "project",
        "unit",
        "project_department",
        "document_number",
        "index",
        "prepared_by",
        "phone",
        "date",
        "approved_by",
        "survey_title",
        "issued",
        "returned",
        "valid",
        "basic_data_title",
    }
)
"""What a title, a caption or a footer may name; ``index`` numbers the project forms from 1."""

NAME_PLACEHOLDERS = frozenset({"code", "name", "weight"})
"""What the name cell of an indicator may show, e.g. ``{code}{name}（{weight}分）``."""

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders replaced; what is not known is left empty."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), template)


def _known(names: frozenset[str]) -> AfterValidator:
    def check(template: str) -> str:
        unknown = sorted(set(_PLACEHOLDER.findall(template)) - names)
        if unknown:
            raise ValueError(_("不认识的占位符：{names}").format(names="、".join(unknown)))
        return template

    return AfterValidator(check)


def _names_the_indicator(template: str) -> str:
    if template.count("{name}") != 1:
        raise ValueError(_("须有且只有一个 {name}"))
    return template


Template = Annotated[Text, _known(PLACEHOLDERS)]
NameTemplate = Annotated[Text, _known(NAME_PLACEHOLDERS), AfterValidator(_names_the_indicator)]
