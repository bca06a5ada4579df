"""The evaluation group: columns of the county, boxes to sign."""

from collections.abc import Callable

import pytest

from perfeval.core.scheme.lists import MembersForm
from perfeval.core.tables import NoSuchTable, members_table

from .conftest import Case
from .grids import grid, shapes

Cases = Callable[[str], Case]


def test_xundian_prints_five_columns_and_two_boxes_to_sign(case: Cases) -> None:
    table = members_table(*case("xundian-2023"))

    assert grid(table.rows[:2]) == [
        ["评价小组机构职位", "姓名", "职务/职称", "所属单位/处室", "签字"],
        ["组长", "组长甲", "局长", "寻甸回族彝族自治县人社局", ""],
    ]
    assert shapes(table.rows[-1]) == [(2, 1), (3, 1)]
    assert grid(table.rows[-1:]) == [
        ["报告撰写人（签字）：　　　　2024年5月10日", "评价工作负责人（签字）：　　　　2024年5月10日"]
    ]


def test_gaoyi_prints_four_columns_and_no_box(case: Cases) -> None:
    table = members_table(*case("gaoyi-2022"))

    assert grid(table.rows) == [
        ["姓名", "工作单位", "职务", "签名"],
        ["组长甲", "人社局", "局长", ""],
        ["成员丙", "人社局", "办公室主任", ""],
        ["填报人", "人社局", "财务科科长", ""],
    ]


def test_more_boxes_than_columns_stand_one_below_the_other(case: Cases) -> None:
    package, scheme = case("gaoyi-2022")
    assert scheme.members is not None
    crowded = MembersForm(title="名单", columns=scheme.members.columns, signatures=["甲", "乙", "丙", "丁", "戊"])
    table = members_table(package, scheme.model_copy(update={"members": crowded}))

    assert grid(table.rows[4:]) == [["甲"], ["乙"], ["丙"], ["丁"], ["戊"]]
    assert table.problems() == []


def test_without_members_there_is_no_table(case: Cases) -> None:
    with pytest.raises(NoSuchTable):
        members_table(*case("miluo-2023"))
