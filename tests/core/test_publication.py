from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.core.package import Package, dump_package, parse_package
from perfeval.core.publication import mask_name, mask_text, personal_data, public_copy, public_copy_and_redactions
from perfeval.core.redactions import Personal, Redactions


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
    }


def test_what_was_masked_and_left_out_is_told() -> None:
    _copy, told = public_copy_and_redactions(
        package(
            projects=[{"name": "公开项目"}, {"name": "雷达站", "classified": True}],
            filing={"prepared_by": "王小明", "phone": "13912348136", "approved_by": "财务科"},
            signatories=[{"role": "组长", "name": "王小明"}],
            report={
                "cover_fields": [{"label": "单位负责人", "value": "张三丰"}],
                "sections": [
                    {"heading": "一、概况", "text": "由王小明（13912348136）负责，雷达站除外。", "note": "草稿"},
                    {"heading": "二、雷达站", "text": "已建成。"},
                    {"heading": "三", "text": "身份证130102198001011234，账号：6222 0202 0011 1234 567，联系人：李四"},
                    {"heading": "四", "blocks": [{"grid": {"columns": ["项目"], "rows": [["雷达站"], ["公开项目"]]}}]},
                ],
            },
        )
    )
    assert told == Redactions(
        projects=["雷达站"],
        sections=["二、雷达站"],
        rows=1,
        unnamed=1,
        notes=1,
        masked=Counter(
            {
                (Personal.PERSON, "王**"): 3,
                (Personal.PERSON, "张**"): 1,
                (Personal.PERSON, "李*"): 1,
                (Personal.PERSON, "财**"): 1,
                (Personal.MOBILE, "139****8136"): 2,
                (Personal.IDENTITY, "130102********1234"): 1,
                (Personal.ACCOUNT, "****4567"): 1,
            }
        ),
    )
    assert told.masked_of(Personal.PERSON) == [("张**", 1), ("李*", 1), ("王**", 3), ("财**", 1)]


def test_what_the_report_says_of_a_classified_project_is_left_out() -> None:
    copy = public_copy(
        package(
            projects=[{"name": "公开项目"}, {"name": "雷达站建设", "classified": True}],
            report={
                "cover_fields": [
                    {"label": "单位负责人", "value": "王小明"},
                    {"label": "单位名称", "value": "某县人社局"},
                ],
                "sections": [
                    {"heading": "一、概况", "text": "公开项目和雷达站建设均已完成。联系人：李小红、张三。"},
                    {"heading": "（二）雷达站建设", "text": "投入100万元。", "sections": [{"heading": "1.效果"}]},
                    {
                        "heading": "三、项目",
                        "blocks": [{"grid": {"columns": ["项目"], "rows": [["雷达站建设"], ["公开项目"]]}}],
                    },
                    {"heading": "四、重复", "same_as": "（二）雷达站建设"},
                ],
                "attachments": [
                    {"number": "附件1", "title": "雷达站建设自评表", "kind": "project"},
                    {"number": "附件2", "title": "公开项目自评表", "kind": "project"},
                ],
            },
        )
    )
    assert dump_package(copy)["report"] == {
        "cover_fields": [{"label": "单位负责人", "value": "王**"}, {"label": "单位名称", "value": "某县人社局"}],
        "sections": [
            {"heading": "一、概况", "text": "公开项目和（不予公开的项目）均已完成。联系人：李**、张*。"},
            {"heading": "三、项目", "blocks": [{"grid": {"columns": ["项目"], "rows": [["公开项目"]]}}]},
        ],
        "attachments": [{"number": "附件2", "title": "公开项目自评表", "kind": "project"}],
    }


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("成员：王小明、李四，共2人", "成员：王**、李*，共2人"),
        ("负责人（签字）：张三丰 日期", "负责人（签字）：张** 日期"),
        ("组长：局长", "组长：局长"),
        ("负责人：高度重视", "负责人：高度重视"),
        ("填报人：填报人甲", "填报人：填报人甲"),
    ],
)
def test_a_name_behind_the_name_of_a_role_is_a_persons(text: str, masked: str) -> None:
    assert mask_text(text) == masked
    assert mask_text(masked) == masked


def test_the_public_copy_holds_no_results_that_were_computed_with_what_is_classified() -> None:
    computed = {"text": "涉密项目执行率50%。"}
    copy = public_copy(package(report={"sections": [{"heading": "一、概况", "text": "……", "computed": computed}]}))
    assert dump_package(copy)["report"] == {"sections": [{"heading": "一、概况", "text": "……"}]}


@given(st.text(alphabet="0123456789-13 电话账号：abx", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)
