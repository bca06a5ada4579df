"""How long a batch of documents takes, cold and unchanged, and whether the memory of its worker stays flat.

``python benchmarks/jobs.py [DOCUMENTS] [SAMPLE]`` (100 of miluo-2023) works on a database of its own in a temporary
folder and prints seconds, documents a second, and megabytes of the worker and of its maker by tenths of the time.
"""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
MEGABYTE = 1024 * 1024


def main(count: int, sample: str) -> None:
    """Measure a cold batch, the same batch again, and once more after one document changed."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = os.environ.get("FONTS_DIR") or str(ROOT / "var" / "fonts")
        os.environ.update(VAR_DIR=folder, FONTS_DIR=fonts, DJANGO_SETTINGS_MODULE="perfeval.settings", DEMO="1")
        os.environ.pop("DATABASE_URL", None)
        _prepare(count, sample)
        _measure("cold", count)
        _measure("unchanged", count)
        _change_one()
        _measure("one changed", count)


def _prepare(count: int, sample: str) -> None:
    """So many departments with the same self-evaluation under different names."""
    import django

    django.setup()
    from django.core.management import call_command

    from perfeval.core.package import read_package
    from perfeval.evaluations.services import import_package

    call_command("migrate", verbosity=0)
    call_command("load_schemes", verbosity=0)
    package = read_package((ROOT / "fixtures" / "samples" / f"{sample}.json").read_bytes())
    for number in range(count):
        name = f"第{number:03}局"
        department = package.department.model_copy(update={"name": name, "region": "测速县", "code": f"{number:03}"})
        import_package(actor=None, package=package.model_copy(update={"department": department}))


def _change_one() -> None:
    from perfeval.directory.models import Membership, Role, User
    from perfeval.evaluations.models import Project, SelfEvaluation
    from perfeval.evaluations.services import save_field

    evaluation = SelfEvaluation.objects.order_by("pk")[0]
    author = User.objects.create(username="author")
    Membership.objects.create(user=author, role=Role.AUTHOR, department=evaluation.department)
    project = Project.objects.filter(sheet__evaluation=evaluation).order_by("pk")[0]
    save_field(actor=author, evaluation=evaluation, field=f"project.{project.pk}.name", value="改过名称的项目")


def _measure(name: str, count: int) -> None:
    """One batch, as a worker makes it."""
    from perfeval.desk.batch import start_batch
    from perfeval.directory.models import FiscalYear, Membership, Role, User
    from perfeval.jobs.models import Job
    from perfeval.jobs.runner import run_waiting

    year = FiscalYear.objects.get()
    actor, _new = User.objects.get_or_create(username="bench")
    Membership.objects.get_or_create(user=actor, role=Role.REVIEWER, region=year.region)
    job = start_batch(actor=actor, year=year, only_passed=False)
    watch = _Watch()
    started = time.perf_counter()
    run_waiting()
    seconds = time.perf_counter() - started
    watch.stop()
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.done) == ("done", count), (job.state, job.done, job.problem)
    print(f"{name:14}{seconds:8.1f} s{count / seconds:8.1f} documents/s{job.result_size / MEGABYTE:9.1f} MB ZIP")
    print(f"{'':14}worker {watch.most(own=True)} MB at most, maker by tenths: {' '.join(map(str, watch.tenths()))}")


class _Watch:
    """Looks at the memory of this process and of the largest of its children five times a second."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self) -> None:
        while not self.over.wait(0.2):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            self.seen.append((_resident("self"), max(map(_resident, children), default=0)))

    def stop(self) -> None:
        self.over.set()
        self.thread.join()

    def most(self, *, own: bool) -> int:
        return max(pair[0 if own else 1] for pair in self.seen)

    def tenths(self) -> list[int]:
        """The most in each tenth of the time."""
        size = max(1, len(self.seen) // 10)
        return [max(child for _, child in self.seen[at : at + size]) for at in range(0, len(self.seen), size)][:10]


def _resident(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 // MEGABYTE
    except (FileNotFoundError, ProcessLookupError):
        return 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2] if len(sys.argv) > 2 else "miluo-2023")
