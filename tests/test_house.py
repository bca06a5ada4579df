"""The house rules of docs/development.md that a program can hold: each test names what breaks one, by file and line."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import engines
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 50
LONGEST_FILE = 400
BINARY = {".gz", ".png", ".jpg", ".ico", ".pdf", ".otf", ".ttf", ".woff2", ".mo", ".sqlite3", ".docx", ".xlsx"}


@cache
def project_files() -> list[Path]:
    """Every text file that is, or is about to be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the house rules are held in a git clone")
    return [ROOT / name for name in listed if Path(name).suffix not in BINARY and (ROOT / name).is_file()]


def files_in(*folders: str, suffix: str = "") -> list[Path]:
    return [
        file
        for file in project_files()
        if file.relative_to(ROOT).parts[0] in folders and file.name.endswith(suffix) and "migrations" not in file.parts
    ]


def program_trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in files_in("perfeval", suffix=".py"):
        yield file.relative_to(ROOT), ast.parse(file.read_text("utf-8"))


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def lines_matching(pattern: str, files: list[Path]) -> list[str]:
    """Each line that matches, as path:line."""
    return [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


def required_packages(name: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
    return [Requirement(line).name for line in lines if line and not line.startswith(("#", "-"))]


def locked_packages(name: str) -> dict[str, str]:
    """Package → the whole entry with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {re.match(r"[A-Za-z0-9._-]+", entry)[0].lower(): entry for entry in entries if entry}


def test_the_core_imports_no_django() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, tree in program_trees()
        if file.is_relative_to("perfeval/core")
        for node in ast.walk(tree)
        for name in imported_names(node)
        if name.split(".")[0] in {"django", "celery", "weasyprint"}
    ]
    assert found == []


def test_no_function_is_longer_than_fifty_lines() -> None:
    found = [
        f"{file}:{node.lineno} {node.name}"
        for file, tree in program_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    files = files_in("perfeval", suffix=".py")
    assert [str(file) for file in files if len(file.read_text("utf-8").splitlines()) > LONGEST_FILE] == []


def test_no_float_is_made() -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, tree in program_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]
    assert found == []


def test_nothing_is_left_to_be_done() -> None:
    unfinished = r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b"
    assert lines_matching(unfinished, files_in("perfeval", "templates", "static", "script")) == []


def test_templates_have_no_inline_script_style_or_handler() -> None:
    inline = r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=[\"']|\son\w+=[\"']"
    screens = [file for file in files_in("templates") if "documents" not in file.parts]
    assert lines_matching(inline, screens) == []


def test_every_template_parses(settings: object) -> None:
    engine = engines["django"]
    for file in files_in("templates", suffix=".html"):
        engine.get_template(str(file.relative_to(ROOT / "templates")))


def test_no_file_holds_a_download_address_or_a_path_of_one_machine() -> None:
    address = r"https?://\S+\.(whl|tgz|tar\.gz|deb)\b|https?://\S+/simple\b"
    machine = rf"{re.escape(str(ROOT))}\b"
    files = [file for file in project_files() if file != Path(__file__)]
    assert lines_matching(f"{address}|{machine}", files) == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    entries = locked_packages(name)
    assert set(map(str.lower, required_packages(name))) <= set(entries)
    assert [package for package, entry in entries.items() if "--hash=sha256:" not in entry] == []
    assert lines_matching(r"https?://|@ ", [ROOT / "requirements" / f"{name}.txt"]) == []


def test_both_locks_name_the_same_versions() -> None:
    base, dev = (
        {name: entry.split(" ")[0] for name, entry in locked_packages(lock).items()} for lock in ("base", "dev")
    )
    assert {name: dev.get(name) for name in base} == base


def test_every_dependency_has_its_reason() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), flags=re.MULTILINE)
    explained = {name.strip() for row in rows for name in row.split(",")}
    system = [
        line.split()[1] for line in (ROOT / "script" / "packages").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert {*required_packages("base"), *required_packages("dev"), *system} - explained == set()


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    assert [line.split()[0] for line in blocks[0].splitlines()] == ["script/server", "script/test"]


def test_the_readme_names_every_setting() -> None:
    settings = (ROOT / "perfeval" / "settings.py").read_text("utf-8")
    read = set(re.findall(r"""_(?:text|flag|list)\("([A-Z0-9_]+)\"""", settings))
    named = re.findall(r"^\| ((?:`[A-Z0-9_]+` ?)+)\|", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    assert read
    assert read - set(re.findall(r"[A-Z0-9_]+", " ".join(named))) == set()


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", ROOT / "CHANGELOG.md", *files_in("docs", suffix=".md")]
    links = [
        (document, target)
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8"))
        if "://" not in target
    ]
    assert [f"{document.name}: {target}" for document, target in links if not (document.parent / target).exists()] == []
