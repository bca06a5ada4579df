"""Workbooks and lists on the screen: download, look, apply."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from perfeval.evaluations.models import Indicator, Project, SelfEvaluation

from ..evaluations.pages import read
from ..factories import author_of, make_evaluation, small_package
from .books import list_book, saved, set_field, upload, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


@pytest.fixture
def officer(client: Client, evaluation: SelfEvaluation) -> Client:
    client.force_login(author_of(evaluation))
    return client


def address(name: str, evaluation: SelfEvaluation) -> str:
    return reverse(f"exchange:{name}", args=[evaluation.pk])


def test_the_workbook_comes_under_the_name_of_department_and_year(officer: Client, evaluation: SelfEvaluation) -> None:
    response = officer.get(address("workbook_file", evaluation))
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E6%B5%8B%E8%AF%95%E5%B1%802023.xlsx"
    assert "基本信息" in load_workbook(BytesIO(response.content)).sheetnames


def test_changes_are_shown_before_they_are_applied(officer: Client, evaluation: SelfEvaluation) -> None:
    pk = Indicator.objects.get(name="指标1").pk
    content = set_field(written(evaluation), f"indicator.{pk}.actual", "57%")
    page = read(officer.post(address("workbook", evaluation), {"file": upload(content)}))
    assert [cell.text for cell in page.one("tbody").all("td")][2:] == ["95%", "57%"]
    assert Indicator.objects.get(pk=pk).actual == "95%"
    seal = page.one("input", name="changes").attributes["value"]
    response = officer.post(address("workbook_apply", evaluation), {"changes": seal}, follow=True)
    assert [notice.text for notice in read(response).with_class("notice")] == ["已填入1格"]
    assert Indicator.objects.get(pk=pk).actual == "57%"


def test_a_refused_file_is_named_with_its_reason(officer: Client, evaluation: SelfEvaluation) -> None:
    response = officer.post(address("workbook", evaluation), {"file": upload(b"MZ\x90\x00")})
    assert response.status_code == 422
    (notice,) = read(response).with_class("is-error")
    assert notice.one("li").text == "“自评.xlsx”没有读入：文件的内容不是“xlsx”格式，请检查是否改过扩展名"


@pytest.mark.parametrize("seal", ["", "nonsense"])
def test_what_was_not_checked_here_is_not_applied(officer: Client, evaluation: SelfEvaluation, seal: str) -> None:
    response = officer.post(address("workbook_apply", evaluation), {"changes": seal}, follow=True)
    assert [notice.text for notice in read(response).with_class("notice")] == ["请重新上传工作簿"]


def test_a_seal_of_another_self_evaluation_is_worth_nothing(officer: Client, evaluation: SelfEvaluation) -> None:
    pk = Indicator.objects.get(name="指标1").pk
    content = set_field(written(evaluation), f"indicator.{pk}.actual", "57%")
    page = read(officer.post(address("workbook", evaluation), {"file": upload(content)}))
    seal = page.one("input", name="changes").attributes["value"]
    other = make_evaluation(small_package(year=2022))
    response = officer.post(address("workbook_apply", other), {"changes": seal}, follow=True)
    assert [notice.text for notice in read(response).with_class("notice")] == ["请重新上传工作簿"]


def test_a_list_is_imported_in_three_steps(officer: Client, evaluation: SelfEvaluation) -> None:
    rows = [["甲", "5万元", "x"], ["测试项目", 6.5, "y"], ["乙", None, None], ["合计", 11.5]]
    content = saved(list_book([["项目名称", "全年预算数", "其他"], *rows]))
    page = read(officer.post(address("projects", evaluation), {"file": upload(content, "清单.xlsx")}))
    chosen = [
        next((option.attributes["value"] for option in select.all("option", selected="")), "")
        for select in page.one("tbody").all("select")
    ]
    assert chosen == ["name", "adjusted", ""]
    grids = page.one("input", name="grids").attributes["value"]
    sent = {"grids": grids, "sheet": "0", "header": "1", "column-0": "name", "column-1": "adjusted"}
    page = read(officer.post(address("projects_columns", evaluation), sent))
    assert [cell.text for cell in page.one("thead").all("th")] == ["导入方式", "项目名称", "全年预算数（万元）"]
    assert [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in page.one("tbody").all("tr")] == [
        ["甲", "新增", "5"],
        ["测试项目", "更新", "6.5原 100"],
        ["乙", "新增", ""],
    ]
    assert [line.text for line in page.one("main").all("ul")[-1].all("li")] == ["列：其他", "第5行：合计"]
    assert Project.objects.count() == 1
    lines = page.one("input", name="lines").attributes["value"]
    response = officer.post(address("projects_apply", evaluation), {"lines": lines}, follow=True)
    assert [notice.text for notice in read(response).with_class("notice")] == ["已添加2个项目，更新1个"]
    assert list(Project.objects.order_by("sheet__order").values_list("name", flat=True)) == ["测试项目", "甲", "乙"]


def test_columns_come_back_as_chosen_with_the_problems(officer: Client, evaluation: SelfEvaluation) -> None:
    content = saved(list_book([["项目名称", "全年预算数"], ["甲", "多"]]))
    page = read(officer.post(address("projects", evaluation), {"file": upload(content, "清单.xlsx")}))
    grids = page.one("input", name="grids").attributes["value"]
    sent = {"grids": grids, "sheet": "0", "header": "1", "column-0": "name", "column-1": "adjusted"}
    response = officer.post(address("projects_columns", evaluation), sent)
    assert response.status_code == 422
    (notice,) = read(response).with_class("is-error")
    assert notice.one("li").text == "工作表“清单”B2：“多”不是数字"
