from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.publication import mask_name, mask_text, personal_data, public_copy


def package(**parts: Any) -> Package:
    return parse_package(
        {
            "format": "perfeval-package/1",
            "scheme": "mof-2020",
            "year": 2023,
            "money_unit": "万元",
            "department": {"name": "某县人社局"},
            **parts,
        }
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系电话：13912348136。", "联系电话：139****8136。"),
        ("电话139 1234 8136", "电话139****8136"),
        ("身份证130102198001011234", "身份证130102********1234"),
        ("身份证13010219800101123x", "身份证130102********123x"),
        ("账号：6222 0202 0011 1234 567", "账号：****4567"),
        ("共计支出16921200元，涉及13912人", "共计支出16921200元，涉及13912人"),
        ("项目编码1305002313912348136", "项目编码1305002313912348136"),
        ("139****8136", "139****8136"),
        ("办公电话0319-8012345", "办公电话0319-8012345"),
    ],
)
def test_numbers_that_identify_a_person_are_masked_and_figures_stay(text: str, masked: str) -> None:
    assert mask_text(text) == masked
    assert personal_data(masked) == []


def test_a_persons_name_keeps_the_surname_and_a_role_name_stays() -> None:
    assert [mask_name(name) for name in ("王小明", "李四", "填报人甲", "欧")] == ["王**", "李*", "填报人甲", "欧"]


def test_the_public_copy_masks_people_everywhere_and_leaves_out_what_is_classified() -> None:
    copy = public_copy(
        package(
            projects=[{"name": "公开项目"}, {"name": "涉密项目", "classified": True}],
            filing={"prepared_by": "王小明", "phone": "13912348136", "approved_by": "李四"},
            signatories=[{"role": "组长", "name": "王小明"}],
            report={"sections": [{"heading": "一、概况", "text": "由王小明（13912348136）负责。", "note": "草稿"}]},
            note="来源：内网",
            source="C:/王小明.docx",
        )
    )
    assert dump_package(copy) == {
        "format": "perfeval-package/1",
        "scheme": "mof-2020",
        "year": 2023,
        "money_unit": "万元",
        "department": {"name": "某县人社局"},
        "projects": [{"name": "公开项目"}],
        "filing": {"prepared_by": "王**", "phone": "139****8136", "approved_by": "李*"},
        "signatories": [{"role": "组长", "name": "王**"}],
        "report": {"sections": [{"heading": "一、概况", "text": "由王**（139****8136）负责。"}]},
        "source": "C:/王**.docx",
    }


@given(st.text(alphabet="0123456789-13 电话账号：abx", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)
