"""The rows of the permission matrix for what is public (tests/test_permission_matrix.py).

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

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
    ("GET", "publication:unpublish"): STEP,
    ("POST", "publication:unpublish"): (LOGIN, 403, 404, 409, 404, 409, 404, 404, 404, 404),
}
PUBLIC_SENT = {"publication:unpublish": {"reason": "理由"}}


def public_numbers(name: str, evaluation: SelfEvaluation) -> list[int | str]:
    """What an address names."""
    if name == "publication:public":
        return [evaluation.department_id, evaluation.year]
    if name == "publication:download":
        return ["0" * 64]
    return [] if name in ("publication:list", "publication:verify") else [evaluation.pk]
