"""``manage.py package``: what it prints, and how it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from perfeval.core.checks import check_package
from perfeval.core.compute import compute
from perfeval.core.package import dump_package, parse_package, read_package
from perfeval.core.scheme.loading import load_scheme
from perfeval.evaluations.models import SelfEvaluation
from perfeval.schemes.models import SchemeRecord
from tests.comparing import entered
from tests.factories import SAMPLES, sample_bytes, sample_evaluation, sample_package, small_document

SAMPLES_DIR = settings.FIXTURES_DIR / "samples"


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    return written(tmp_path, json.dumps(small_document()).encode())


def written(folder: Path, data: bytes) -> Path:
    path = folder / "package.json"
    path.write_bytes(data)
    return path


class Shell:
    """Runs the command; gives what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def run(self, *arguments: object) -> str:
        self.capsys.readouterr()
        call_command("package", *map(str, arguments))
        return self.capsys.readouterr().out

    def refused(self, *arguments: object) -> list[str]:
        """The lines on standard error; nothing on standard output, exit status 1."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            call_command("package", *map(str, arguments))
        printed = self.capsys.readouterr()
        assert (stopped.value.code, printed.out) == (1, "")
        return printed.err.splitlines()


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


# --- compute: no database (a test without the mark may not touch one) ---


@pytest.mark.parametrize("name", SAMPLES)
def test_compute_prints_the_computed_package(shell: Shell, name: str) -> None:
    printed = json.loads(shell.run("compute", SAMPLES_DIR / f"{name}.json"))
    assert printed == dump_package(compute(sample_package(name), load_scheme(sample_package(name).scheme)))


def test_compute_takes_another_scheme_by_slug_or_file(shell: Shell, tmp_path: Path) -> None:
    document = small_document(scheme="elsewhere-2023")
    path = written(tmp_path, json.dumps(document).encode())
    by_slug = shell.run("compute", path, "--scheme", "mof-2020")
    by_file = shell.run("compute", path, "--scheme", settings.FIXTURES_DIR / "schemes" / "mof-2020.json")
    assert json.loads(by_slug) == json.loads(by_file)
    assert json.loads(by_slug)["projects"][0]["computed"]["total"] == "98.05"


def test_an_unknown_scheme_gives_way_to_the_national_one_with_a_notice(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, json.dumps(small_document(scheme="elsewhere-2023")).encode())
    notice = "没有填报方案“elsewhere-2023”，改用“mof-2020”（项目支出绩效自评（全国通用））；可用 --scheme 指定\n"
    for arguments in (["compute"], ["check"], ["render", "--part", "project:1", "--out", str(tmp_path / "out")]):
        call_command("package", arguments[0], str(path), *arguments[1:])
        printed = capsys.readouterr()
        assert (printed.err, bool(printed.out)) == (notice, True)


def test_a_scheme_that_is_chosen_must_be_there(shell: Shell, small_file: Path) -> None:
    assert shell.refused("compute", small_file, "--scheme", "elsewhere-2023") == [
        "/: 没有方案文件“elsewhere-2023.json”"
    ]


def over_spent() -> dict[str, Any]:
    """A package with an error (rate above 100 %) and, without reasons, more."""
    document = small_document()
    document["projects"][0]["funds"][0]["executed"] = "120"
    return document


def checked(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit status and output of ``package check``."""
    status = 0
    try:
        call_command("package", "check", *map(str, arguments))
    except SystemExit as stopped:
        status = int(str(stopped.code))
    return status, capsys.readouterr().out


def test_check_lists_findings_as_json_in_document_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = over_spent()
    status, out = checked(capsys, written(tmp_path, json.dumps(document).encode()), "--format", "json")
    scheme = load_scheme("mof-2020")
    found = check_package(compute(parse_package(document), scheme), scheme)
    assert (status, json.loads(out)) == (3, [finding.as_json() for finding in found])
    assert {"error", "warning"} <= {finding.severity for finding in found}


