"""A backup holds everything, comes back whole, and is refused where a byte of it is wrong."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.services import export_package
from perfeval.operations.backups import BackupError, restore_backup, write_backup
from perfeval.review.models import Event
from perfeval.review.services import verify_events
from tests.comparing import entered
from tests.factories import sample_evaluation
from tests.review.making import case_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    return tmp_path / "files"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_a_round_trip_brings_back_every_figure_file_and_event(folder: Path, media: Path) -> None:
    case = case_in(State.APPROVED)
    sample = sample_evaluation("miluo-2023")
    before = entered(export_package(sample))
    (media / "evidence").mkdir()
    (media / "evidence" / "凭证.pdf").write_bytes(b"%PDF-1.7 original")
    backup = write_backup(folder)
    events = Event.objects.count() - 1  # the record of the backup itself is younger than the backup
    SelfEvaluation.objects.filter(pk=case.evaluation.pk).update(state=State.DRAFT)
    SelfEvaluation.objects.filter(pk=sample.pk).update(year=1999)
    (media / "evidence" / "凭证.pdf").write_bytes(b"changed")
    restored = restore_backup(backup)
    connection.close()
    assert (restored.files, restored.key_differs) == (1, False)
    assert SelfEvaluation.objects.get(pk=case.evaluation.pk).state == State.APPROVED
    assert entered(export_package(SelfEvaluation.objects.get(pk=sample.pk))) == before
    assert (media / "evidence" / "凭证.pdf").read_bytes() == b"%PDF-1.7 original"
    assert Event.objects.count() == events
    assert verify_events() == []


def test_the_commands_back_up_keep_the_last_and_restore(
    folder: Path, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    for _time in range(3):
        call_command("backup", str(folder), keep=2)
    names = capsys.readouterr().out.split()
    assert sorted(path.name for path in folder.iterdir()) == sorted(Path(name).name for name in names[1:])
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", names[-1])
    settings.SECRET_KEY = "another-key-than-the-one-of-the-backup"  # noqa: S105 - of this test
    call_command("restore", names[-1], replace=True)
    assert "SECRET_KEY与备份时不同" in capsys.readouterr().err
    connection.close()


def rewritten(backup: Path, **changes: bytes | None) -> Path:
    """The backup with other contents of its members."""
    target = backup.with_name("changed.tar.gz")
    with tarfile.open(backup) as source, tarfile.open(target, "w:gz") as copy:
        for member in source.getmembers():
            file = source.extractfile(member)
            data = changes.get(member.name.partition(".")[0], file.read() if file else b"")
            if data is not None:
                member.size = len(data)
                copy.addfile(member, io.BytesIO(data))
    return target


def test_a_damaged_backup_is_refused_before_anything_is_touched(folder: Path) -> None:
    case = case_in(State.SUBMITTED)
    backup = write_backup(folder)
    whole = backup.read_bytes()
    damaged = folder / "damaged"
    other = json.dumps({"format": "perfeval-backup/1", "database": "oracle", "sha256": {"database": ""}}).encode()
    for content in (b"", b"no archive", whole[: len(whole) // 2], gzip.compress(b"x" * 2000)):
        damaged.write_bytes(content)
        with pytest.raises(BackupError, match="不是备份文件"):
            restore_backup(damaged)
    for changes, message in (
        ({"database": b"not a database"}, "database已损坏"),
        ({"database": None}, "database已损坏"),
        ({"manifest": None}, "不是备份文件"),
        ({"manifest": b"{}"}, "不是备份文件"),
        ({"manifest": other}, "oracle"),
    ):
        with pytest.raises(BackupError, match=message):
            restore_backup(rewritten(backup, **changes))
    case.evaluation.refresh_from_db()
    assert case.evaluation.state == State.SUBMITTED


def test_a_path_that_leads_out_of_the_archive_is_refused(folder: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as archive:
        member = tarfile.TarInfo("../outside")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(BackupError, match="不是备份文件"):
        restore_backup(hostile)
    assert not (tmp_path / "outside").exists()


def test_a_backup_is_for_the_owners_eyes_and_on_record(folder: Path) -> None:
    backup = write_backup(folder)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert Event.objects.get(action="backup").subject == backup.name


@pytest.mark.parametrize("keep", ["0", "-1"])
def test_keeping_none_is_refused_rather_than_deleting_what_was_just_written(tmp_path: Path, keep: str) -> None:
    with pytest.raises(CommandError, match="至少为1"):
        call_command("backup", str(tmp_path / "backups"), "--keep", keep)
    assert not (tmp_path / "backups").exists()
