"""``package verify``: what can be said about a PDF, without a database."""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from perfeval.core.language import _
from perfeval.documents.embedded import PDF_START
from perfeval.documents.signatures.checking import Signature
from perfeval.documents.verification import Verification, verify
from perfeval.publication.signing import SigningError, trusted_authorities

from .services import MOST_PDF_BYTES, FileError, scheme_from_files


def verify_file(path: Path) -> Verification:
    """Everything about a PDF file. Raises FileError where there is none, or the trusted authorities are unreadable."""
    try:
        if path.stat().st_size > MOST_PDF_BYTES:
            raise FileError(path, _("文件超过{size}MB").format(size=MOST_PDF_BYTES // 1024 // 1024))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(path, _("没有这个文件")) from error
    if not data.startswith(PDF_START):
        raise FileError(path, _("这不是PDF文件"))
    try:
        return verify(data, scheme_from_files, trusted_authorities())
    except SigningError as error:
        raise FileError(Path("SIGNING_TRUST"), str(error)) from error


def verification_lines(found: Verification) -> Iterator[str]:
    """The findings, one a line: signatures, data, differences."""
    if not found.signatures:
        yield _("签名：没有")
    yield from map(_signature_line, found.signatures)
    yield _("数据：{line}").format(line=found.data_line)
    yield from (f"  {difference}" for difference in found.differences)
    if found.differences and found.remark:
        yield f"  {found.remark}"


def _signature_line(signature: Signature) -> str:
    state = _("签名之后没有改动") if signature.is_unchanged else signature.remark or _("签名不能核验")
    trust = {
        True: _("证书来自受信任的机构"),
        False: _("证书不是受信任的机构颁发的，或已失效"),
        None: _("未设置受信任的证书机构（SIGNING_TRUST）"),
    }[signature.is_trusted]
    at = f"{timezone.localtime(signature.at):%Y-%m-%d %H:%M:%S}" if signature.at else ""
    who = _("{signer}（证书由{issuer}颁发）").format(signer=signature.signer, issuer=signature.issuer)
    return _("签名：{who} {at}，{state}；{trust}").format(who=who, at=at, state=state, trust=trust)
