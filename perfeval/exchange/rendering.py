"""Documents of a package in a folder. Apart, since the layout engine takes a second to load and few verbs need it."""

from pathlib import Path

from perfeval.core.package import Package
from perfeval.core.scheme.scheme import Scheme
from perfeval.documents.assemble import UnknownPartError
from perfeval.documents.formats import NoTablesError
from perfeval.documents.output import render_to_folder

from .services import NotFoundError


def render_files(package: Package, scheme: Scheme, out: Path, part: str, ending: str = "pdf") -> list[Path]:
    """Write the document of a part; the files written. Raises NotFoundError, OSError."""
    try:
        return render_to_folder(package, scheme, out, part, ending)
    except (UnknownPartError, NoTablesError) as error:
        raise NotFoundError(part, str(error)) from error
