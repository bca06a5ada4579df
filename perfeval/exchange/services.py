"""Package files in and out."""

import json
from pathlib import Path

from django.db import transaction

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package, dump_package, read_package
from perfeval.core.package.loading import MAX_BYTES
from perfeval.core.scheme.loading import available_schemes, load_scheme
from perfeval.core.scheme.scheme import Scheme
from perfeval.documents.embedded import PDF_START, NoDataError, embedded_data
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import export_package, import_package
from perfeval.review.services import receive_reviews
from perfeval.schemes.selectors import active_scheme, scheme_of
from perfeval.schemes.services import load_schemes

NATIONAL_SCHEME = "mof-2020"
"""The slug of the form of 财预〔2020〕10号, which any self-evaluation can be shown in."""


class FileError(ValueError):
    """A file that cannot be read; ``path`` names it."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(message)


class NotFoundError(LookupError):
    """There is no such self-evaluation, or it has no such part; ``where`` is what was asked for."""

    def __init__(self, where: str, message: str) -> None:
        self.where = where
        super().__init__(message)


MOST_PDF_BYTES = 100 * 1024 * 1024
"""A document of hundreds of pages with its fonts has some megabytes."""


def read_file(path: Path) -> Package:
    """Read a package file, or the package that a PDF of ours carries. Raises FileError, PackageError."""
    try:
        with path.open("rb") as file:
            is_pdf = file.read(len(PDF_START)) == PDF_START
            most = MOST_PDF_BYTES if is_pdf else MAX_BYTES
            if path.stat().st_size > most:
                raise FileError(path, _("文件超过{size}MB").format(size=most // 1024 // 1024))
            file.seek(0)
            data = file.read()
        return read_package(embedded_data(data, MAX_BYTES) if is_pdf else data)
    except FileNotFoundError as error:
        raise FileError(path, _("没有这个文件")) from error
    except NoDataError as error:
        raise FileError(path, str(error)) from error
    except OSError as error:
        raise FileError(path, _("文件不能读取：{reason}").format(reason=error.strerror)) from error


def scheme_from_files(package: Package, chosen: str | None = None) -> Scheme:
    """The ``chosen`` slug or scheme file, else the scheme the package names, else the national one; no database.

    Raises SchemeError.
    """
    if chosen is not None:
        return _chosen_scheme(chosen)
    return load_scheme(package.scheme if package.scheme in available_schemes() else NATIONAL_SCHEME)


def fallback_notice(package: Package, scheme: Scheme) -> str | None:
    """One line for the operator where the package names a scheme that is not here and another takes its place."""
    if scheme.slug == package.scheme:
        return None
    notice = _("没有填报方案“{slug}”，改用“{used}”（{title}）；可用 --scheme 指定")
    return notice.format(slug=package.scheme, used=scheme.slug, title=scheme.title)


def compute_file(path: Path, chosen_scheme: str | None = None) -> tuple[Package, Scheme]:
    """The computed package of a file with its scheme. Raises FileError, PackageError, SchemeError."""
    package = read_file(path)
    scheme = scheme_from_files(package, chosen_scheme)
    return compute(package, scheme), scheme


def compute_stored(evaluation: SelfEvaluation, chosen_scheme: str | None = None) -> tuple[Package, Scheme]:
    """The computed package of a stored self-evaluation with its scheme. Raises SchemeError."""
    scheme = scheme_of(evaluation.scheme) if chosen_scheme is None else _chosen_scheme(chosen_scheme)
    return compute(export_package(evaluation), scheme), scheme


def _chosen_scheme(chosen: str) -> Scheme:
    return load_scheme(Path(chosen) if chosen.endswith(".json") else chosen)


def import_file(path: Path, *, replace: bool = False) -> SelfEvaluation:
    """Store a package file on behalf of the machine's operator.

    A scheme that came with the program and is not on record yet is put there. Raises FileError, PackageError,
    SchemeError, ImportRefusedError.
    """
    package = read_file(path)
    if active_scheme(package.scheme) is None:
        load_schemes()
    with transaction.atomic():
        evaluation = import_package(actor=None, package=package, replace=replace)
        receive_reviews(evaluation=evaluation, package=package)
    return evaluation


def write_json(package: Package) -> str:
    """The package as the text of a file."""
    return json.dumps(dump_package(package), ensure_ascii=False, indent=2)
