"""Scheme files: the nine that come with the program, bases, and what a bad file is told."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval.core.package.package import GradeBand
from perfeval.core.scheme import (
    SCHEME_FOLDER,
    SchemeError,
    available_schemes,
    dump_scheme,
    load_scheme,
    read_scheme,
)

SLUGS = [
    "gaoyi-2022",
    "guangshui-2021",
    "hubei-2022",
    "jiangxi-2021",
    "jincheng-2022",
    "miluo-2023",
    "mof-2020",
    "qinhuangdao-2023",
    "xundian-2023",
]


def write(folder: Path, slug: str, **document: Any) -> Path:
    path = folder / f"{slug}.json"
    path.write_text(json.dumps({"slug": slug, **document}, ensure_ascii=False), "utf-8")
    return path


def problems_of(data: bytes, folder: Path = SCHEME_FOLDER) -> list[tuple[str, str]]:
    with pytest.raises(SchemeError) as caught:
        read_scheme(data, folder)
    return caught.value.problems


def test_nine_schemes_come_with_the_program() -> None:
    assert set(SLUGS) <= set(available_schemes())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_scheme_bears_its_file_name_and_survives_writing_and_reading(slug: str) -> None:
    scheme = load_scheme(slug)

    assert scheme.slug == slug
    assert read_scheme(json.dumps(dump_scheme(scheme), ensure_ascii=False).encode()) == scheme


def test_a_scheme_can_be_loaded_from_any_path(tmp_path: Path) -> None:
    path = write(tmp_path, "new-county-2024", extends="mof-2020", title="新县", year=2024)
    scheme = load_scheme(path)

    assert (scheme.slug, scheme.title, scheme.year) == ("new-county-2024", "新县", 2024)
    assert scheme.forms == load_scheme("mof-2020").forms


def test_objects_of_a_base_merge_and_lists_replace() -> None:
    base, above = load_scheme("mof-2020"), load_scheme("qinhuangdao-2023")

    assert above.scoring.execution == base.scoring.execution
    assert above.formats.rate == base.formats.rate.model_copy(update={"trailing_zeros": "drop"})
    assert [layout.key for layout in above.lists] == ["own", "transfer"]
    assert above.scoring.grade_bands.project == [
        GradeBand(min=Decimal(85), grade="优"),
        GradeBand(min=Decimal(75), grade="良"),
        GradeBand(min=Decimal(60), grade="中"),
        GradeBand(grade="差"),
    ]


def test_schemes_say_what_differs_by_place() -> None:
    scoring = {slug: load_scheme(slug).scoring for slug in SLUGS}

    assert {slug: (each.execution.weight, each.overall_execution_weight) for slug, each in scoring.items()} == {
        "gaoyi-2022": (None, None),
        "guangshui-2021": (Decimal(10), Decimal(10)),
        "hubei-2022": (Decimal(20), Decimal(20)),
        "jiangxi-2021": (Decimal(10), Decimal(10)),
        "jincheng-2022": (Decimal(10), Decimal(10)),
        "miluo-2023": (Decimal(10), Decimal(10)),
        "mof-2020": (Decimal(10), Decimal(10)),
        "qinhuangdao-2023": (Decimal(10), Decimal(10)),
        "xundian-2023": (None, None),
    }
    assert [(int(step.rate), int(step.points)) for step in scoring["jiangxi-2021"].execution.steps] == [
        (100, 10),
        (80, 7),
        (60, 5),
        (0, 0),
    ]
    assert scoring["xundian-2023"].survey_decimals == 1
    assert scoring["jincheng-2022"].unset_fraction == Decimal("0.5")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"[1]", ("", "须是对象")),
        ("方案".encode("gbk"), ("", "文件不是UTF-8编码（第1个字节起）")),
        (b'{"extends": 7}', ("/extends", "须是文字")),
        (b'{"extends": "nowhere"}', ("", "没有方案文件“nowhere.json”")),
        (b'{"extends": "../secret"}', ("", "方案代号“../secret”写法不对")),
    ],
)
def test_a_file_that_is_no_scheme_is_told_why(data: bytes, problem: tuple[str, str]) -> None:
    assert problems_of(data) == [problem]


def test_a_truncated_file_is_refused() -> None:
    ((path, message),) = problems_of(b'{"slug": "a')

    assert (path, message[:11]) == ("", "文件不是完整的JSON")


def test_schemes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", extends="two")
    write(tmp_path, "two", extends="one")

    assert problems_of(b'{"extends": "one"}', tmp_path) == [("/extends", "方案互相引用，或引用层数过多")]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"colour": "red"}, "/colour"),
        ({"formats": {"rate": {"decimals": "two"}}}, "/formats/rate/decimals"),
        ({"scoring": {"execution": {"weight": "-5"}}}, "/scoring/execution/weight"),
        ({"money_unit": "美元"}, "/money_unit"),
    ],
)
def test_an_error_names_its_path(change: dict[str, Any], path: str) -> None:
    data = json.dumps({"extends": "mof-2020", "slug": "a", "title": "甲", **change}).encode()

    assert [found for found, _ in problems_of(data)] == [path]


def test_an_outline_may_name_no_sentence_that_is_not_there() -> None:
    below = {"heading": "（一）", "blocks": [{"sentence": "T1"}, {"sentence": "T99"}]}
    attached = {"title": "甲", "kind": "text", "sections": [{"blocks": [{"sentence": "X"}]}]}
    document = {
        "slug": "qinhuangdao-2023",
        "extends": "mof-2020",
        "title": "甲",
        "outline": {"sections": [{"heading": "一、", "sections": [below]}]},
        "attachments": [attached],
    }
    assert problems_of(json.dumps(document).encode()) == [
        ("/outline/sections/0/sections/0/blocks/1/sentence", "没有“T99”这个句子"),
        ("/attachments/0/sections/0/blocks/0/sentence", "没有“X”这个句子"),
    ]


def test_a_piece_of_an_outline_is_one_thing() -> None:
    outline = {"sections": [{"blocks": [{"sentence": "T1", "text": "甲"}, {}]}]}
    document = {"slug": "qinhuangdao-2023", "extends": "mof-2020", "title": "甲", "outline": outline}
    message = "sentence、table、text 须且只须给出一种"
    assert problems_of(json.dumps(document).encode()) == [
        ("/outline/sections/0/blocks/0", message),
        ("/outline/sections/0/blocks/1", message),
    ]
