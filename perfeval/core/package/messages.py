"""What is wrong with a file, in Chinese: the errors of the JSON parser and of the models."""

import re

from pydantic_core import ErrorDetails

from perfeval.core.language import _, gettext_noop

_MODEL_ERRORS = {
    "missing": gettext_noop("缺少这一项"),
    "extra_forbidden": gettext_noop("不认识这一项"),
    "string_type": gettext_noop("须是文字"),
    "int_type": gettext_noop("须是整数"),
    "int_from_float": gettext_noop("须是整数"),
    "bool_type": gettext_noop("须是 true 或 false"),
    "bool_parsing": gettext_noop("须是 true 或 false"),
    "list_type": gettext_noop("须是列表"),
    "tuple_type": gettext_noop("须是列表"),
    "dict_type": gettext_noop("须是对象"),
    "model_type": gettext_noop("须是对象"),
    "model_attributes_type": gettext_noop("须是对象"),
    "string_too_long": gettext_noop("文字太长"),
    "string_too_short": gettext_noop("不能为空"),
    "string_pattern_mismatch": gettext_noop("写法不对"),
    "literal_error": gettext_noop("不是允许的取值"),
    "union_tag_invalid": gettext_noop("没有这种规则"),
    "union_tag_not_found": gettext_noop("缺少 kind"),
    "greater_than_equal": gettext_noop("太小"),
    "greater_than": gettext_noop("太小"),
    "less_than": gettext_noop("太大"),
    "less_than_equal": gettext_noop("太大"),
    "too_short": gettext_noop("项数太少"),
    "too_long": gettext_noop("项数太多"),
    "recursion_loop": gettext_noop("循环引用"),
}
_OTHERWISE = gettext_noop("写法不对")

_JSON_ERRORS = {
    "EOF": gettext_noop("文件到此中断"),
    "trailing comma": gettext_noop("多了一个逗号"),
    "trailing characters": gettext_noop("后面有多余的内容"),
    "expected `:`": gettext_noop("缺少冒号"),
    "expected `,`": gettext_noop("缺少逗号"),
    "key must be a string": gettext_noop("键须用双引号括起来"),
    "recursion limit": gettext_noop("嵌套太深"),
    "control character": gettext_noop("文字里有控制字符"),
    "invalid number": gettext_noop("数字写法不对"),
}
_PLACE = re.compile(r" at line (\d+) column (\d+)\Z")


def model_message(error: ErrorDetails) -> str:
    """What a value should be, with the value where it is short."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    given = error["input"]
    shown = f"：{given!r:.40}" if isinstance(given, str | int | float) else ""
    return _(_MODEL_ERRORS.get(error["type"], _OTHERWISE)) + shown


def json_message(error: ValueError) -> str:
    """Where a file stops being JSON, and why."""
    text = str(error)
    reason = next((said for start, said in _JSON_ERRORS.items() if text.startswith(start)), _OTHERWISE)
    place = _PLACE.search(text)
    line, column = place.groups() if place else ("1", "1")
    message = _("文件不是完整的JSON：第{line}行第{column}列，{reason}")
    return message.format(line=line, column=column, reason=_(reason))
