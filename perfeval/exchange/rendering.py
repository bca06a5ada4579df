"""Documents of a package in a folder. Apart, since the layout engine takes a second to load and few verbs need it."""

from pathlib import Path

from perfeval.core.compute import compute
from perfeval.core.language import _
from perfeval.core.package import Package
from perfeval.core.publication import public_copy
from perfeval.core.scheme.scheme import Scheme
from perfeval.documents.assemble import UnknownPartError
from perfeval.documents.formats import FORMATS, NoTablesError
from perfeval.documents.output import render_to_folder

from .services import NotFoundError

PUBLIC_NOTE = "（公开）"
"""Tells the file of the public copy from that of the whole."""


def render_files(
    package: Package, scheme: Scheme, out: Path, part: str, ending: str = "pdf", *, public: bool = False
) -> list[Path]:
    """Write the document of a part, or of the public copy of it; the files written. Raises NotFoundError, OSError."""
    if ending not in FORMATS:
        raise NotFoundError(ending[:40], _("没有这种格式，可选 {formats}").format(formats="、".join(FORMATS)))
    shown = compute(public_copy(package), scheme) if public else package
    try:
        return render_to_folder(shown, scheme, out, part, ending, PUBLIC_NOTE if public else "")
    except (UnknownPartError, NoTablesError) as error:
        raise NotFoundError(part, str(error)) from error
