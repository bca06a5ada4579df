"""Signing and trusting as this installation is set up (SIGNING_… in settings)."""

from pathlib import Path

from asn1crypto import x509
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from perfeval.documents.signatures.checking import certificates_in
from perfeval.documents.signatures.keys import Key, SigningError
from perfeval.documents.signatures.signing import Signed, sign_pdf

__all__ = ["SigningError", "sign_as_set_up", "signing_key", "trusted_authorities"]


def signing_key() -> Key:
    """The certificate of the settings."""
    file = settings.SIGNING_PKCS12
    return Key(
        pkcs12=Path(file) if file else None,
        module=settings.SIGNING_PKCS11_MODULE,
        token=settings.SIGNING_PKCS11_TOKEN,
        certificate=settings.SIGNING_PKCS11_CERTIFICATE,
        password=settings.SIGNING_PASSWORD,
    )


def sign_as_set_up(pdf: bytes, reason: str) -> Signed:
    """The document signed; as it is, and nobody as signer, where no certificate is set up. Raises SigningError."""
    key = signing_key()
    if not key.is_given:
        return Signed(pdf, "")
    today = date_format(timezone.localdate(), "Y年n月j日") if settings.SIGNING_VISIBLE else ""
    return sign_pdf(pdf, key, reason, visible_date=today)


def trusted_authorities() -> list[x509.Certificate]:
    """The authorities of SIGNING_TRUST. Raises SigningError."""
    return certificates_in(Path(settings.SIGNING_TRUST)) if settings.SIGNING_TRUST else []
