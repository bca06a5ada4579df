"""Everything an officer types is stored by a browser without scripts, which sends what the pages' forms hold."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse

from perfeval.core.package import DepartmentInfo
from perfeval.core.scheme import load_scheme
from perfeval.core.starting import begin
from perfeval.evaluations.models import Evidence, SelfEvaluation
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.sections import SECTIONS
from perfeval.review.models import FindingReason

from ..exchange.books import list_book, saved, set_field, upload, written
from ..factories import SAMPLES, author_of, make_evaluation, sample_bytes, sample_evaluation, small_package
from ..plain_browser import PlainBrowser, faults, forms_of
from ..test_permission_matrix import COLUMNS, MATRIX, Place, make_place
from .files.making import PDF
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: Kinds of sections, each in a county that has it: a key of the outline, or the place of a sheet in it.
PLACES: dict[str, tuple[str, ...]] = {
    "gaoyi-2022": ("overall", "list:all"),
    "jincheng-2022": (
        *("overall", "project", "basics", "facts"),
        *("accounts-revenue", "accounts-expenditure", "accounts-economic", "accounts-details"),
    ),
    "miluo-2023": ("overall", "project", "projects", "basic_data", "report"),
    "qinhuangdao-2023": ("overall", "list:own", "list:transfer", "three-public"),
    "xundian-2023": ("overall", "members", "tasks", "survey"),
}
WORDS = {"decimal": "12", "text": "没有脚本也能保存"}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def address_of(evaluation: SelfEvaluation, key: str) -> str:
    sections = outline_of(evaluation).sections
    kinds = {"overall": "overall", "project": "project:"}
    found = [one for one in sections if one.key == key or (key in kinds and one.part.startswith(kinds[key]))]
    return found[0].url


def browser_at(evaluation: SelfEvaluation, address: str) -> PlainBrowser:
    browser = PlainBrowser(author_of(evaluation))
    browser.open(address)
    return browser


def one_of_each_kind(browser: PlainBrowser) -> dict[str, str]:
    """A number, a text and a choice of the form of a section, each with a value that it does not have yet."""
    changes: dict[str, tuple[str, str]] = {}
    for box in browser.form("sheet-form").controls:
        name, kind = box.attributes.get("name", ""), box.attributes.get("inputmode", box.tag)
        if name.endswith((".function", ".code")) or not name:
            continue
        if kind == "select":
            other = [one for one in box.all("option") if "selected" not in one.attributes][-1]
            changes[kind] = (name, other.attributes["value"])
        elif kind in ("decimal", "textarea"):
            changes.setdefault(kind, (name, WORDS["decimal" if kind == "decimal" else "text"]))
    return dict(changes.values())


@pytest.mark.parametrize("county", PLACES)
def test_what_is_typed_into_a_section_is_stored(county: str) -> None:
    evaluation = sample_evaluation(county)
    for key in PLACES[county]:
        address = address_of(evaluation, key)
        if key == "tasks":
            _add(browser_at(evaluation, address), "task", "重点任务\t1\t2\t个")
        browser = browser_at(evaluation, address)
        changes = one_of_each_kind(browser)
        assert faults(browser.page, address) == []
        assert changes, key
        browser.send(browser.form("sheet-form"), changes)
        assert (browser.address, browser.told) == (address, ["已保存"])
        assert {name: browser.value(name) for name in changes} == changes


def test_every_kind_of_section_is_tried() -> None:
    tried = {key for keys in PLACES.values() for key in keys}
    assert set(SECTIONS) <= tried


def test_a_report_of_a_project_is_stored_too() -> None:
    evaluation = sample_evaluation("miluo-2023")
    key = f"report:{evaluation.reports.exclude(project=None).order_by('pk')[0].project.seq}"
    browser = browser_at(evaluation, reverse("evaluations:table", args=[evaluation.pk, "report"]))
    links = [link.attributes["href"] for link in browser.page.one("main").all("a") if "report:" in str(link.attributes)]
    address = next(link for link in links if link.endswith(f"/{key}/") or "report:" in link)
    browser.open(address)
    name = next(one for one, _value in browser.form("sheet-form").values() if one.startswith("section."))
    browser.send(browser.form("sheet-form"), {name: "改过的标题"})
    assert (browser.told, browser.value(name)) == (["已保存"], "改过的标题")


# --- rows and lists -------------------------------------------------------------------------------------------------

LINES = {
    "unit": "099\t新单位",
    "fact": "新数字\t7\t个",
    "task": "新任务\t1\t2\t个",
    "signatory": "成员\t张三\t科员\t某局",
    "surveyquestion": "新题目",
    "surveyoption": "新选项\t1\t2",
    "revenue": "2080101",
    "expenditure": "2080101",
    "economic": "30101",
    "balance": "一般公共预算\t2080101",
    "section": "新的小标题",
    "subsection": "新的下级小标题",
}


def _add(browser: PlainBrowser, kind: str, lines: str) -> None:
    """Through the form below the list; a heading below another one goes through the form of headings."""
    into = "section" if kind == "subsection" else kind
    form = next(one for one in forms_of(browser.page) if dict(one.values()).get("into", "").split(" ")[0] == into)
    choice = [select for select in form.controls if select.tag == "select"]
    under = {"into": choice[0].all("option")[1].attributes["value"]} if kind == "subsection" else {}
    browser.send(form, {"lines": lines, **under})


@pytest.mark.parametrize(
    ("county", "key", "kind"),
    [
        ("miluo-2023", "basics", "unit"),
        ("miluo-2023", "facts", "fact"),
        ("miluo-2023", "tasks", "task"),
        ("xundian-2023", "members", "signatory"),
        ("xundian-2023", "survey", "surveyquestion"),
        ("xundian-2023", "survey", "surveyoption"),
        ("jincheng-2022", "accounts-revenue", "revenue"),
        ("jincheng-2022", "accounts-expenditure", "expenditure"),
        ("jincheng-2022", "accounts-economic", "economic"),
        ("jincheng-2022", "accounts-details", "balance"),
        ("miluo-2023", "report", "section"),
        ("miluo-2023", "report", "subsection"),
    ],
)
def test_a_line_is_added_and_taken_away(county: str, key: str, kind: str) -> None:
    evaluation = sample_evaluation(county)
    address = address_of(evaluation, key)
    browser = browser_at(evaluation, address)

    def boxes() -> list[tuple[str, str]]:
        return [one for one in browser.form("sheet-form").values() if one[0] not in ("seen", "csrfmiddlewaretoken")]

    def items() -> set[str]:
        values = [one.attributes["value"] for one in browser.form("items-form").buttons]
        return {value.removeprefix("delete ") for value in values if value.startswith("delete ")}

    before, old = boxes(), items()
    _add(browser, kind, LINES[kind])
    after = boxes()
    assert (browser.told, len(after) > len(before)) == (["已添加"], True)
    (new,) = items() - old
    delete = browser.form("items-form").button(value=f"delete {new}")
    browser.send(browser.form("items-form"), button=delete)
    assert (browser.told, boxes()) == (["已删除"], before)
    if kind == "task":
        for word, told, there in (("撤销", "已撤销", after), ("恢复", "已恢复", before)):
            browser.send(browser.form("turn-form"), button=browser.form("turn-form").button(word))
            assert (browser.told, boxes()) == ([told], there)


def test_a_part_is_begun() -> None:
    package = begin(load_scheme("jincheng-2022"), DepartmentInfo(name="测试局", region="测试县"), 2024)
    evaluation = make_evaluation(package.model_copy(update={"final_accounts": None}))
    browser = browser_at(evaluation, address_of(evaluation, "accounts-revenue"))
    browser.send(next(form for form in forms_of(browser.page) if form.action.endswith("/items/")))
    assert browser.form("sheet-form").buttons
    assert browser.status == 200


# --- what belongs to one indicator ----------------------------------------------------------------------------------


def follow(browser: PlainBrowser, text: str) -> None:
    """Click the first link with this text."""
    browser.open(next(link.attributes["href"] for link in browser.page.one("main").all("a") if text in link.text))


def _typed(evaluation: SelfEvaluation, link: str, ending: str, value: str) -> PlainBrowser:
    browser = browser_at(evaluation, address_of(evaluation, "project"))
    follow(browser, link)
    where = browser.address
    form = browser.form("seen")
    name = next(one for one, _value in form.values() if one.endswith(ending))
    browser.send(form, {name: value}, form.buttons[-1])
    assert browser.told == ["已保存"]
    browser.open(where)
    assert browser.value(name) == value
    return browser


def test_grounds_are_stored() -> None:
    _typed(make_evaluation(small_package()), "评分依据", ".basis", "第一行\r\n第二行")


def test_what_belongs_to_a_row_is_stored_and_rows_are_added() -> None:
    evaluation = make_evaluation(small_package())
    browser = _typed(evaluation, "行操作 指标1", ".code", "11")
    browser.send(browser.form("seen"), button=browser.form("seen").button("下方添加"))
    assert len([box for box in browser.form("sheet-form").values() if box[0].endswith(".actual")]) == 4


def test_a_part_of_the_form_is_added() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, address_of(evaluation, "project"))
    before = len(browser.form("sheet-form").values())
    follow(browser, "添加内容")
    browser.send(browser.form("part"), button=browser.form("part").button("资金"))
    assert len(browser.form("sheet-form").values()) > before


def test_a_rule_is_chosen() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, address_of(evaluation, "project"))
    follow(browser, "评分依据 指标1")
    follow(browser, "更换规则")
    follow(browser, "逐项考核")
    form = browser.form("kind")
    browser.send(form, {"items-1-text": "第二项", "items-1-points": "2"}, form.button("试算"))
    form = browser.form("kind")
    browser.send(form, button=form.button("采用"))
    assert browser.told == ["已采用这条规则"]
    assert "第二项" in browser.page.one("main").text


def test_an_indicator_is_taken_from_the_library() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, address_of(evaluation, "project"))
    before = len(browser.form("sheet-form").values())
    follow(browser, "指标库")
    browser.send(browser.form("library-form"), button=browser.form("library-form").buttons[-1])
    assert len(browser.form("sheet-form").values()) > before


# --- projects -------------------------------------------------------------------------------------------------------


def test_projects_are_added_and_changed_together() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, address_of(evaluation, "projects"))
    browser.send(browser.form("bulk-form"), button=browser.form("bulk-form").button("添加项目"))
    form = browser.form("bulk-form")
    picks = [one.attributes["value"] for one in form.controls if one.attributes.get("name") == "pick"]
    changes = {"pick": picks, "column": "unit", "value": "二级单位"}
    browser.send(form, changes, form.button("批量修改"))
    units = [value for name, value in browser.form("sheet-form").values() if name.endswith(".unit")]
    assert units == ["二级单位", "二级单位"]


def test_projects_are_pasted() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, reverse("exchange:paste", args=[evaluation.pk]))
    browser.send(browser.form("text"), {"text": "项目名称\t全年预算数\r\n甲\t1,000\r\n乙\t2"})
    browser.send(browser.form("text"), button=browser.form("text").button("添加2个"))
    names = [value for name, value in browser.form("sheet-form").values() if name.endswith(".name")]
    assert names == ["测试项目", "甲", "乙"]


def test_projects_come_from_a_workbook() -> None:
    evaluation = make_evaluation(small_package())
    browser = browser_at(evaluation, reverse("exchange:projects", args=[evaluation.pk]))
    content = saved(list_book([["项目名称", "全年预算数"], ["甲", 5]]))
    browser.send(browser.form("file"), {"file": upload(content, "清单.xlsx")})
    browser.send(browser.form("grids"), button=browser.form("grids").button("检查"))
    browser.send(browser.form("lines"))
    browser.open(address_of(evaluation, "projects"))
    names = [value for name, value in browser.form("sheet-form").values() if name.endswith(".name")]
    assert names == ["测试项目", "甲"]


# --- the rest -------------------------------------------------------------------------------------------------------


def test_a_workbook_is_filled_in_and_comes_back() -> None:
    evaluation = make_evaluation(small_package())
    name = f"indicator.{evaluation.sheets.get().indicators.get(name='指标1').pk}.actual"
    browser = browser_at(evaluation, reverse("exchange:workbook", args=[evaluation.pk]))
    browser.send(browser.form("file"), {"file": upload(set_field(written(evaluation), name, "57%"))})
    browser.send(browser.form("changes"))
    browser.open(address_of(evaluation, "project"))
    assert browser.value(name) == "57%"


def test_a_paper_is_added_to() -> None:
    evaluation = sample_evaluation("miluo-2023")
    browser = browser_at(evaluation, address_of(evaluation, "papers"))
    browser.open(browser.page.one("tbody").all("a")[0].attributes["href"])
    name = next(one for one, _value in browser.form("paper-form").values() if one.startswith("line-"))
    browser.send(browser.form("paper-form"), {name: "补充"})
    assert (browser.told, browser.value(name)) == (["已保存"], "补充")


def test_evidence_is_kept_linked_and_removed() -> None:
    evaluation = make_evaluation(small_package())
    pk = str(evaluation.sheets.get().indicators.get(name="指标1").pk)
    browser = browser_at(evaluation, address_of(evaluation, "evidence"))
    browser.send(browser.form("files"), {"files": upload(PDF, "甲.pdf")})
    form = next(one for one in forms_of(browser.page) if one.action.endswith(f"/{Evidence.objects.get().pk}/"))
    browser.send(form, {"indicators": [pk]}, form.button("保存"))
    assert [str(one.pk) for one in Evidence.objects.get().indicators.all()] == [pk]
    form = next(one for one in forms_of(browser.page) if one.action.endswith(f"/{Evidence.objects.get().pk}/"))
    browser.send(form, button=form.button("删除文件"))
    assert Evidence.objects.count() == 0


def test_a_finding_is_explained() -> None:
    evaluation = sample_evaluation("miluo-2023")
    browser = browser_at(evaluation, address_of(evaluation, "check"))
    form = next(one for one in forms_of(browser.page) if one.action.endswith("/review/reasons/"))
    name = next(one.attributes["name"] for one in form.controls if one.tag == "textarea")
    browser.send(form, {name: "情况属实"})
    assert [reason.reason for reason in FindingReason.objects.all()] == ["情况属实"]


def _started_from_template(browser: PlainBrowser) -> None:
    browser.send(browser.form("way"), {"way": "template", "year": "2025"}, browser.form("way").buttons[-1])


def _started_from_last_year(browser: PlainBrowser) -> None:
    browser.send(browser.form("way"), {"way": "last_year", "year": "2025"}, browser.form("way").buttons[-1])


def _started_from_a_package(browser: PlainBrowser) -> None:
    content = sample_bytes("miluo-2023").replace(b'"year": 2023', b'"year": 2025')
    browser.send(browser.form("file"), {"file": upload(content, "自评.json")})
    browser.send(browser.form("content"), button=browser.form("content").button("导入"))


@pytest.mark.parametrize("begin", [_started_from_template, _started_from_last_year, _started_from_a_package])
def test_a_self_evaluation_is_begun(begin: Callable[[PlainBrowser], None]) -> None:
    evaluation = sample_evaluation("miluo-2023")
    browser = browser_at(evaluation, reverse("evaluations:start"))
    begin(browser)
    assert (browser.status, SelfEvaluation.objects.filter(year=2025).count()) == (200, 1)


# --- every screen of everybody --------------------------------------------------------------------------------------


@pytest.fixture
def place() -> Place:
    return make_place(make_evaluation(small_package()))


@pytest.mark.parametrize("role", ["author", "reviewer", "administrator", "security"])
def test_every_form_of_every_screen_has_a_button_that_sends_it(place: Place, role: str) -> None:
    user = place.people[role]
    assert user is not None
    column = COLUMNS.index(role)
    browser = PlainBrowser(user)
    found = {}
    for (method, name), answers in MATRIX.items():
        if method != "GET" or answers[column] != 200 or name.startswith("documents:"):
            continue
        address = place.address(name)
        answer = browser.client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if b"<html" in content[:500] and (wrong := faults(read(answer), address)):
            found[name] = wrong
    assert found == {}


def test_the_counties_of_this_file_are_all_there_are() -> None:
    assert sorted(PLACES) == SAMPLES
