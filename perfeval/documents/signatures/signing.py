"""A PAdES signature over a finished document, which afterwards may not change any more."""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.stamp import StaticStampStyle

from .. import engine
from ..html import text_html
from .keys import Key, SigningError, opened

FIELD = "Approval"
"""Name of the signature field."""

BOX_PT = (198, 26)
"""Width and height of a visible signature, in points; styles/seal.css draws it in this size."""

FOOT_PT = 22
"""Its distance from the lower edge: in the margin that every page of ours leaves free."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed bytes, and who signed."""

    pdf: bytes
    signer: str


def sign_pdf(pdf: bytes, key: Key, reason: str, *, visible_date: str = "") -> Signed:
    """Sign a document as final. ``visible_date`` draws signer and date at the foot of its first page.

    Raises SigningError.
    """
    with opened(key) as signer:
        name = _name_of(signer)
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=name,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        output = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if visible_date:
            with tempfile.TemporaryDirectory() as folder:
                _sign_visibly(writer, signer, metadata, _Seal(_seal(name, visible_date, Path(folder)), pdf), output)
        else:
            PdfSigner(metadata, signer).sign_pdf(writer, output=output)
    return Signed(output.getvalue(), name)


@dataclass(frozen=True, slots=True)
class _Seal:
    """The drawn seal, and the document on whose first page it goes."""

    file: Path
    pdf: bytes

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The middle of the lower margin."""
        with pikepdf.open(io.BytesIO(self.pdf)) as document:
            width = int(pikepdf.Rectangle(document.pages[0].mediabox).width)
        left = (width - BOX_PT[0]) // 2
        return left, FOOT_PT, left + BOX_PT[0], FOOT_PT + BOX_PT[1]


def _sign_visibly(
    writer: IncrementalPdfFileWriter, signer: Signer, metadata: PdfSignatureMetadata, seal: _Seal, output: io.BytesIO
) -> None:
    drawn = ImportedPdfPage(str(seal.file))  # type: ignore[no-untyped-call]  # not annotated there
    filling = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))
    style = StaticStampStyle(background=drawn, background_layout=filling, background_opacity=1, border_width=0)
    field = SigFieldSpec(FIELD, on_page=0, box=seal.box)
    PdfSigner(metadata, signer, stamp_style=style, new_field_spec=field).sign_pdf(writer, output=output)


def _seal(name: str, day: str, folder: Path) -> Path:
    """A page of the size of the field, drawn by our own engine: its fonts are embedded as in the document."""
    lines = f'<p class="seal-name">{text_html(name)}</p><p class="seal-date">{text_html(day)}</p>'
    file = folder / "seal.pdf"
    file.write_bytes(engine.write(engine.lay_out(f'<section class="seal">{lines}</section>')))
    return file


def _name_of(signer: Signer) -> str:
    certificate = signer.signing_cert
    if certificate is None:
        raise SigningError("no certificate")
    subject = certificate.subject.native
    return str(subject.get("common_name") or subject.get("organization_name") or certificate.subject.human_friendly)
