"""Bad input through every door: the field or the cell is named with a plain reason, what was typed stays, and nothing
is stored."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from perfeval.evaluations.models import FundRow, Indicator, SelfEvaluation

from ..evaluations.files.making import EXE
from ..evaluations.pages import read
from ..exchange.books import list_book, place_of, saved, set_field, upload, with_entry, written
from ..factories import author_of, make_evaluation, small_document, small_package
from ..plain_browser import PlainBrowser
from .attacking import nothing_changes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@dataclass(frozen=True)
class Desk:
    """An officer's own self-evaluation with one project of two indicators."""

    evaluation: SelfEvaluation
    client: Client
    browser: PlainBrowser

    @property
    def sheet(self) -> str:
        sheet = self.evaluation.sheets.get()
        return reverse("evaluations:sheet", args=[self.evaluation.pk, sheet.pk])

    def field(self, column: str) -> str:
        """The field of this column that bad input goes into."""
        if column == "executed":
            return f"fundrow.{FundRow.objects.get().pk}.executed"
        return f"indicator.{Indicator.objects.get(name='指标1').pk}.{column}"

    def stored(self, column: str) -> str:
        return {"executed": "80.5", "weight": "45"}.get(column, "")


@pytest.fixture
def desk(client: Client) -> Desk:
    evaluation = make_evaluation(small_package())
    officer = author_of(evaluation)
    client.force_login(officer)
    return Desk(evaluation, client, PlainBrowser(officer))


#: What is typed: column, text, and the reason that is given.
BAD = {
    "letters in an amount": ("executed", "12a", "“12a”不是数字"),
    "an emoji in an amount": ("executed", "😀", "“😀”不是数字"),
    "thirteen decimals": ("executed", "1.1234567890123", "“1.1234567890123”的小数超过6位"),
    "a negative weight": ("weight", "-5", "-5不能小于0"),
    "a control character": ("deviation", "甲\x07乙", "文字中有不可见的控制字符"),
}


def form_of_page(desk: Desk, column: str, text: str) -> tuple[str, str]:
    """Without scripts: the summary at the top, and the box."""
    browser = desk.browser
    browser.open(desk.sheet)
    field = desk.field(column)
    page = browser.send(browser.form("sheet-form"), {field: text})
    assert browser.status == 422
    (problem,) = page.with_class("is-error")[0].all("li")
    name, _colon, reason = problem.text.partition("：")
    assert name == page.one(id=field).attributes["aria-label"]
    return reason, browser.value(field)


def autosave(desk: Desk, column: str, text: str) -> tuple[str, str]:
    """One cell: the page keeps what is typed, the answer is what is said below it."""
    sent = {"field": desk.field(column), "value": text, "seen": desk.stored(column)}
    answer = desk.client.post(f"{desk.sheet}save/", sent)
    assert answer.status_code == 422
    return read(answer).text, text


def block(desk: Desk, column: str, text: str) -> tuple[str, str]:
    """A pasted block: the form comes back with the note at the cell."""
    field = desk.field(column)
    values = json.dumps([[field, text, desk.stored(column)]], ensure_ascii=False)
    page = read(desk.client.post(f"{desk.sheet}cells/", {"values": values}))
    box = page.one(id=field)
    typed = box.attributes["value"] if box.tag == "input" else "".join(box.texts).removeprefix("\n")
    return page.one(data_note=field).text, typed


def workbook(desk: Desk, column: str, text: str) -> tuple[str, str]:
    """The list of problems names sheet and cell; the file stays with the officer."""
    content = written(desk.evaluation)
    sheet, cell = place_of(content, desk.field(column))
    address = reverse("exchange:workbook", args=[desk.evaluation.pk])
    answer = desk.client.post(address, {"file": upload(set_field(content, desk.field(column), text))})
    assert answer.status_code == 422
    (problem,) = read(answer).with_class("is-error")[0].all("li")
    place, _colon, reason = problem.text.partition("：")
    assert (sheet in place, cell in place) == (True, True)
    return reason, text


