"""The rows of the permission matrix for what is public (tests/test_permission_matrix.py).

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

import hashlib
import io

import pypdfium2

from perfeval.evaluations.models import SelfEvaluation

LOGIN = 302
STEP = (LOGIN, 403, 404, 200, 404, 200, 404, 404, 404, 404)

PUBLIC_MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "publication:list"): (200,) * 10,
    ("GET", "publication:public"): (404,) * 10,  # nothing is published here
    ("GET", "publication:download"): (404,) * 10,
    ("GET", "publication:verify"): (200,) * 10,
    ("POST", "publication:verify"): (422,) * 10,  # no file
    ("GET", "publication:approved"): (LOGIN, 404, 404, 404, 404, 404, 404, 404, 404, 404),  # nothing is approved here
    ("POST", "publication:approved"): (LOGIN, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("GET", "publication:publish"): STEP,
    ("POST", "publication:publish"): (LOGIN, 403, 404, 409, 404, 409, 404, 404, 404, 404),
    ("POST", "publication:prepare"): (LOGIN, 403, 404, 409, 404, 409, 404, 404, 404, 404),
    ("GET", "publication:prepared"): (LOGIN, 403, 404, 404, 404, 404, 404, 404, 404, 404),  # nothing is prepared here
    ("GET", "publication:unpublish"): STEP,
    ("POST", "publication:unpublish"): (LOGIN, 403, 404, 409, 404, 409, 404, 404, 404, 404),
}


def blank_page() -> bytes:
    """The smallest PDF that can be looked at."""
    document, written = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(200, 200)
    document.save(written)
    return written.getvalue()


SEEN = blank_page()
PUBLIC_SENT = {
    "publication:unpublish": {"reason": "理由"},
    "publication:publish": {"sha256": hashlib.sha256(SEEN).hexdigest()},
}


def public_numbers(name: str, evaluation: SelfEvaluation) -> list[int | str]:
    """What an address names."""
    if name == "publication:public":
        return [evaluation.department_id, evaluation.year]
    if name == "publication:download":
        return ["0" * 64]
    return [] if name in ("publication:list", "publication:verify") else [evaluation.pk]
