"""A real worker killed outright in the middle of a batch, and again: nothing is lost, doubled or half-written.

The documents are for Word, each made in a fraction of the time of a PDF: how a job is taken up again is the same.
"""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from perfeval.desk.batch import start_batch
from perfeval.directory.models import FiscalYear
from perfeval.documents.fonts import fonts_folder
from perfeval.jobs import store
from perfeval.jobs.models import ItemState, Job, JobState
from tests.factories import make_evaluation, reviewer_of, small_package

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_by_threads"),
]

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 50
PATIENCE_IN_SECONDS = 300


def database_url() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}@{quote(known['HOST'], safe='')}/{known['NAME']}"


@pytest.fixture
def start_worker(tmp_path: Path, jobs_folder: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the job worker as script/server does, on the database of the test; none outlives the test."""
    variables = {
        "VAR_DIR": str(jobs_folder.parent),
        "DATABASE_URL": database_url(),
        "FONTS_DIR": str(fonts_folder()),
        "SECRET_KEY": "test",
        "JOB_LEASE_SECONDS": "2",
    }
    without = {name: value for name, value in os.environ.items() if name != "PYTEST_VERSION"}
    options = "--quiet worker --loglevel ERROR --concurrency 1 --without-gossip --without-mingle --without-heartbeat"
    command = [sys.executable, "-W", "ignore", "-m", "celery", "--app", "perfeval", *options.split()]
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        workers.append(subprocess.Popen(command, cwd=ROOT, env={**without, **variables}, start_new_session=True))
        return workers[-1]

    yield start
    for worker in workers:
        if worker.poll() is None:
            kill(worker)


def kill(worker: subprocess.Popen[bytes]) -> None:
    """The main process, its pool and the maker at once, as when the power fails."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def finished() -> int:
    return Job.objects.get().done


def is_whole(document: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        return file.testzip() is None and "word/document.xml" in file.namelist()


def test_a_batch_survives_two_kills(start_worker: Callable[[], subprocess.Popen[bytes]], jobs_folder: Path) -> None:
    row = {"name": "只在清单上的项目", "list": "own"}
    made = [
        make_evaluation(small_package(department={"name": f"第{number:02}局", "region": "测试县"}, projects=[row]))
        for number in range(DOCUMENTS)
    ]
    job = start_batch(actor=reviewer_of(made[0]), year=FiscalYear.objects.get(), only_passed=False, format_name="docx")
    for enough in (5, 25):
        worker = start_worker()
        assert soon(lambda least=enough: finished() >= least)
        kill(worker)
        assert (Job.objects.get().state, enough <= finished() < DOCUMENTS) == (JobState.RUNNING, True)
    start_worker()
    assert soon(lambda: Job.objects.get().state == JobState.DONE)

    job.refresh_from_db()
    assert (job.total, job.done, job.failed, job.interruptions) == (DOCUMENTS, DOCUMENTS, 0, 0)
    items = list(job.items.order_by("order"))
    assert [item.state for item in items] == [ItemState.DONE] * DOCUMENTS
    with zipfile.ZipFile(store.path_of(job.result)) as archive:
        assert archive.namelist() == [
            "目录.xlsx",
            *(f"{number + 1:03} 第{number:02}局2023年度 绩效自评.docx" for number in range(DOCUMENTS)),
        ]
        assert archive.testzip() is None
        assert [is_whole(archive.read(name)) for name in archive.namelist()[1:]] == [True] * DOCUMENTS
    named = sorted(path for path in jobs_folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    assert named == sorted([store.path_of(job.result), *(store.path_of(item.stored) for item in items)])
    assert {path.name: store.sha256_of(path) for path in named} == {
        job.result: job.result_sha256,
        **{item.stored: item.sha256 for item in items},
    }
