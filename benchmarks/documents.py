"""How long documents take, beside plain WeasyPrint and headless Chromium printing the same HTML in the same run.

``python benchmarks/documents.py [PACKAGE.json …]`` prints seconds by the clock, seconds of processor (its own and its
children's: what can be compared on a machine that does other work too), both the best of three, and kilobytes; below
each document its time as a multiple of Chromium's, at the end the memory of the processes. Without packages a single
form, a document of some fifty pages (R40) and one of more than a hundred (R115) are measured. ``RUNS=1`` measures once.
``MEMORY=1000`` measures instead what a process takes while it makes so many small documents, none of them kept.
"""

import ctypes
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import weasyprint  # noqa: E402

from perfeval.core.compute import compute  # noqa: E402
from perfeval.core.package import read_package  # noqa: E402
from perfeval.core.scheme.loading import load_scheme  # noqa: E402
from perfeval.core.tables import Table  # noqa: E402
from perfeval.documents import engine, fonts, workers  # noqa: E402
from perfeval.documents.assemble import parts_of  # noqa: E402
from perfeval.documents.blocks import Part  # noqa: E402
from perfeval.documents.cache import PartCache  # noqa: E402
from perfeval.documents.charts import with_figures  # noqa: E402
from perfeval.documents.formats import excel_file  # noqa: E402
from perfeval.documents.html import page_html, part_html  # noqa: E402
from perfeval.documents.join import Meta  # noqa: E402
from perfeval.documents.render import render, with_contents  # noqa: E402
from perfeval.documents.word import word_file  # noqa: E402

PR_SET_CHILD_SUBREAPER = 36
"""Linux: orphans come to us, so that what Chromium's processes used is counted too."""

_largest_worker = multiprocessing.Value("q", 0)
"""Kilobytes."""

META = Meta("测速", "测速")
MEMORY = int(os.environ.get("MEMORY", "0"))
RUNS = int(os.environ.get("RUNS", "3"))
SAMPLES = ROOT / "fixtures" / "samples"


