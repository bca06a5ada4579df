"""What the pages of one's own account need."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(options: Any) -> str:
    """Options of a security key as JSON for a data attribute; bytes become base64url, as the standard writes them."""
    return json.dumps(options, default=_plain)


@register.filter
def minutes(time: timedelta) -> int:
    """Whole minutes."""
    return int(time.total_seconds() // 60)


#: What browsers and systems call themselves, and what people call them. The first that is found counts: most browsers
#: name those too that they come from.
_BROWSERS = {
    "MicroMessenger": "WeChat",
    "QQBrowser": "QQ",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "HarmonyOS": "HarmonyOS",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Browser and system in words (Chrome · Windows); what is not known stays as it calls itself."""
    found = [next((word for sign, word in names.items() if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or user_agent


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(type(value).__name__)