def test_check_lists_errors_alone_where_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, json.dumps(over_spent()).encode())
    status, out = checked(capsys, path, "--severity", "error", "--format", "json")
    assert (status, {finding["severity"] for finding in json.loads(out)}) == (3, {"error"})
    status, out = checked(capsys, path, "--severity", "error")
    lines = out.splitlines()
    assert (status, lines[-1]) == (3, f"错误{len(lines) - 1}条，警告0条，提示0条")
    assert all(line.startswith("错误 /projects/0/") for line in lines[:-1])


def test_check_without_errors_ends_well(small_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys, small_file, "--severity", "error") == (0, "错误0条，警告0条，提示0条\n")
    assert checked(capsys, small_file, "--severity", "error", "--format", "json") == (0, "[]\n")


@pytest.mark.parametrize("database", ["sqlite:////nonexistent/folder/db", "postgres://nobody@127.0.0.1:1/none"])
@pytest.mark.one_database
def test_compute_runs_alone_in_a_fresh_process(small_file: Path, tmp_path: Path, database: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTEST_VERSION", "SECRET_KEY"}}
    environment |= {"DATABASE_URL": database, "VAR_DIR": str(tmp_path / "var"), "LANG": "C", "DEMO": "0"}
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "package", "compute", str(small_file)],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert json.loads(done.stdout)["projects"][0]["computed"]["grade"] == "优"


def two_problems() -> dict[str, Any]:
    document = small_document(year="2023")
    document["projects"][0]["funds"][0]["executed"] = "12a"
    return document


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b'{"format": ', ["/: 文件不是完整的JSON"]),
        (sample_bytes("miluo-2023").decode().encode("gb18030"), ["/: 文件不是UTF-8编码"]),
        (b"[]", ["/: 须是对象"]),
        (b"", ["/: 文件不是完整的JSON"]),
        (json.dumps(two_problems()).encode(), ["/year: 须是整数", "/projects/0/funds/0/executed: “12a”不是数字"]),
    ],
)
def test_a_file_that_is_no_package_is_refused_line_by_line(
    shell: Shell, tmp_path: Path, data: bytes, lines: list[str]
) -> None:
    found = shell.refused("compute", written(tmp_path, data))
    assert [line[: len(expected)] for line, expected in zip(found, lines, strict=True)] == lines


