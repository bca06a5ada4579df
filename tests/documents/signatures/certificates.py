"""Certificates made for one test: an authority, and a bureau's certificate by it."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from perfeval.documents.signatures.keys import Key

PASSWORD = "a password for tests"  # noqa: S105
BUREAU = "某县财政局"


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


class Authority:
    """A certificate authority with a key of its own."""

    def __init__(self, name: str = "测试根证书") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name(name)
        self.certificate = self._certificate(self.name, self.key, is_authority=True, days=3650)

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool, days: int
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(_usage(is_authority=is_authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        return builder.sign(self.key, hashes.SHA256())

    def pkcs12(self, folder: Path, common: str = BUREAU, days: int = 365) -> Path:
        """A file with a new key and its certificate by this authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(_name(common), key, is_authority=False, days=days)
        data = pkcs12.serialize_key_and_certificates(
            common.encode(), key, certificate, [self.certificate], BestAvailableEncryption(PASSWORD.encode())
        )
        file = folder / "bureau.p12"
        file.write_bytes(data)
        return file

    def pem(self, folder: Path) -> Path:
        """Its own certificate as a file."""
        file = folder / "authority.pem"
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return file


@cache
def authority() -> Authority:
    return Authority()


def key_in(folder: Path, common: str = BUREAU) -> Key:
    return Key(pkcs12=authority().pkcs12(folder, common), password=PASSWORD)
