"""Reading packages: round trips, and errors that name their place."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.core.package import PackageError, dump_package, parse_package, pointer, read_package

from ..strategies import documents

SAMPLES = sorted((Path(__file__).parents[3] / "fixtures" / "samples").glob("*.json"))
LEAF = "/projects/0/indicators/0"


def document(**leaf: Any) -> dict[str, Any]:
    return {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": "某局"},
        "projects": [{"name": "项目", "indicators": [{"name": "甲", "weight": "10"} | leaf]}],
    }


def problems(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(PackageError) as caught:
        parse_package(data)
    return caught.value.problems


def problems_if_any(data: Any) -> list[tuple[str, str]]:
    try:
        parse_package(data)
    except PackageError as error:
        return error.problems
    return []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_and_written_back_the_same(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    package = read_package(path.read_bytes())
    written = dump_package(package)
    assert parse_package(written) == package
    assert _numbers_plain(written) == _numbers_plain(data)


def _numbers_plain(data: Any, key: str = "") -> Any:
    """The same data with trailing zeros of decimals dropped outside ``published`` and text."""
    if isinstance(data, dict):
        return {name: value if name == "published" else _numbers_plain(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [_numbers_plain(item, key) for item in data]
    is_text = not isinstance(data, str) or key in ("target", "actual", "adjusted_target", "text", "label", "name")
    if is_text or not data.replace("-", "", 1).replace(".", "", 1).isdigit() or "." not in data:
        return data
    return data.rstrip("0").rstrip(".")


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=documents)
def test_a_made_up_package_round_trips(data: dict[str, Any]) -> None:
    package = parse_package(data)
    assert parse_package(dump_package(package)) == package


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ({"weight": "abc"}, ("/weight", "“abc”不是数字")),
        ({"weight": "-5"}, ("/weight", "-5不能小于0")),
        ({"weight": "1.1234567890123"}, ("/weight", "“1.1234567890123”的小数超过6位")),
        ({"weight": 10}, ("/weight", '数字须写成字符串，如 "12.50"')),
        ({"weigth": "10"}, ("/weigth", "不认识这一项：'10'")),
        ({"target": "长" * 200_001}, ("/target", f"文字太长：'{'长' * 39}")),
        ({"deleted": "yes"}, ("/deleted", "须是 true 或 false：'yes'")),
        ({"rule": {"kind": "linaer"}}, ("/rule", "没有这种规则")),
        ({"rule": {}}, ("/rule", "缺少 kind")),
        ({"rule": {"kind": "count", "deduct_unit": "points"}}, ("/rule/per_item", "缺少这一项")),
        (
            {"rule": {"kind": "count", "deduct_unit": "points", "per_item": "1/0"}},
            ("/rule/per_item", "“1/0”的分母为0"),
        ),
        (
            {"rule": {"kind": "checklist", "mode": "earn", "items": ["a"], "per_item": ["1", "2"]}},
            ("/rule", "per_item 有2个，items 有1个，须一一对应"),
        ),
        (
            {"rule": {"kind": "checklist", "mode": "earn", "items": ["a"]}},
            ("/rule", "每一项须有分值（per_item 或 points）"),
        ),
        (
            {"rule": {"kind": "checklist", "mode": "earn", "items": ["a"], "per_item": ["1"], "veto": [1]}},
            ("/rule", "veto 指向不存在的项"),
        ),
        (
            {"rule": {"kind": "completion", "measure": {"fact": "a", "of": "actual"}}},
            ("/rule/measure", "measure 须且只须给出一种取值方式"),
        ),
        (
            {"rule": {"kind": "bands", "bands": [{"min": "1", "above": "1", "points": "1"}]}},
            ("/rule/bands/0", "min 与 above 只能给出一个"),
        ),
        ({"rule": {"kind": "bands", "bands": [{}]}}, ("/rule/bands/0", "fraction、points、manual 须且只须给出一个")),
    ],
)
def test_an_error_names_its_place(leaf: dict[str, Any], expected: tuple[str, str]) -> None:
    assert problems(document(**leaf)) == [(LEAF + expected[0], expected[1])]


def test_errors_of_the_whole_are_named_too() -> None:
    data = document()
    del data["year"]
    data["projects"][0]["funds"] = [{"key": "total"}, {"key": "total"}]
    assert problems(data) == [("/year", "缺少这一项"), ("/projects/0", "资金行 key 重复：total")]


def test_a_report_must_not_repeat_itself_in_a_circle() -> None:
    sections = [{"heading": "一", "same_as": "二"}, {"heading": "二", "same_as": "一"}]
    assert problems(document() | {"report": {"sections": sections}}) == [("/report", "same_as 循环引用：“一”")]
    lost = [{"heading": "一", "same_as": "三"}]
    assert problems(document() | {"report": {"sections": lost}}) == [("/report", "same_as 指向不存在的标题“三”")]


def test_a_table_has_only_the_columns_it_names() -> None:
    section: dict[str, Any] = {
        "label": "节",
        "columns": ["甲"],
        "rows": [{"key": "a", "label": "行", "values": ["1", "2"]}],
    }
    data = document() | {"basic_data": {"sections": [section]}}
    assert problems(data) == [("/basic_data/sections/0", "“行”有2个值，列只有1个")]
    section |= {"rows": [], "computed": {"0": {"ratio": [0, 1]}}}
    assert problems(data) == [("/basic_data/sections/0", "computed 指向不存在的列：0")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("公司".encode("gbk"), "文件不是UTF-8编码（第1个字节起）"),
        (b'{"format":', "文件不是完整的JSON：第1行第10列，文件到此中断"),
        (b"", "文件不是完整的JSON：第1行第0列，文件到此中断"),
        (b'{"format": "a",\n}', "文件不是完整的JSON：第2行第1列，多了一个逗号"),
        (b'{"format" 1}', "文件不是完整的JSON：第1行第11列，缺少冒号"),
        (b'["a" "b"]', "文件不是完整的JSON：第1行第6列，缺少逗号"),
        (b"{'format': 1}", "文件不是完整的JSON：第1行第2列，键须用双引号括起来"),
        (b"[" * 1000, "文件不是完整的JSON：第1行第202列，嵌套太深"),
        (b'{"format": nul}', "文件不是完整的JSON：第1行第15列，写法不对"),
        (b"[]", "须是对象"),
        (b" " * (20 * 1024 * 1024 + 1), "文件超过20MB"),
    ],
)
def test_a_file_that_is_no_package_is_refused_whole(data: bytes, message: str) -> None:
    with pytest.raises(PackageError) as caught:
        read_package(data)
    assert caught.value.problems == [("", message)]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=documents, choice=st.data())
def test_whatever_is_wrong_is_said_in_chinese(data: dict[str, Any], choice: st.DataObject) -> None:
    broken = deepcopy(data)
    node: Any = broken
    while True:
        key = choice.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or choice.draw(st.booleans()):
            break
        node = node[key]
    node[key] = choice.draw(
        st.sampled_from([[], {}, [1], {"a": 1}, 1.5, 10**30, True, "", "x", "1e5", "长" * 501, "-1"])
    )
    said = [message.partition("：")[0] for _, message in problems_if_any(broken)]
    assert [message for message in said if not re.search("[\u4e00-\u9fff]", message)] == []


def test_results_of_an_earlier_compute_are_dropped_but_column_formulas_are_kept() -> None:
    data = document()
    data["basic_data"] = {"sections": [{"label": "节", "columns": ["甲", "乙"], "computed": {"1": {"ratio": [0, 0]}}}]}
    computed = deepcopy(data)
    computed["projects"][0]["computed"] = {"total": "anything"}
    computed["computed"] = {"statistics": None}
    assert parse_package(computed) == parse_package(data)
    assert dump_package(parse_package(computed)) == data


def test_pointers_escape_what_json_pointers_must() -> None:
    assert pointer(["a/b", 0, "c~d"]) == "/a~1b/0/c~0d"
    assert pointer([]) == ""


def test_a_text_with_control_characters_is_refused_with_its_place() -> None:
    data = json.dumps(document() | {"department": {"name": "甲\u0000乙"}}).encode()
    with pytest.raises(PackageError) as refused:
        read_package(data)
    assert refused.value.problems == [("/department/name", "文字中有不可见的控制字符")]
    assert read_package(json.dumps(document() | {"source": "一\n二\t三"}).encode()).source == "一\n二\t三"
