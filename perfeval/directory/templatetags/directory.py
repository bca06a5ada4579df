"""What the pages of one's own account need."""

import base64
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(options: Any) -> str:
    """Options of a security key as JSON for a data attribute; bytes become base64url, as the standard writes them."""
    return json.dumps(options, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(type(value).__name__)
