"""Beginning a new self-evaluation: from the template, from last year, from a file."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from perfeval.core.package import dump_package
from perfeval.directory.models import Department, FiscalYear, Role, User
from perfeval.evaluations.forms.start import packed, unpacked
from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.evaluations.services import export_package
from perfeval.schemes.models import SchemeRecord

from ..factories import (
    author_of,
    make_department,
    make_evaluation,
    make_region,
    person,
    sample_evaluation,
    small_package,
)
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

START = "/evaluations/new/"


@pytest.fixture
def department() -> Department:
    return make_department("测试局", make_region("测试县"))


@pytest.fixture
def author(department: Department, client: Client) -> User:
    user = person(Role.AUTHOR, department)
    client.force_login(user)
    return user


def scheme(slug: str = "mof-2020") -> SchemeRecord:
    return SchemeRecord.objects.get(slug=slug, active=True)


def chosen(department: Department, **changes: Any) -> dict[str, Any]:
    return {"way": "template", "department": department.pk, "year": 2024, "scheme": scheme().pk, **changes}


def errors(page: Any) -> list[str]:
    return [found.text for found in read(page).with_class("invalid-feedback")]


def test_the_list_leads_officers_to_the_form_and_nobody_else(
    client: Client, author: User, department: Department
) -> None:
    assert [link.text for link in read(client.get("/")).all("a", href=START)] == ["新建自评"]
    client.force_login(person(Role.HEAD, department))
    assert read(client.get("/")).all("a", href=START) == []
    assert client.get(START).status_code == 403


@pytest.mark.parametrize("slug", ["mof-2020", "xundian-2023", "miluo-2023", "gaoyi-2022"])
def test_an_empty_self_evaluation_has_the_indicators_of_its_scheme(
    client: Client, author: User, department: Department, slug: str
) -> None:
    response = client.post(START, chosen(department, scheme=scheme(slug).pk), follow=True)
    evaluation = SelfEvaluation.objects.get()
    assert response.redirect_chain == [(reverse("evaluations:tasks", args=[evaluation.pk]), 302)]
    assert (evaluation.year, evaluation.department, evaluation.scheme.slug) == (2024, department, slug)
    sheet = Sheet.objects.get(kind="overall")
    page = client.get(reverse("evaluations:sheet", args=[evaluation.pk, sheet.pk]))
    assert page.status_code == 200


def test_last_year_is_rolled_forward(client: Client) -> None:
    previous = sample_evaluation("jincheng-2022")
    client.force_login(author_of(previous))
    form = read(client.get(START))
    assert form.one("input", name="year").attributes["value"] == "2023"
    client.post(START, chosen(previous.department, way="last_year", year=2023, previous=previous.pk))
    new = SelfEvaluation.objects.get(year=2023)
    names = [project.name for project in export_package(new).projects]
    assert names == [project.name for project in export_package(previous).projects]
    assert {sheet.total for sheet in new.sheets.filter(kind="project")} <= {0, None}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"way": "last_year"}, "请选择要结转的自评"),
        ({"year": "二〇二四"}, "输入整数。"),
        ({"year": "1899"}, "确保该值大于或等于1990。"),
        ({"scheme": "999"}, "选择一个有效的选项： 该选择不在可用的选项中。"),
    ],
)
def test_a_wrong_choice_is_named_at_its_field(
    client: Client, author: User, department: Department, changes: dict[str, str], message: str
) -> None:
    response = client.post(START, chosen(department, **changes))
    assert (response.status_code, errors(response)) == (422, [message])


def test_a_year_that_is_there_already_or_closed_is_refused(
    client: Client, author: User, department: Department
) -> None:
    client.post(START, chosen(department))
    response = client.post(START, chosen(department))
    assert response.status_code == 422
    assert "2024年度的自评已存在" in read(response).text
    FiscalYear.objects.create(region=department.region, year=2025, open=False)
    assert "2025年度没有开放填报，请联系财政部门" in read(client.post(START, chosen(department, year=2025))).text
    assert SelfEvaluation.objects.count() == 1


def test_last_year_cannot_be_rolled_backward(client: Client) -> None:
    previous = make_evaluation(small_package())
    client.force_login(author_of(previous))
    response = client.post(START, chosen(previous.department, way="last_year", year=2023, previous=previous.pk))
    assert "新的年度须晚于2023年度" in read(response).text


def test_another_departments_self_evaluation_is_no_choice(client: Client, author: User, department: Department) -> None:
    stranger = make_evaluation(small_package(department={"name": "别的局", "region": "别的县"}))
    for changes in ({"way": "last_year", "previous": stranger.pk}, {"department": stranger.department_id}):
        response = client.post(START, {**chosen(department), **changes})
        assert (response.status_code, errors(response)) == (422, ["选择一个有效的选项： 该选择不在可用的选项中。"])


# --- from a file ---


def upload(client: Client, data: bytes, **more: str) -> Any:
    return client.post(f"{START}?from=package", {"file": SimpleUploadedFile("自评.json", data), **more})


def package_bytes(**changes: Any) -> bytes:
    return json.dumps(dump_package(small_package(**changes)), ensure_ascii=False).encode()


def test_a_file_is_checked_first_and_imported_after_that(client: Client, author: User) -> None:
    checked = upload(client, package_bytes())
    assert (checked.status_code, SelfEvaluation.objects.count()) == (200, 0)
    page = read(checked)
    assert [item.text for item in page.with_class("facts")[0].all("dd")] == ["测试局", "2023", "mof-2020", "1"]
    content = page.one("input", name="content").attributes["value"]
    response = client.post(f"{START}?from=package", {"content": content, "import": "1"})
    evaluation = SelfEvaluation.objects.get()
    assert response["Location"] == reverse("evaluations:tasks", args=[evaluation.pk])
    assert [project.name for project in export_package(evaluation).projects] == ["测试项目"]


def test_every_problem_of_a_file_is_listed_with_its_place_and_nothing_is_stored(client: Client, author: User) -> None:
    document = json.loads(package_bytes())
    document["year"] = "2023"
    document["projects"][0]["funds"][0]["adjusted"] = "abc"
    response = upload(client, json.dumps(document).encode())
    (summary,) = read(response).with_class("is-error")
    assert [item.text for item in summary.all("li")] == [
        "/year 须是整数：'2023'",
        "/projects/0/funds/0/adjusted “abc”不是数字",
    ]
    assert (response.status_code, SelfEvaluation.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "所提交的是空文件。"),
        (b"{", "文件不是完整的JSON"),
        ("局".encode("gbk"), "文件不是UTF-8编码"),
        (b"MZ\x90\x00", "文件不是UTF-8编码"),
    ],
)
def test_what_is_no_package_is_refused_with_the_reason(client: Client, author: User, data: bytes, message: str) -> None:
    response = upload(client, data)
    assert response.status_code == 422
    assert message in read(response).text


def test_another_departments_package_and_one_that_is_there_already_are_refused(client: Client, author: User) -> None:
    make_department("别的局", make_region("别的县"))
    response = upload(client, package_bytes(department={"name": "别的局", "region": "别的县"}))
    assert "只有本部门的填报人可以导入别的局的数据" in read(response).text
    make_evaluation(small_package())
    assert "2023年度的自评已存在" in read(upload(client, package_bytes())).text


@pytest.mark.parametrize("content", ["", "nonsense", packed(b"x" * 1000)[:-8]])
def test_a_checked_file_that_did_not_arrive_whole_is_not_imported(client: Client, author: User, content: str) -> None:
    response = client.post(f"{START}?from=package", {"content": content, "import": "1"})
    assert response.status_code == 422
    assert SelfEvaluation.objects.count() == 0


def test_content_travels_unchanged() -> None:
    assert unpacked(packed("数据".encode())) == "数据".encode()
