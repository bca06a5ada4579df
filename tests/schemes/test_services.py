"""Scheme files on record."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from perfeval.core.scheme.loading import SCHEME_FOLDER, SchemeError, available_schemes, load_scheme
from perfeval.schemes.models import SchemeRecord
from perfeval.schemes.selectors import active_scheme, scheme_of
from perfeval.schemes.services import load_schemes

pytestmark = pytest.mark.django_db

SLUG = "jincheng-2022"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(SCHEME_FOLDER, tmp_path / "schemes")


def change(folder: Path, slug: str, **values: object) -> None:
    file = folder / f"{slug}.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values), encoding="utf-8")


def versions(slug: str) -> list[tuple[int, bool, str]]:
    return list(SchemeRecord.objects.filter(slug=slug).order_by("version").values_list("version", "active", "title"))


def test_every_scheme_file_is_on_record_as_it_is() -> None:
    assert list(SchemeRecord.objects.order_by("slug").values_list("slug", flat=True)) == available_schemes()
    for slug in available_schemes():
        record = active_scheme(slug)
        assert record is not None
        assert scheme_of(record) == load_scheme(slug)


def test_loading_again_changes_nothing() -> None:
    assert load_schemes() == []


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_as_it_was(folder: Path) -> None:
    old = active_scheme(SLUG)
    assert old is not None
    change(folder, SLUG, title="新版")
    assert [str(record) for record in load_schemes(folder=folder)] == [f"{SLUG} v2"]
    assert versions(SLUG) == [(1, False, old.title), (2, True, "新版")]
    old.refresh_from_db()
    assert scheme_of(old) == load_scheme(SLUG)


def test_a_file_that_is_changed_back_takes_up_its_old_version(folder: Path) -> None:
    title = load_scheme(SLUG).title
    change(folder, SLUG, title="新版")
    load_schemes(folder=folder)
    load_schemes()
    assert versions(SLUG) == [(1, True, title), (2, False, "新版")]


def test_one_broken_file_stops_them_all_and_is_named(folder: Path) -> None:
    change(folder, "gaoyi-2022", title="新版")
    change(folder, SLUG, nonsense=1)
    with pytest.raises(SchemeError) as error:
        load_schemes(folder=folder)
    assert [path for path, _message in error.value.problems] == [f"{SLUG}.json#/nonsense"]
    assert [version for version, _active, _title in versions("gaoyi-2022")] == [1]


def test_a_slug_has_one_active_version() -> None:
    record = active_scheme(SLUG)
    assert record is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        SchemeRecord.objects.create(slug=SLUG, version=2, title="", sha256="0", document="{}")


def test_a_scheme_is_read_once_in_a_process(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    record = active_scheme(SLUG)
    assert record is not None
    first = scheme_of(record)
    with django_assert_num_queries(0):
        assert scheme_of(record) is first


def test_the_command_names_what_became_active(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, SLUG, title="新版")
    call_command("load_schemes", folder=folder)
    assert capsys.readouterr().out == f"{SLUG} v2\n"


def test_the_command_refuses_a_broken_file_in_one_line(folder: Path) -> None:
    (folder / f"{SLUG}.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=rf"\A{SLUG}\.json#/?: 文件不是完整的JSON.*\Z"):
        call_command("load_schemes", folder=folder)
