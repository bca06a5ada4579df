"""The certificate that documents are signed with: from a PKCS#12 file, or on a PKCS#11 token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.signers.pdf_cms import Signer, SimpleSigner

from perfeval.core.language import _


class SigningError(RuntimeError):
    """A document cannot be signed; the message is fit to be shown to the operator."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where the certificate and its key are. A file (``pkcs12``), else a token: the library that reads it
    (``module``), its label, and the label of the certificate on it. ``password`` opens either.
    """

    pkcs12: Path | None = None
    module: str = ""
    token: str = ""
    certificate: str = ""
    password: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything is to be signed at all."""
        return self.pkcs12 is not None or bool(self.module)


@contextmanager
def opened(key: Key) -> Iterator[Signer]:
    """The signer, ready to sign. Raises SigningError, saying what is wrong with the file or the token."""
    if key.pkcs12 is not None:
        yield _from_file(key.pkcs12, key.password)
        return
    with _from_token(key) as signer:
        yield signer


def certificate_of(path: Path, password: str) -> x509.Certificate:
    """The certificate in a PKCS#12 file. Raises SigningError."""
    try:
        _key, certificate, _chain = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode() or None)
    except OSError as error:
        raise SigningError(_("签名证书文件不能读取：{reason}").format(reason=error.strerror)) from error
    except ValueError as error:
        raise SigningError(_("签名证书文件打不开：口令不对，或不是PKCS#12文件")) from error
    if certificate is None or _key is None:
        raise SigningError(_("签名证书文件里没有证书及其私钥"))
    return certificate


def _from_file(path: Path, password: str) -> Signer:
    certificate_of(path, password)
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=password.encode() or None)  # type: ignore[no-untyped-call]  # not annotated there
    if not isinstance(signer, Signer):
        raise SigningError(_("签名证书的算法不受支持（支持RSA、ECDSA；不支持SM2）"))
    return signer


@contextmanager
def _from_token(key: Key) -> Iterator[Signer]:
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise SigningError(_("用密码设备签名须另装 python-pkcs11：.venv/bin/pip install python-pkcs11")) from error
    wanted = TokenCriteria(label=key.token) if key.token else None
    try:
        with open_pkcs11_session(key.module, token_criteria=wanted, user_pin=key.password or None) as session:
            signer = PKCS11Signer(session, cert_label=key.certificate)
            certificate = signer.signing_cert
            # Of elliptic curves many tokens sign a digest only.
            is_curve = certificate is not None and certificate.public_key.algorithm == "ec"
            yield PKCS11Signer(session, cert_label=key.certificate, use_raw_mechanism=is_curve)
    except (PKCS11Error, PyHankoError) as error:
        raise SigningError(_("密码设备不能使用：{reason}").format(reason=str(error) or type(error).__name__)) from error
