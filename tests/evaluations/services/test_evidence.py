"""Evidence: kept once, linked to indicators, named in their working papers, and removed."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Evidence, Indicator, SelfEvaluation
from perfeval.evaluations.services.errors import ChangeRefusedError
from perfeval.evaluations.services.evidence import add_evidence, delete_evidence, link_evidence

from ...factories import author_of, head_of, make_evaluation, small_package, small_project
from ..files.making import EXE, PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(settings: object, tmp_path: Path) -> SelfEvaluation:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings take any
    sheet = {key: value for key, value in small_project("x").items() if key in ("funds", "goals", "indicators")}
    return make_evaluation(small_package(overall=sheet))


def overall_indicator(name: str) -> Indicator:
    return Indicator.objects.get(name=name, sheet__kind="overall")


def evidence_lines(evaluation: SelfEvaluation) -> dict[str, str | None]:
    return {
        paper.indicator: row.text
        for paper in load(evaluation).package.working_papers
        for row in paper.rows
        if row.label == "佐证材料"
    }


def test_a_file_is_kept_outside_the_web_under_its_hash_and_named_in_the_papers(
    evaluation: SelfEvaluation, tmp_path: Path
) -> None:
    keys = [overall_indicator("指标1").pk, overall_indicator("指标2").pk]
    add_evidence(actor=author_of(evaluation), evaluation=evaluation, upload=upload("验收单.pdf", PDF), indicators=keys)
    kept = Evidence.objects.get()
    assert (kept.name, kept.size, kept.media_type, len(kept.sha256)) == ("验收单.pdf", len(PDF), "application/pdf", 64)
    assert (tmp_path / "evidence" / str(evaluation.pk) / f"{kept.sha256}.pdf").read_bytes() == PDF
    assert evidence_lines(evaluation) == {"1.1.1": "验收单.pdf", "1.1.2": "验收单.pdf"}


def test_links_change_and_the_papers_follow_but_not_over_what_was_typed(evaluation: SelfEvaluation) -> None:
    author = author_of(evaluation)
    first, second = overall_indicator("指标1"), overall_indicator("指标2")
    keys = [first.pk, second.pk]
    evidence = add_evidence(actor=author, evaluation=evaluation, upload=upload("甲.pdf", PDF), indicators=keys)
    add_evidence(actor=author, evaluation=evaluation, upload=upload("乙.pdf", PDF + b"2"), indicators=[first.pk])
    assert evidence_lines(evaluation) == {"1.1.1": "甲.pdf；乙.pdf", "1.1.2": "甲.pdf"}
    evaluation.working_papers.get(indicator="1.1.2").rows.update(text="见档案室第3柜")
    link_evidence(actor=author, evidence=evidence, indicators=[])
    assert evidence_lines(evaluation) == {"1.1.1": "乙.pdf", "1.1.2": "见档案室第3柜"}


def test_a_deleted_file_leaves_nothing_behind(
    evaluation: SelfEvaluation, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    author = author_of(evaluation)
    key = overall_indicator("指标1").pk
    evidence = add_evidence(actor=author, evaluation=evaluation, upload=upload("甲.pdf", PDF), indicators=[key])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        delete_evidence(actor=author, evidence=evidence)
    assert Evidence.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert evidence_lines(evaluation) == {"1.1.1": None}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("甲.pdf", EXE, "“甲.pdf”没有保存：文件的内容不是“pdf”格式，请检查是否改过扩展名"),
        ("同.pdf", PDF, "这份材料已经上传过：“甲.pdf”"),
    ],
)
def test_a_file_that_is_not_taken_changes_nothing(
    evaluation: SelfEvaluation, name: str, content: bytes, message: str
) -> None:
    author = author_of(evaluation)
    add_evidence(actor=author, evaluation=evaluation, upload=upload("甲.pdf", PDF))
    with pytest.raises(ChangeRefusedError, match=f"^{message}$"):
        add_evidence(actor=author, evaluation=evaluation, upload=upload(name, content))
    evaluation.refresh_from_db()
    assert (Evidence.objects.count(), evaluation.version) == (1, 2)


def test_indicators_of_another_self_evaluation_are_not_linked(evaluation: SelfEvaluation) -> None:
    other = make_evaluation(small_package(department={"name": "第三局", "region": "第三县"}))
    foreign = Indicator.objects.get(sheet__evaluation=other, name="指标1")
    evidence = add_evidence(
        actor=author_of(evaluation), evaluation=evaluation, upload=upload("甲.pdf", PDF), indicators=[foreign.pk]
    )
    assert list(evidence.indicators.all()) == []


def test_only_authors_keep_evidence(evaluation: SelfEvaluation) -> None:
    with pytest.raises(PermissionDenied):
        add_evidence(actor=head_of(evaluation), evaluation=evaluation, upload=upload("甲.pdf", PDF))
