"""What the signatures in a PDF are worth: by whom, when, whether the document is still the one that was signed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from perfeval.core.language import _

from .keys import SigningError


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. ``at`` is the time that the signer's machine had. ``is_unchanged``: the signed bytes are the
    signed ones, and nothing was added to the file after them. ``is_trusted``: the certificate comes from an authority
    that this installation trusts; None where none is named.
    """

    signer: str
    issuer: str
    at: datetime | None
    is_unchanged: bool
    is_trusted: bool | None
    remark: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing speaks against it; an authority that nobody named does not."""
        return self.is_unchanged and self.is_trusted is not False


def signatures_in(pdf: bytes, trusted: Sequence[x509.Certificate] = ()) -> list[Signature]:
    """All signatures, oldest first; none where the file cannot be read as a signed one."""
    try:
        embedded = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    except (PdfError, ValueError, KeyError):
        return []
    return [_checked(one, trusted) for one in embedded]


def certificates_in(path: Path) -> list[x509.Certificate]:
    """The authorities in a PEM file. Raises SigningError."""
    try:
        found = [x509.Certificate.load(data) for _type, _headers, data in pem.unarmor(path.read_bytes(), multiple=True)]
        for one in found:
            one.native  # noqa: B018 - reading is what shows whether it is a certificate
    except OSError as error:
        raise SigningError(_("受信任的证书文件不能读取：{reason}").format(reason=error.strerror)) from error
    except ValueError as error:
        raise SigningError(_("受信任的证书文件不是PEM格式的证书")) from error
    return found


def _checked(embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> Signature:
    context = ValidationContext(trust_roots=list(trusted), allow_fetching=False)
    try:
        status = validate_pdf_signature(embedded, context)
    except (PyHankoError, ValidationInfoReadingError, PathError, ValueError) as error:
        return Signature("", "", None, is_unchanged=False, is_trusted=None, remark=str(error))
    sound = status.intact and status.valid
    whole = (
        status.coverage == SignatureCoverageLevel.ENTIRE_FILE and status.modification_level == ModificationLevel.NONE
    )
    certificate = status.signing_cert
    return Signature(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        at=status.signer_reported_dt,
        is_unchanged=bool(sound and whole),
        is_trusted=bool(status.trusted) if trusted else None,
        remark=_remark(sound=bool(sound), whole=whole),
    )


def _remark(*, sound: bool, whole: bool) -> str:
    if not sound:
        return _("签名所覆盖的内容已被改动")
    return "" if whole else _("签名之后文件又被添加了内容")


def _name(name: x509.Name) -> str:
    parts = name.native
    return str(parts.get("common_name") or parts.get("organization_name") or name.human_friendly)