def package(desk: Desk, column: str, text: str) -> tuple[str, str]:
    """The list of problems names the place in the file."""
    document = small_document(year=2022)
    project = document["projects"][0]
    if column == "executed":
        project["funds"][0][column], where = text, "/projects/0/funds/0/executed"
    else:
        leaf = project["indicators"][0]["children"][0]["children"][0]
        leaf[column], where = text, f"/projects/0/indicators/0/children/0/children/0/{column}"
    sent = {"file": upload(json.dumps(document).encode(), "自评.json")}
    answer = desk.client.post(f"{reverse('evaluations:start')}?from=package", sent)
    assert answer.status_code == 422
    (problem,) = read(answer).with_class("is-error")[0].all("li")
    place, _space, reason = problem.text.partition(" ")
    assert place == where
    return reason, text


Door = Callable[[Desk, str, str], tuple[str, str]]
DOORS: list[Door] = [form_of_page, autosave, block, workbook, package]


CASES = [
    (bad, door) for bad in BAD for door in DOORS
    if (bad, door) != ("a control character", workbook)  # no XML, and so no cell of a workbook, can hold one
]  # fmt: skip


@pytest.mark.parametrize(("bad", "door"), CASES, ids=[f"{bad}: {door.__name__}" for bad, door in CASES])
def test_bad_input_is_named_stays_and_is_not_stored(desk: Desk, bad: str, door: Door) -> None:
    column, text, reason = BAD[bad]
    with nothing_changes():
        told = door(desk, column, text)
    assert told == (reason, text)


# --- too much -------------------------------------------------------------------------------------------------------

LONG = "长" * 1_700_000  # five megabytes


@pytest.mark.parametrize("door", [form_of_page, autosave, block, package], ids=lambda door: door.__name__)
def test_a_text_of_five_megabytes_is_refused(desk: Desk, door: Door) -> None:
    with nothing_changes():
        reason, _text = door(desk, "deviation", LONG)
    assert reason.startswith("文字太长")


def test_ten_thousand_cells_are_refused_whole(desk: Desk) -> None:
    values = json.dumps([[desk.field("actual"), "1", "95%"]] * 10_000)
    with nothing_changes():
        answer = desk.client.post(f"{desk.sheet}cells/", {"values": values})
    assert (answer.status_code, answer.json()) == (422, {"message": "一次最多填写2000格"})


def test_an_emoji_in_a_text_is_kept(desk: Desk) -> None:
    desk.client.post(f"{desk.sheet}save/", {"field": desk.field("deviation"), "value": "完成😀", "seen": ""})
    assert Indicator.objects.get(name="指标1").deviation == "完成😀"


def test_a_form_that_is_too_long_to_be_read_is_answered_in_words(desk: Desk) -> None:
    """A browser without scripts goes back to what was typed."""
    sent = f"{desk.field('deviation')}={LONG}".encode()
    with nothing_changes():
        answer = desk.client.post(desk.sheet, sent * 2, content_type="application/x-www-form-urlencoded")
    page = read(answer)
    assert (answer.status_code, page.one("h1").text) == (400, "没有收到")
    assert page.all("p")[0].text.startswith("送来的内容过长")


# --- files ----------------------------------------------------------------------------------------------------------

BOMB = with_entry(saved(list_book([["项目名称"]])), "xl/media/zeros.bin", b"\x00" * 50_000_000)
FILES = {
    "a renamed program": (EXE, "文件的内容不是“xlsx”格式，请检查是否改过扩展名"),
    "a bomb": (BOMB, "文件的压缩比异常，可能是压缩炸弹"),
}


@pytest.mark.parametrize("name", ["exchange:workbook", "exchange:projects"])
@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_refused_by_its_name_with_the_reason(desk: Desk, kind: str, name: str) -> None:
    content, reason = FILES[kind]
    with nothing_changes():
        answer = desk.client.post(reverse(name, args=[desk.evaluation.pk]), {"file": upload(content, "表.xlsx")})
    (problem,) = read(answer).with_class("is-error")[0].all("li")
    assert (answer.status_code, problem.text) == (422, f"“表.xlsx”没有读入：{reason}")
