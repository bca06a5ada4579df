"""复核得分 on the screen, in the snapshot and in the documents of a scheme that has a column for it."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from perfeval.core.compute import compute
from perfeval.core.package import PackageError
from perfeval.core.scheme import load_scheme
from perfeval.core.tables import sheet_table
from perfeval.desk.batch import _address_of
from perfeval.directory.models import Role
from perfeval.documents.output import named_document, named_file
from perfeval.documents.verification import DataState, verify
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet, State
from perfeval.evaluations.services import export_package
from perfeval.evaluations.services.starting import start_from_package
from perfeval.exchange.services import import_file, read_file
from perfeval.publication.services import approved_snapshot
from perfeval.review.models import Event, IndicatorReview
from perfeval.review.services import package_of, review_indicator
from perfeval.review.transitions import Action
from perfeval.schemes.selectors import scheme_of
from tests.comparing import entered
from tests.core.tables.grids import grid
from tests.evaluations.pages import read
from tests.factories import make_department, make_region, person, small_document, small_package

from .making import Case, case_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

COLUMNS = slice(-3, None)
"""自评分, 复核分, 复核意见."""


def leaf(name: str, weight: str) -> dict[str, Any]:
    return {"name": name, "weight": weight, "standard": "达到得满分", "target": "≥95%", "actual": "95%"}


def project() -> dict[str, Any]:
    """Of the county whose table has 自评分 and 复核分; no check objects to it."""
    groups = [
        ("项目决策", [("决策过程", "2")]),
        ("项目管理", [("管理过程", "13")]),
        ("项目绩效", [("数量指标", "15"), ("质量指标", "12"), ("社会效益指标", "58")]),
    ]
    return {
        "name": "测试项目",
        "list": "own",
        "funds": [{"key": "total", "label": "年度资金总额", "initial": "100", "adjusted": "100", "executed": "100"}],
        "goals": [{"expected": "培训职工", "actual": "全部培训完成"}],
        "indicators": [
            {
                "name": first,
                "children": [{"name": name, "children": [leaf(f"{name}情况", weight)]} for name, weight in seconds],
            }
            for first, seconds in groups
        ],
    }


GIVEN = [("2", ""), ("12.5", "制度未更新"), ("15", ""), ("12", ""), ("58", "")]

PRINTED = [
    ["2", "2", ""],
    ["13", "12.5", "制度未更新"],
    ["15", "15", ""],
    ["12", "12", ""],
    ["58", "58", ""],
    ["100", "99.5", "自评等级：优"],
]


def reviewed() -> Case:
    """Endorsed, and the reviewer has given every indicator a score."""
    case = case_in(State.ENDORSED, scheme="guangshui-2021", year=2021, projects=[project()])
    for indicator, (score, opinion) in zip(leaves(), GIVEN, strict=True):
        review_indicator(actor=case.reviewer, indicator=indicator, score=Decimal(score), opinion=opinion)
    return case


def leaves() -> list[Indicator]:
    return list(Indicator.objects.filter(children=None).order_by("pk"))


def columns_of(evaluation: SelfEvaluation) -> list[list[str]]:
    loaded = load(evaluation)
    return [row[COLUMNS] for row in grid(sheet_table(loaded.package, loaded.scheme, 0).rows)[-6:]]


def carrying(tmp_path: Path) -> Path:
    """The PDF of a reviewed self-evaluation that this installation does not know."""
    document = project()
    first = document["indicators"][1]["children"][0]["children"][0]
    first["review"] = {"score": "12.5", "opinion": "制度未更新"}
    package = small_package(scheme="guangshui-2021", year=2021, projects=[document])
    scheme = load_scheme("guangshui-2021")
    path = tmp_path / "approved.pdf"
    path.write_bytes(named_document(compute(package, scheme), scheme)[1].pdf)
    return path


@pytest.mark.parametrize("view", ["review:section", "evaluations:sheet"])
def test_the_read_only_screens_show_review_scores_in_the_form(client: Client, view: str) -> None:
    case = reviewed()
    sheet = Sheet.objects.get()
    client.force_login(case.author)
    key = f"sheet-{sheet.pk}" if view == "review:section" else sheet.pk
    form = read(client.get(reverse(view, args=[case.evaluation.pk, key]))).with_class("form-table")[0]
    rows = [
        [cell.text for cell in row.all("td") if "cell-" in cell.attributes.get("class", "")] for row in form.all("tr")
    ]
    assert [row[-2:] for row in rows[-6:-1]] == [row[1:] for row in PRINTED[:-1]]
    assert rows[-1][-2].startswith("99.5")


def test_a_form_is_read_with_one_query_more_and_other_schemes_with_none() -> None:
    case, other = reviewed(), case_in(State.ENDORSED, department={"name": "另一局", "region": "测试县"})
    with CaptureQueriesContext(connection) as asked:
        load(case.evaluation)
    with CaptureQueriesContext(connection) as unasked:
        load(other.evaluation)
    assert len([query for query in asked if "indicatorreview" in query["sql"]]) == 1
    assert [query for query in unasked if "indicatorreview" in query["sql"]] == []


def test_word_and_excel_have_them_as_text_and_number() -> None:
    loaded = load(reviewed().evaluation)
    _name, book = named_file(loaded.package, loaded.scheme, "project:1", "xlsx")
    rows = load_workbook(io.BytesIO(book), data_only=True).worksheets[0].iter_rows(values_only=True)
    assert [row[COLUMNS] for row in rows if row[-1] == "制度未更新"] == [(13, 12.5, "制度未更新")]
    _name, word = named_file(loaded.package, loaded.scheme, "project:1", "docx")
    table = Document(io.BytesIO(word)).tables[0]
    assert [[cell.text for cell in row.cells][COLUMNS] for row in table.rows][-6:] == PRINTED


def test_the_approved_document_stays_as_it_was_when_a_score_is_changed_afterwards() -> None:
    case = reviewed()
    case.move(Role.REVIEWER, Action.APPROVE)
    snapshot = approved_snapshot(case.evaluation)
    assert snapshot is not None
    scheme = scheme_of(snapshot.scheme)

    def drawn() -> bytes:
        return named_document(compute(package_of(snapshot), scheme), scheme)[1].pdf

    first = drawn()
    IndicatorReview.objects.update(opinion="后来的话")
    assert drawn() == first
    assert verify(first, lambda _package: scheme).data == DataState.IDENTICAL
    assert columns_of(case.evaluation)[0] == ["2", "2", "后来的话"]


def test_a_score_makes_the_packed_document_anew_and_no_new_version_of_what_the_officers_wrote() -> None:
    case = reviewed()
    found = SelfEvaluation.objects.get()
    before = _address_of(found), found.version
    review_indicator(actor=case.reviewer, indicator=leaves()[0], score=Decimal(1), opinion="")
    found = SelfEvaluation.objects.get()
    assert (_address_of(found) != before[0], found.version) == (True, before[1])


def test_a_score_above_a_weight_that_was_lowered_is_printed_no_more() -> None:
    case = reviewed()
    Indicator.objects.filter(pk=leaves()[1].pk).update(weight=Decimal(12))
    assert columns_of(case.evaluation)[1] == ["12", "", "制度未更新"]


def test_the_operator_takes_the_scores_of_a_pdf_in_and_gets_them_out_again(tmp_path: Path) -> None:
    path = carrying(tmp_path)
    evaluation = import_file(path)
    assert entered(export_package(evaluation)) == entered(read_file(path))
    (review,) = IndicatorReview.objects.all()
    assert (review.score, review.opinion, review.reviewed_by) == (Decimal("12.5"), "制度未更新", None)
    assert Event.objects.get(action="receive_reviews").details == {"count": 1}


def test_an_officer_brings_no_review_scores_with_a_file(tmp_path: Path) -> None:
    package = read_file(carrying(tmp_path))
    author = person(Role.AUTHOR, make_department("测试局", make_region("测试县")))
    evaluation = start_from_package(actor=author, package=package)
    assert not IndicatorReview.objects.exists()
    assert columns_of(evaluation)[1] == ["13", "", ""]


def test_a_file_with_a_score_above_the_weight_is_refused_whole(tmp_path: Path) -> None:
    document = project()
    document["indicators"][0]["children"][0]["children"][0]["review"] = {"score": "2.01"}
    path = tmp_path / "package.json"
    path.write_text(json.dumps(small_document(scheme="guangshui-2021", projects=[document])))
    with pytest.raises(PackageError) as refused:
        import_file(path)
    where = "/projects/0/indicators/0/children/0/children/0/review/score"
    assert refused.value.problems == [(where, "“决策过程情况”的复核得分须在0与2之间")]
    assert not SelfEvaluation.objects.exists()
