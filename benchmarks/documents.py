"""How long documents take, beside headless Chromium printing the same HTML in the same run; run as a program.

``python benchmarks/documents.py [PACKAGE.json …]`` prints seconds (best of three), kilobytes and megabytes of memory;
without packages a document of some forty pages (R40) and one of more than a hundred (R115) are measured.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from perfeval.core.compute import compute  # noqa: E402
from perfeval.core.package import read_package  # noqa: E402
from perfeval.core.scheme.loading import load_scheme  # noqa: E402
from perfeval.core.tables import Table  # noqa: E402
from perfeval.documents import engine, fonts  # noqa: E402
from perfeval.documents.assemble import parts_of  # noqa: E402
from perfeval.documents.blocks import Part  # noqa: E402
from perfeval.documents.cache import PartCache  # noqa: E402
from perfeval.documents.charts import with_figures  # noqa: E402
from perfeval.documents.formats import excel_file  # noqa: E402
from perfeval.documents.html import page_html, part_html  # noqa: E402
from perfeval.documents.join import Meta  # noqa: E402
from perfeval.documents.render import render, with_contents  # noqa: E402
from perfeval.documents.word import word_file  # noqa: E402

META = Meta("测速", "测速")
RUNS = 3
SAMPLES = ROOT / "fixtures" / "samples"


def main(arguments: list[str]) -> None:
    """Measure the packages that are named, else the two usual documents."""
    started = time.perf_counter()
    engine.warm()
    fonts.uncovered_characters("绩")
    print(f"{'':40}{'seconds':>9}{'kB':>8}\nfonts and style sheets, once{time.perf_counter() - started:21.2f}")
    for name, parts in _named(arguments) if arguments else _usual():
        with tempfile.TemporaryDirectory() as folder:
            _compare(f"{name}, {len(parts)} parts", parts, Path(folder))
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"memory, MB: this process {ours}, largest child (a worker, or a process of Chromium) {child}")


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
    _report(f"{name}, nothing kept", *_timed(lambda: render(parts, META, PartCache(_empty(folder / "cache"))).pdf))
    kept = PartCache(_empty(folder / "kept"))
    render(parts, META, kept)
    if len(parts) > 1:
        versions = iter(range(RUNS))
        _report(f"{name}, one changed", *_timed(lambda: render(_one_changed(parts, next(versions)), META, kept).pdf))
    _report(f"{name}, all kept", *_timed(lambda: render(parts, META, kept).pdf))
    _report(f"{name}, Word", *_timed(lambda: word_file(with_contents(with_figures(parts), kept), META)))
    _report(f"{name}, Excel", *_timed(lambda: excel_file(parts, META)))
    browser = shutil.which("chromium")
    if browser:
        _report(f"{name}, Chromium", *_timed(lambda: _printed_by(browser, parts, folder)))


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


def _timed(make: Callable[[], bytes]) -> tuple[float, int]:
    best, size = float("inf"), 0
    for _ in range(RUNS):
        started = time.perf_counter()
        size = len(make())
        best = min(best, time.perf_counter() - started)
    return best, size


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _report(name: str, seconds: float, size: int) -> None:
    print(f"{name:40}{seconds:9.2f}{size // 1024:8}")


if __name__ == "__main__":
    main(sys.argv[1:])