def main(arguments: list[str]) -> None:
    """Measure the packages that are named, else the two usual documents."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    workers._work = _watched(workers._work)
    started = time.perf_counter()
    engine.warm()
    fonts.uncovered_characters("绩")
    print(
        f"{'':40}{'seconds':>9}{'CPU':>9}{'kB':>8}\nfonts and style sheets, once{time.perf_counter() - started:21.2f}"
    )
    if MEMORY:
        _watch_memory(MEMORY)
        return
    for name, parts in _named(arguments) if arguments else _usual():
        with tempfile.TemporaryDirectory() as folder:
            _compare(f"{name}, {len(parts)} parts", parts, Path(folder))
    ours, others = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"memory, MB: this process {ours}, largest worker {_largest_worker.value // 1024}", end="")
    print(f", largest of plain WeasyPrint's and Chromium's processes {others}")


def _watched(work: Callable[..., None]) -> Callable[..., None]:
    """A worker that says at its end how much memory it took at most."""

    def watch(*arguments: object, **options: object) -> None:
        work(*arguments, **options)
        with _largest_worker.get_lock():
            taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            _largest_worker.value = max(_largest_worker.value, taken)

    return watch


def _watch_memory(count: int) -> None:
    """Megabytes in use after every tenth of so many different forms, each laid out by this process."""
    (form,) = [part for part in _parts(SAMPLES / "jincheng-2022.json") if part.key == "project:2"]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, count + 1):
            render(_one_changed([form], number), META, PartCache(Path(folder)))
            if number == 1 or number % max(count // 10, 1) == 0:
                print(f"{number:6} documents {_resident():6} MB, {_used():7.1f} s of processor", flush=True)


def _resident() -> int:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def _named(files: list[str]) -> Iterator[tuple[str, list[Part]]]:
    for file in files:
        yield Path(file).stem, _parts(Path(file))


def _usual() -> Iterator[tuple[str, list[Part]]]:
    """One form; R40, a report with accounts and project forms; R115, a second report bound behind the first."""
    short, long = (_parts(SAMPLES / f"{slug}.json") for slug in ("jincheng-2022", "xundian-2023"))
    yield "one form", [next(part for part in short if part.key == "project:7")]
    yield "R40", short
    yield "R115", [*short, *(part for part in long if not part.is_contents)]


def _parts(file: Path) -> list[Part]:
    package = read_package(file.read_bytes())
    scheme = load_scheme(package.scheme)
    return parts_of(compute(package, scheme), scheme)


def _compare(name: str, parts: list[Part], folder: Path) -> None:
    """Everything drawn anew; one part drawn anew; nothing drawn anew; Word (pages kept) and Excel; and Chromium."""
    whole = _timed(lambda: render(parts, META, PartCache(_empty(folder / "cache"))).pdf)
    _report(f"{name}, nothing kept", *whole)
    kept = PartCache(_empty(folder / "kept"))
    render(parts, META, kept)
    if len(parts) > 1:
        versions = iter(range(RUNS))
        _report(f"{name}, one changed", *_timed(lambda: render(_one_changed(parts, next(versions)), META, kept).pdf))
    _report(f"{name}, all kept", *_timed(lambda: render(parts, META, kept).pdf))
    _report(f"{name}, Word", *_timed(lambda: word_file(with_contents(with_figures(parts), kept), META)))
    _report(f"{name}, Excel", *_timed(lambda: excel_file(parts, META)))
    _report(f"{name}, plain WeasyPrint", *_timed(lambda: _in_a_child(_plain, parts)))
    browser = shutil.which("chromium")
    if browser:
        printed = _timed(lambda: _printed_by(browser, parts, folder))
        _report(f"{name}, Chromium", *printed)
        print(f"{name + ', nothing kept ÷ Chromium':40}{whole[0] / printed[0]:9.2f}{whole[1] / printed[1]:9.2f}")


def _one_changed(parts: list[Part], version: int) -> list[Part]:
    """Another document in which a single form differs: one in the middle of the forms."""
    forms = [part for part in parts if part.is_form]
    changed = forms[len(forms) // 2]
    table = changed.blocks[0]
    assert isinstance(table, Table)
    other = replace(changed, blocks=(_with_footer(table, f"第{version}稿"),))
    return [other if part is changed else part for part in parts]


def _with_footer(table: Table, line: str) -> Table:
    return replace(table, footer=(*table.footer, line))


def _printed_by(browser: str, parts: list[Part], folder: Path) -> bytes:
    source, target = folder / "page.html", folder / "page.pdf"
    body = page_html("".join(map(part_html, parts)))
    source.write_text(body.replace("<head>", f"<head><style>{engine.style_source()}</style>"))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    environment = {"FONTCONFIG_FILE": str(fonts.fonts_folder() / "fonts.conf"), "HOME": str(folder), "PATH": "/usr/bin"}
    subprocess.run([browser, *options, source.as_uri()], check=True, capture_output=True, env=environment)
    return target.read_bytes()


def _plain(parts: list[Part]) -> bytes:
    """WeasyPrint as it comes, in one run over all parts: no typography of ours, no cache, no second pass."""
    html = weasyprint.HTML(string=page_html("".join(map(part_html, parts))))
    pdf: bytes = html.write_pdf(stylesheets=[weasyprint.CSS(string=engine.style_source())], pdf_variant="pdf/a-3u")
    return pdf


def _in_a_child(make: Callable[[list[Part]], bytes], parts: list[Part]) -> bytes:
    """What a fresh process makes, in which WeasyPrint has not been changed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        made: bytes = pool.apply(make, (parts,))
        return made


def _timed(make: Callable[[], bytes]) -> tuple[float, float, int]:
    """Seconds by the clock and of processor, and the size."""
    best, least, size = float("inf"), float("inf"), 0
    for _ in range(RUNS):
        used, started = _used(), time.perf_counter()
        size = len(make())
        best = min(best, time.perf_counter() - started)
        _take_leave_of_orphans()
        least = min(least, _used() - used)
    return best, least, size


def _take_leave_of_orphans() -> None:
    """Half a second for what Chromium leaves behind to end; what goes on after that is not waited for."""
    time.sleep(0.5)
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _used() -> float:
    """Seconds of processor so far, of this process and of the children that have ended."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _report(name: str, seconds: float, used: float, size: int) -> None:
    print(f"{name:40}{seconds:9.2f}{used:9.2f}{size // 1024:8}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
