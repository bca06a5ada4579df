"""Document number and funding level of transfer projects, read from their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.package import Project
from perfeval.core.project_names import NameParts, read_project_name
from tests.factories import sample_package


def listed(which: str) -> list[Project]:
    return [project for project in sample_package("qinhuangdao-2023").projects if project.list == which]


def test_all_48_transfer_projects_of_the_sample_are_read_as_their_list_says() -> None:
    projects = listed("transfer")
    found = [read_project_name(project.name) for project in projects]
    stated = [NameParts(project.document_number, project.funding_level, transferred=True) for project in projects]
    assert (len(projects), found) == (48, stated)


def test_no_project_of_the_departments_own_money_is_taken_for_a_transfer() -> None:
    assert {read_project_name(project.name).transferred for project in listed("own")} == {None, False}
    assert {read_project_name(project.name).funding_level for project in listed("own")} == {None}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("财预〔2020〕10号中央补助资金", NameParts("财预〔2020〕10号", "central", transferred=True)),
        ("（上级） 湘财预 [ 2023 ] 118 号 省级专项", NameParts("湘财预[2023]118号", "provincial", transferred=True)),
        ("提前下达2022年市级企业退休人员服务资金", NameParts(None, "city", transferred=True)),
        ("2021年全市“两项表彰”奖励资金", NameParts()),
        ("城乡居民社会养老保险县级基础养老金", NameParts()),
        ("(本级)追加2022年中央空调维修费", NameParts(transferred=False)),
        ("下达2023年全省人力资源市场建设资金", NameParts(transferred=True)),
        ("某财社[2023]1号省人力资源市场建设", NameParts("某财社[2023]1号", None, transferred=True)),
        ("2022年人员经费", NameParts()),
        ("", NameParts()),
    ],
)
def test_a_name_says_what_it_says(name: str, expected: NameParts) -> None:
    assert read_project_name(name) == expected


BRACKETS = st.sampled_from(["[]", "〔〕", "【】", "()", "（）", "［］"])


@given(BRACKETS, st.integers(1990, 2099), st.integers(1, 99999), st.sampled_from(["", "(上级)", "（提前下达）"]))
def test_a_document_number_is_found_in_any_bracket(brackets: str, year: int, number: int, origin: str) -> None:
    document = f"某财社{brackets[0]}{year}{brackets[1]}{number}号"
    found = read_project_name(f"{origin}{document}{year}年省级补助经费")
    assert found == NameParts(document, "provincial", transferred=True)


@given(st.text(max_size=200))
def test_any_text_can_be_read(name: str) -> None:
    found = read_project_name(name)
    assert found.document_number is None or found.document_number.endswith("号")
