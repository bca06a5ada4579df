"""The Excel round trip: what comes back is what was changed, all of it or nothing, and nothing that does harm."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from perfeval.evaluations.files import UnsafeFileError
from perfeval.evaluations.models import Indicator, SelfEvaluation
from perfeval.evaluations.services import save_field
from perfeval.evaluations.services.lists import Part, add_items, start_part
from perfeval.exchange.workbook import CellProblem, apply_changes
from perfeval.exchange.workbook.contents import HIDDEN

from ..factories import SAMPLES, author_of, head_of, make_evaluation, sample_evaluation, small_package
from .books import changed, place_of, reading_of, saved, set_field, with_entry, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def evaluation() -> SelfEvaluation:
    return make_evaluation(small_package())


def actual_of(name: str) -> str:
    return f"indicator.{Indicator.objects.get(name=name).pk}.actual"


@pytest.mark.parametrize("name", SAMPLES)
def test_an_untouched_workbook_of_any_county_changes_nothing(name: str) -> None:
    evaluation = sample_evaluation(name)
    content = written(evaluation)
    reading = reading_of(content, evaluation)
    assert (reading.changes, reading.problems, reading.version) == ([], [], evaluation.version)
    titles = load_workbook(BytesIO(content)).sheetnames
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles)


def test_only_cells_to_type_in_are_open_and_the_ids_are_very_hidden(evaluation: SelfEvaluation) -> None:
    content = written(evaluation)
    book = load_workbook(BytesIO(content))
    places = {(sheet, cell) for sheet, cell, *_rest in book[HIDDEN].iter_rows(min_row=2, values_only=True)}
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and not cell.protection.locked
    }
    assert open_cells == places
    assert {sheet.title for sheet in book.worksheets if not sheet.protection.sheet} == set()
    assert book[HIDDEN].sheet_state == "veryHidden"


def test_text_that_looks_like_a_formula_stays_text(evaluation: SelfEvaluation) -> None:
    field = actual_of("指标1")
    save_field(actor=author_of(evaluation), evaluation=evaluation, field=field, value="=HYPERLINK(1)")
    evaluation.refresh_from_db()
    content = written(evaluation)
    sheet, cell = place_of(content, field)
    found = load_workbook(BytesIO(content))[sheet][cell]
    assert (found.value, found.data_type, found.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_changes_are_told_first_and_then_stored_together(evaluation: SelfEvaluation) -> None:
    author = author_of(evaluation)
    fund = evaluation.sheets.get().funds.get()
    content = set_field(written(evaluation), actual_of("指标1"), "57%")
    content = set_field(content, f"fundrow.{fund.pk}.executed", 90.25)
    reading = reading_of(content, evaluation)
    assert sorted((change.value, change.seen) for change in reading.changes) == [("57%", "95%"), ("90.25", "80.5")]
    dry = apply_changes(actor=author, evaluation=evaluation, changes=reading.changes, dry_run=True)
    assert (dry.problems, evaluation.sheets.get().funds.get().executed) == ([], 805_000)
    apply_changes(actor=author, evaluation=evaluation, changes=reading.changes, dry_run=False)
    assert (evaluation.sheets.get().funds.get().executed, Indicator.objects.get(name="指标1").actual) == (
        902_500,
        "57%",
    )


def test_a_percentage_a_choice_and_a_date_are_read_as_they_were_meant(evaluation: SelfEvaluation) -> None:
    author = author_of(evaluation)
    start_part(actor=author, evaluation=evaluation, part=Part.FINAL_ACCOUNTS)
    add_items(actor=author, evaluation=evaluation, kind="expenditure", lines=[["2080101", "", "", "", "5"]])
    evaluation.refresh_from_db()
    row = evaluation.final_accounts.expenditure.get()
    content = written(evaluation)
    sheet, cell = place_of(content, actual_of("指标1"))

    def put(book: Workbook) -> None:
        book[sheet][cell] = 0.57
        book[sheet][cell].number_format = "0%"

    content = set_field(changed(content, put), f"expenditure.{row.pk}.source", "其他资金")
    found = {change.field: change.value for change in reading_of(content, evaluation).changes}
    assert found == {actual_of("指标1"): "57%", f"expenditure.{row.pk}.source": "other"}


def test_one_cell_that_cannot_be_stored_keeps_all_others_out(evaluation: SelfEvaluation) -> None:
    fund = evaluation.sheets.get().funds.get()
    content = set_field(written(evaluation), actual_of("指标1"), "57%")
    content = set_field(content, f"fundrow.{fund.pk}.executed", "十二")
    sheet, cell = place_of(content, f"fundrow.{fund.pk}.executed")
    changes = reading_of(content, evaluation).changes
    outcome = apply_changes(actor=author_of(evaluation), evaluation=evaluation, changes=changes, dry_run=False)
    assert outcome.problems == [CellProblem(sheet, cell, "“十二”不是数字")]
    assert str(outcome.problems[0]) == f"工作表“{sheet}”{cell}：“十二”不是数字"
    assert Indicator.objects.get(name="指标1").actual == "95%"


def test_what_somebody_else_changed_meanwhile_is_named(evaluation: SelfEvaluation) -> None:
    content = set_field(written(evaluation), actual_of("指标1"), "57%")
    save_field(actor=author_of(evaluation), evaluation=evaluation, field=actual_of("指标1"), value="80%")
    changes = reading_of(content, evaluation).changes
    outcome = apply_changes(actor=author_of(evaluation), evaluation=evaluation, changes=changes, dry_run=False)
    assert [problem.message for problem in outcome.problems] == ["他人已改为“80%”，请重新下载工作簿"]


def test_the_same_datum_on_two_sheets_takes_one_value_only(evaluation: SelfEvaluation) -> None:
    content = written(evaluation)
    field = f"fundrow.{evaluation.sheets.get().funds.get().pk}.executed"
    rows = load_workbook(BytesIO(content))[HIDDEN].iter_rows(min_row=2, values_only=True)
    places = [(sheet, cell) for sheet, cell, name, *_rest in rows if name == field]
    assert len(places) == 2

    def put(book: Workbook) -> None:
        for value, (sheet, cell) in enumerate(places):
            book[sheet][cell] = value

    changes = reading_of(changed(content, put), evaluation).changes
    outcome = apply_changes(actor=author_of(evaluation), evaluation=evaluation, changes=changes, dry_run=True)
    assert any("同一数据只能有一个值" in problem.message for problem in outcome.problems)


def test_only_authors_apply(evaluation: SelfEvaluation) -> None:
    changes = reading_of(set_field(written(evaluation), actual_of("指标1"), "57%"), evaluation).changes
    with pytest.raises(PermissionDenied):
        apply_changes(actor=head_of(evaluation), evaluation=evaluation, changes=changes, dry_run=True)


# --- hostile --------------------------------------------------------------------------------------------------------


def test_a_workbook_of_another_department_or_year_is_refused(evaluation: SelfEvaluation) -> None:
    other = make_evaluation(small_package(department={"name": "第三局", "region": "第三县"}, year=2022))
    reading = reading_of(written(other), evaluation)
    assert [str(problem) for problem in reading.problems] == [
        "这是第三局2022年度的工作簿，不能填到测试局2023年度的自评里"
    ]


def test_formulas_errors_merged_cells_and_lost_sheets_are_named_by_cell(evaluation: SelfEvaluation) -> None:
    content = written(evaluation)
    first, second = (place_of(content, actual_of(name)) for name in ("指标1", "指标2"))
    fund = place_of(content, f"fundrow.{evaluation.sheets.get().funds.get().pk}.adjusted")

    def harm(book: Workbook) -> None:
        book[first[0]][first[1]] = "=1+1"
        book[fund[0]][fund[1]] = "#DIV/0!"
        sheet = book[second[0]]
        sheet.merge_cells(f"A{second[1][1:]}:{second[1]}")
        del book["基本信息"]

    found = reading_of(changed(content, harm), evaluation).problems
    said = {(problem.sheet, problem.cell): problem.message for problem in found}
    assert said[first] == "这一格是公式，请改成数值再上传"
    assert said[fund] == "这一格是Excel错误值“#DIV/0!”"
    assert said[second] == "这一格被合并到别的格里，请取消合并"
    assert said["基本信息", ""] == "工作表已被删除或改名"


def test_hidden_sheets_are_named(evaluation: SelfEvaluation) -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("暗表").sheet_state = "hidden"

    reading = reading_of(changed(written(evaluation), hide), evaluation)
    assert [str(problem) for problem in reading.problems] == ["工作表“暗表”：工作表被隐藏，请取消隐藏或删除"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("xl/vbaProject.bin", b"x", "文件含有宏，请另存为不含宏的文件再上传"),
        ("xl/media/zeros.bin", b"\x00" * 50_000_000, "文件的压缩比异常，可能是压缩炸弹"),
        ("../outside.xml", b"<a/>", "文件的内部结构不正常"),
        ("xl/evil.xml", "<a/><!-- ".encode("utf-16"), "文件的内部结构不正常"),
        ("xl/evil.xml", b"<!-- " + b"x" * 9000 + b" --><!DOCTYPE a>", "文件的内部结构不正常"),
        ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "文件的内部结构不正常"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "工作簿含有外部链接或嵌入对象，请删除后再上传"),
    ],
)
def test_a_workbook_with_harmful_parts_is_refused(
    evaluation: SelfEvaluation, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(UnsafeFileError, match=f"^{message}$"):
        reading_of(with_entry(written(evaluation), name, data), evaluation)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("自评.xlsx", b"MZ\x90\x00", "文件的内容不是“xlsx”格式，请检查是否改过扩展名"),
        ("自评.xls", b"\xd0\xcf\x11\xe0", "只能上传这些格式的文件：xlsx"),
        ("自评.xlsx", saved(Workbook()), "这不是从本程序下载的工作簿；项目清单请用“导入清单”"),
    ],
)
def test_a_file_that_is_no_workbook_of_ours_is_refused(
    evaluation: SelfEvaluation, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(UnsafeFileError, match=f"^{message}$"):
        reading_of(content, evaluation, name)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "perfeval-workbook/9"}'])
def test_changed_ids_are_refused(evaluation: SelfEvaluation, text: str) -> None:
    def break_ids(book: Workbook) -> None:
        book[HIDDEN]["A1"] = text

    with pytest.raises(UnsafeFileError, match="标识已被改动，请重新下载"):
        reading_of(changed(written(evaluation), break_ids), evaluation)


def test_fields_that_somebody_smuggled_into_the_ids_are_refused_like_typed_ones(evaluation: SelfEvaluation) -> None:
    content = written(evaluation)
    sheet, cell = place_of(content, actual_of("指标1"))

    def smuggle(book: Workbook) -> None:
        book[HIDDEN].append([sheet, cell, f"evaluation.{evaluation.pk}.year", "1999", ""])
        book[HIDDEN].append([sheet, "not a cell", "task.1.name", "", ""])

    reading = reading_of(changed(content, smuggle), evaluation)
    assert [problem.message for problem in reading.problems] == ["工作簿里的标识已被改动，请重新下载"]
    outcome = apply_changes(actor=author_of(evaluation), evaluation=evaluation, changes=reading.changes, dry_run=False)
    assert [problem.message for problem in outcome.problems] == ["这一项不能填写"]
