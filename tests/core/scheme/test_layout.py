"""What a layout must keep to, so that every form it draws is a closed grid."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from perfeval.core.scheme import load_scheme
from perfeval.core.scheme.columns import FieldCell, IndicatorColumn
from perfeval.core.scheme.layout import AnalysisBlock, Form, IndicatorsBlock, StackBlock
from perfeval.core.scheme.outline import SchemeAttachment
from perfeval.core.scheme.scheme import Scheme

NAME = {"block": "fields", "cells": [{"text": "项目名称"}, {"field": "name", "span": 2}]}


def message_of(model: type[BaseModel], data: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    (error,) = caught.value.errors()
    return str(error["ctx"]["error"])


def columns(*fields: str) -> list[dict[str, str]]:
    return [{"field": field, "heading": field} for field in fields]


def test_a_form_says_which_block_does_not_fill_its_grid() -> None:
    form = {"title": "表", "widths": [1, 1, 1], "blocks": [NAME, {**NAME, "side": {"text": "侧"}}]}

    assert message_of(Form, form) == "第2块（fields）宽4列，表格有3列"


def test_a_side_label_counts_into_the_width() -> None:
    form = Form.model_validate(
        {"title": "表", "widths": [1] * 5, "blocks": [{**NAME, "side": {"text": "侧", "span": 2}}]}
    )

    assert [(block.inner_width, block.width) for block in form.blocks] == [(3, 5)]


def test_blocks_of_a_stack_are_equally_wide() -> None:
    stack = {"block": "stack", "side": {"text": "侧"}, "blocks": [NAME, {"block": "fields", "cells": [{}]}]}

    assert message_of(StackBlock, stack) == "各块宽度须相同：[3, 1]"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (["level1", "target"], "须有 name 列，各级指标列按 level1、level2、level3、name 排列，不重复"),
        (["level2", "level1", "name"], "须有 name 列，各级指标列按 level1、level2、level3、name 排列，不重复"),
        (["name", "name"], "须有 name 列，各级指标列按 level1、level2、level3、name 排列，不重复"),
        (["level1", "weight", "name"], "各级指标列须相邻"),
    ],
)
def test_level_columns_stand_together_in_order(fields: list[str], message: str) -> None:
    assert message_of(IndicatorsBlock, {"block": "indicators", "columns": columns(*fields)}) == message


def test_a_column_before_the_names_is_allowed() -> None:
    block = IndicatorsBlock.model_validate({"block": "indicators", "columns": columns("weight", "level1", "name")})

    assert [column.field for column in block.level_columns] == ["level1", "name"]


@pytest.mark.parametrize(
    ("model", "data", "message"),
    [
        (FieldCell, {"text": "甲", "field": "name"}, "text 与 field 只能给出一个"),
        (IndicatorColumn, {"field": "target", "per": 1}, "per 只能用于 weight 和 score"),
        (IndicatorColumn, {"field": "name", "template": "{code}"}, "须有且只有一个 {name}"),
        (IndicatorColumn, {"field": "name", "template": "{name}{county}"}, "不认识的占位符：county"),
        (
            AnalysisBlock,
            {"block": "analysis", "text_span": 2, "groups": [{"label": "组", "items": ["甲"]}]},
            "有分组标签时须给出 group_span",
        ),
        (Form, {"title": "{who}", "widths": [1, 1, 1], "blocks": [NAME]}, "不认识的占位符：who"),
        (SchemeAttachment, {"title": "清单", "kind": "projects"}, "kind 为 projects 时须给出 list，其他时候不给"),
    ],
)
def test_what_makes_no_sense_is_refused(model: type[BaseModel], data: Any, message: str) -> None:
    assert message_of(model, data) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"attachments": [{"title": "清单", "kind": "projects", "list": "none"}]}, "附件指向不存在的清单：none"),
        ({"attachments": [{"title": "问卷", "kind": "survey"}]}, "附件没有版式：survey"),
        (
            {"lists": [{"key": "a", "title": "甲", "columns": [{"field": "name", "heading": "名", "width": 1}]}] * 2},
            "清单 key 重复",
        ),
    ],
)
def test_a_scheme_attaches_only_what_it_describes(change: dict[str, Any], message: str) -> None:
    base = load_scheme("mof-2020").model_dump(mode="json", exclude_unset=True)

    assert message_of(Scheme, {**base, "attachments": [], **change}) == message
