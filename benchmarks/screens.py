"""How long the screens take on the server, and their queries, beside an empty Django view in the same run.

Run ``python -m benchmarks.screens``. It works in a database of its own in memory; times are the median of several
runs (``RUNS=5`` for fewer), without a network. The time of the CPU is what remains on a machine that does nothing else.
"""

import os
import time
from collections.abc import Callable
from statistics import median

os.environ |= {
    "ALLOWED_HOSTS": "testserver",
    "DATABASE_URL": "sqlite://:memory:",
    "DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "perfeval.settings",
}

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from perfeval import urls  # noqa: E402
from perfeval.core.package import parse_package  # noqa: E402
from perfeval.directory.models import Membership, Role, User  # noqa: E402
from perfeval.evaluations.models import Indicator, SelfEvaluation  # noqa: E402
from perfeval.evaluations.services import import_package  # noqa: E402
from perfeval.memory import keep_what_is_loaded  # noqa: E402
from perfeval.schemes.services import load_schemes  # noqa: E402

from .core import department  # noqa: E402

RUNS = int(os.environ.get("RUNS", "25"))
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


def empty(request: HttpRequest) -> HttpResponse:
    """A view that does nothing, behind the same middleware."""
    return HttpResponse("")


def _prepare(projects: int, indicators: int) -> tuple[Client, SelfEvaluation]:
    document = department(projects, indicators)
    document["department"] = {"name": f"某局{projects}×{indicators}", "region": "某县"}
    evaluation = import_package(actor=None, package=parse_package(document))
    officer = User.objects.create(username=f"officer-{projects}-{indicators}")
    Membership.objects.create(user=officer, role=Role.AUTHOR, department=evaluation.department)
    client = Client()
    client.force_login(officer)
    return client, evaluation


def _measure(title: str, request: Callable[[], HttpResponse]) -> None:
    first = request()
    assert first.status_code == 200, first
    size = len(first.content)
    with CaptureQueriesContext(connection) as captured:
        request()
    queries = len(captured)  # the next request empties the log
    times, worked = [], []
    for _ in range(RUNS):
        begin, begin_work = time.perf_counter(), time.process_time()
        request()
        times.append(time.perf_counter() - begin)
        worked.append(time.process_time() - begin_work)
    shown = f"{median(times) * 1000:8.1f} ms{median(worked) * 1000:8.1f} ms of CPU"
    print(f"{title:<68}{shown}{queries:6} queries{size / 1024:8.1f} KB")


def _measure_sheet(indicators: int) -> None:
    client, evaluation = _prepare(1, indicators)
    sheet = evaluation.sheets.get()
    page = reverse("evaluations:sheet", args=[evaluation.pk, sheet.pk])
    _measure(f"sheet of {indicators} indicators, first render", lambda: client.get(page))
    _measure(f"sheet of {indicators} indicators, read-only", lambda: client.get(f"{page}view/"))
    cell = Indicator.objects.filter(sheet=sheet, target="≥95%")[0]
    values = iter(f"{number}%" for number in range(1000))

    def save() -> HttpResponse:
        return client.post(f"{page}save/", {"field": f"indicator.{cell.pk}.actual", "value": next(values)})

    _measure(f"sheet of {indicators} indicators, one cell saved", save)
    pages = reverse("documents:preview_sheet", args=[evaluation.pk, sheet.pk])

    def change_and_draw() -> HttpResponse:
        save()
        return client.get(f"{pages}?draft", headers={"HX-Request": "true"})

    _measure(f"sheet of {indicators} indicators, a change and its printed pages", change_and_draw)


def _measure_lists(projects: int) -> None:
    client, evaluation = _prepare(projects, 20)
    tasks = reverse("evaluations:tasks", args=[evaluation.pk])
    table = reverse("evaluations:table", args=[evaluation.pk, "list:all"])
    _measure(f"task list of {projects} projects × 20 indicators", lambda: client.get(tasks))
    _measure(f"project list of {projects} projects × 20 indicators", lambda: client.get(table))


def main() -> None:
    """Measure and print."""
    call_command("migrate", verbosity=0)
    load_schemes()
    urls.urlpatterns.append(path("empty/", empty))
    keep_what_is_loaded()  # as the server does when it starts
    client, _ = _prepare(2, 2)
    _measure("empty Django view, signed in", lambda: client.get("/empty/"))
    _measure("list of self-evaluations", lambda: client.get(reverse("evaluations:list")))
    for indicators in (40, 200):
        _measure_sheet(indicators)
    for projects in (10, 300):
        _measure_lists(projects)


if __name__ == "__main__":
    # Addresses of static files without a collected manifest.
    with override_settings(STORAGES={"staticfiles": {"BACKEND": PLAIN_STATIC}}):
        main()