def test_a_file_that_cannot_be_read_is_named(shell: Shell, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert shell.refused("compute", missing) == [f"{missing}: 没有这个文件"]
    assert shell.refused("compute", tmp_path) == [f"{tmp_path}: 文件不能读取：Is a directory"]


def test_a_file_too_big_is_refused_unread(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert shell.refused("compute", path) == [f"{path}: 文件超过20MB"]


def test_an_unknown_part_is_refused_and_no_file_is_written(shell: Shell, small_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert shell.refused("render", small_file, "--out", out, "--part", "cover") == [
        "cover: 这份自评没有“cover”这一部分"
    ]
    assert not out.exists()


def test_render_writes_the_pdf_of_a_file(shell: Shell, small_file: Path, tmp_path: Path) -> None:
    lines = shell.run("render", small_file, "--out", tmp_path / "out", "--part", "project:1").splitlines()
    assert lines == [str(path) for path in (tmp_path / "out").iterdir()]
    assert Path(lines[0]).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_render_writes_what_is_asked_for(
    shell: Shell, small_file: Path, tmp_path: Path, ending: str, start: bytes
) -> None:
    arguments = ("render", small_file, "--out", tmp_path / "out", "--part", "project:1", "--format", ending)
    (whole,) = shell.run(*arguments).splitlines()
    (public,) = shell.run(*arguments, "--public").splitlines()
    assert Path(public).name == f"{Path(whole).stem}（公开）.{ending}"
    assert [Path(path).read_bytes()[: len(start)] for path in (whole, public)] == [start, start]


def test_what_cannot_be_rendered_is_refused_in_one_line(shell: Shell, tmp_path: Path) -> None:
    secret = {**small_document()["projects"][0], "name": "涉密项目", "seq": 2, "classified": True}
    report = {"sections": [{"heading": "一、概况", "text": "正文"}]}
    document = small_document(projects=[small_document()["projects"][0], secret], report=report)
    path, out = written(tmp_path, json.dumps(document).encode()), tmp_path / "out"
    refused = {
        ("--format", "odt"): "odt: 没有这种格式，可选 pdf、docx、xlsx",
        ("--part", "report", "--format", "xlsx"): "report: 这一部分没有表格，不能生成Excel文件",
        ("--part", "project:2", "--public"): "project:2: 这份自评没有“project:2”这一部分",
        ("--part", "survey", "--format", "docx"): "survey: 这份自评没有“survey”这一部分",
    }
    for arguments, line in refused.items():
        assert shell.refused("render", path, "--out", out, *arguments) == [line]
    assert not out.exists()


# --- with a database ---


@pytest.mark.django_db
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_goes_in_and_comes_out_the_same(shell: Shell, name: str) -> None:
    pk = shell.run("import", SAMPLES_DIR / f"{name}.json").strip()
    assert SelfEvaluation.objects.get(pk=pk).scheme.slug == sample_package(name).scheme
    assert entered(parse_package(json.loads(shell.run("export", pk)))) == entered(sample_package(name))


@pytest.mark.django_db
def test_export_writes_a_file(shell: Shell, tmp_path: Path) -> None:
    evaluation = sample_evaluation("miluo-2023")
    out = tmp_path / "out.json"
    assert shell.run("export", evaluation.pk, "--out", out) == ""
    assert entered(read_package(out.read_bytes())) == entered(sample_package("miluo-2023"))
    assert shell.refused("export", evaluation.pk, "--out", tmp_path / "no" / "out.json") == [
        f"{tmp_path}/no/out.json: No such file or directory"
    ]


@pytest.mark.django_db
def test_a_second_import_wants_replace(shell: Shell, small_file: Path) -> None:
    pk = shell.run("import", small_file).strip()
    assert shell.refused("import", small_file) == [f"/: 测试局2023年度的自评已存在（编号{pk}），要替换须注明"]
    assert shell.run("import", small_file, "--replace").strip() == pk


@pytest.mark.django_db
def test_import_puts_the_schemes_on_record_that_came_with_the_program(shell: Shell, small_file: Path) -> None:
    SchemeRecord.objects.all().delete()
    shell.run("import", small_file)
    assert SelfEvaluation.objects.get().scheme.slug == "mof-2020"


@pytest.mark.django_db
def test_a_number_that_no_self_evaluation_has_is_refused(shell: Shell, tmp_path: Path) -> None:
    assert shell.refused("export", "77") == ["77: 没有编号为77的自评"]
    assert shell.refused("export", "7" * 30) == [f"{'7' * 30}: 没有编号为{'7' * 30}的自评"]
    assert shell.refused("export", "x") == ["x: 没有编号为x的自评"]
    assert shell.refused("render", "77", "--out", tmp_path) == ["77: 没有编号为77的自评"]


@pytest.mark.django_db
def test_render_writes_the_pdf_of_what_is_stored(shell: Shell, tmp_path: Path) -> None:
    evaluation = sample_evaluation("miluo-2023")
    (line,) = shell.run("render", evaluation.pk, "--out", tmp_path, "--part", "overall").splitlines()
    assert Path(line).read_bytes().startswith(b"%PDF-")


@pytest.mark.django_db
@pytest.mark.slow
def test_the_printed_document_can_be_read_back(shell: Shell, tmp_path: Path) -> None:
    (line,) = shell.run("render", SAMPLES_DIR / "miluo-2023.json", "--out", tmp_path).splitlines()
    pk = shell.run("import", line).strip()
    assert entered(parse_package(json.loads(shell.run("export", pk)))) == entered(sample_package("miluo-2023"))


def test_a_pdf_without_data_is_refused(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert shell.refused("compute", path) == [f"{path}: 不是完好的PDF文件"]
