"""Checking a PDF that somebody has: by this installation's records, signatures and schemes."""

import hashlib
from dataclasses import dataclass

from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import load_scheme
from perfeval.documents.verification import Verification, verify
from perfeval.schemes.selectors import active_scheme, scheme_of

from .models import ApprovedDocument, Publication
from .signing import trusted_authorities


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a file: its hash, whether it is one of ours byte for byte, and what it says of itself.

    ``published`` is the publication that it is the file of; ``approved`` whether it is a kept approved document.
    """

    sha256: str
    published: Publication | None
    approved: bool
    verification: Verification

    @property
    def is_original(self) -> bool:
        """Whether it is, byte for byte, a file that this installation keeps."""
        return self.approved or self.published is not None


def answer_for(pdf: bytes) -> Answer:
    """Everything about a file. Raises SigningError where the trusted authorities cannot be read."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    published = Publication.objects.filter(sha256=sha256).select_related("evaluation__department").first()
    approved = ApprovedDocument.objects.filter(sha256=sha256).exists()
    return Answer(sha256, published, approved, verify(pdf, _scheme_for, trusted_authorities()))


def _scheme_for(package: Package) -> Scheme:
    """The scheme on record that the package names, else the one that came with the program. Raises SchemeError."""
    record = active_scheme(package.scheme)
    return scheme_of(record) if record else load_scheme(package.scheme)
