"""``manage.py package compute|check|import|export|render``: the program without a browser."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from perfeval.core.checks import SEVERITIES, Severity, check_package
from perfeval.core.language import _
from perfeval.core.package import Package, PackageError
from perfeval.core.scheme.loading import SchemeError
from perfeval.core.scheme.scheme import Scheme
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import ImportRefusedError, export_package
from perfeval.exchange.findings import at_least, text_lines
from perfeval.exchange.services import (
    FileError,
    NotFoundError,
    compute_file,
    compute_stored,
    fallback_notice,
    import_file,
    write_json,
)

MAX_PK_DIGITS = 18
HAS_ERRORS = 3
"""Exit status of ``package check`` where a finding is an error, of ``package verify`` where a file is not sound."""


class Command(BaseCommand):
    """Compute, check, import, export and render packages; an error is one line ``PATH: message`` on standard error."""

    help = "自评数据包：计算、审核、导入、导出、生成文件"
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it; compute needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        """Add one parser for each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        self._add_compute(verbs.add_parser("compute", help="计算数据包文件，结果写到标准输出"))
        self._add_check(verbs.add_parser("check", help="审核数据包文件；有错误时退出码为3"))
        self._add_import(verbs.add_parser("import", help="导入数据包文件，输出自评编号"))
        self._add_export(verbs.add_parser("export", help="导出自评为数据包"))
        self._add_render(verbs.add_parser("render", help="生成PDF、Word、Excel文件，输出文件名"))

        self._add_verify(
            verbs.add_parser("verify", help="校验PDF：签名、是否改动、与附带的数据是否一致；不能采信时退出码为3")
        )

    def handle(self, *_args: Any, run: Callable[..., None], **options: Any) -> None:
        """Run a verb; exit 1 with the problems on standard error where it is refused."""
        try:
            run(**{name: value for name, value in options.items() if name in run.__annotations__})
        except REFUSALS as error:
            for line in problem_lines(error):
                self.stderr.write(line)
            sys.exit(1)

    # --- verbs ---

    def _add_compute(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--scheme", help="不用数据包所写的方案，而用这个（代号或文件）")
        parser.set_defaults(run=self._compute)

    def _compute(self, file: Path, scheme: str | None) -> None:
        package, _scheme = self._computed_file(file, scheme)
        self.stdout.write(write_json(package))

    def _add_check(self, parser: Any) -> None:
        parser.add_argument("source", metavar="FILE|ID")
        parser.add_argument("--format", choices=["text", "json"], default="text", dest="shape")
        parser.add_argument("--severity", choices=SEVERITIES, default="hint", help="只列这一级及更重的")
        parser.add_argument("--scheme", help="不用数据包所写的方案，而用这个（代号或文件）")
        parser.set_defaults(run=self._check)

    def _check(self, source: str, shape: str, severity: Severity, scheme: str | None) -> None:
        found = check_package(*self._computed(source, scheme))
        listed = at_least(found, severity)
        if shape == "json":
            self.stdout.write(json.dumps([finding.as_json() for finding in listed], ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(text_lines(listed)))
        if at_least(found, "error"):
            sys.exit(HAS_ERRORS)

    def _add_import(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="替换同一部门同一年度的自评")
        parser.set_defaults(run=self._import)

    def _import(self, file: Path, replace: bool) -> None:
        self.stdout.write(str(import_file(file, replace=replace).pk))

    def _add_export(self, parser: Any) -> None:
        parser.add_argument("pk", metavar="ID")
        parser.add_argument("--out", type=Path, help="写到这个文件，而不是标准输出")
        parser.set_defaults(run=self._export)

    def _export(self, pk: str, out: Path | None) -> None:
        text = write_json(export_package(_evaluation(pk)))
        if out is None:
            self.stdout.write(text)
        else:
            out.write_text(text + "\n", encoding="utf-8")

    def _add_render(self, parser: Any) -> None:
        parser.add_argument("source", metavar="FILE|ID")
        parser.add_argument("--out", type=Path, required=True, help="放文件的文件夹")
        parser.add_argument(
            "--part",
            default="all",
            help="all、report、overall、project:序号、list、accounts、basic_data、survey、working_papers",
        )
        parser.add_argument("--format", default="pdf", dest="ending", help="pdf、docx、xlsx")
        parser.add_argument("--public", action="store_true", help="公开版：隐去个人信息和涉密项目")
        parser.add_argument("--scheme", help="不用数据包所写的方案，而用这个（代号或文件）")
        parser.set_defaults(run=self._render)

    def _render(self, source: str, out: Path, part: str, ending: str, public: bool, scheme: str | None) -> None:
        from perfeval.exchange.rendering import render_files

        package, chosen = self._computed(source, scheme)
        for path in render_files(package, chosen, out, part, ending, public=public):
            self.stdout.write(str(path))

    def _add_verify(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pdf")
        parser.set_defaults(run=self._verify)

    def _verify(self, file: Path) -> None:
        from perfeval.exchange.verifying import verification_lines, verify_file

        found = verify_file(file)
        self.stdout.write("\n".join(verification_lines(found)))
        if not found.is_good:
            sys.exit(HAS_ERRORS)

    def _computed(self, source: str, scheme: str | None) -> tuple[Package, Scheme]:
        """The computed package of a file, or of the self-evaluation with this number."""
        if _is_pk(source) and not Path(source).exists():
            return compute_stored(_evaluation(source), scheme)
        return self._computed_file(Path(source), scheme)

    def _computed_file(self, file: Path, scheme: str | None) -> tuple[Package, Scheme]:
        """The computed package of a file; a notice where it names a scheme that is not here."""
        package, used = compute_file(file, scheme)
        notice = fallback_notice(package, used) if scheme is None else None
        if notice is not None:
            self.stderr.write(notice)
        return package, used


REFUSALS = (
    PackageError,
    SchemeError,
    FileError,
    ImportRefusedError,
    NotFoundError,
    OSError,
    DatabaseError,
)


def problem_lines(error: Exception) -> list[str]:
    """One line for each problem: where it is, and what it is."""
    if isinstance(error, PackageError | SchemeError):
        return [f"{path or '/'}: {_one_line(message)}" for path, message in error.problems]
    if isinstance(error, FileError):
        return [f"{error.path}: {_one_line(str(error))}"]
    if isinstance(error, NotFoundError):
        return [f"{error.where}: {_one_line(str(error))}"]
    if isinstance(error, OSError):
        return [f"{error.filename}: {error.strerror}"]
    if isinstance(error, DatabaseError):
        unusable = _("数据库不能使用，请先运行 migrate")
        return [f"DATABASE_URL: {unusable}（{_one_line(str(error))}）"]
    return [f"/: {_one_line(str(error))}"]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _evaluation(pk: str) -> SelfEvaluation:
    found = SelfEvaluation.objects.select_related("scheme").filter(pk=pk).first() if _is_pk(pk) else None
    if found is None:
        raise NotFoundError(pk, _("没有编号为{pk}的自评").format(pk=pk))
    return found


def _is_pk(text: str) -> bool:
    return text.isdecimal() and len(text) <= MAX_PK_DIGITS
