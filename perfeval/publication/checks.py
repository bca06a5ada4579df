"""What ``manage.py check`` and every start say about the certificate."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone


def register_checks() -> None:
    """Make Django ask."""
    register(check_certificate)


def check_certificate(app_configs: Any, **_options: Any) -> Sequence[CheckMessage]:
    """Whether the certificate file opens and has not run out, and whether the trusted authorities can be read."""
    from perfeval.documents.signatures.keys import SigningError, certificate_of

    from .signing import signing_key, trusted_authorities  # only now: a command that checks nothing signs nothing

    key = signing_key()
    try:
        trusted_authorities()
        certificate = certificate_of(key.pkcs12, key.password) if key.pkcs12 else None
    except SigningError as error:
        return [Error(str(error), hint="SIGNING_PKCS12, SIGNING_PASSWORD, SIGNING_TRUST", id="publication.E001")]
    if certificate is not None and certificate.not_valid_after_utc < timezone.now():
        until = f"{certificate.not_valid_after_utc:%Y-%m-%d}"
        return [Warning(f"签名证书已于{until}到期", hint="SIGNING_PKCS12", id="publication.W001")]
    return []
