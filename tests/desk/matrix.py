"""The rows of the permission matrix for the desk and for jobs (tests/test_permission_matrix.py).

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

from perfeval.desk.batch import BATCH
from perfeval.desk.models import SpotCheck
from perfeval.directory.models import FiscalYear, User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.jobs.models import Job

LOGIN = 302
REVIEWER_OF_PLACE = (LOGIN, 403, 403, 403, 403, 200, 404, 403, 403, 403)
REVIEWER_ACTS = (LOGIN, 403, 403, 403, 403, 302, 404, 403, 403, 403)
OWNER = (LOGIN, 404, 404, 404, 404, 200, 404, 404, 404, 404)
OWNER_ACTS = (LOGIN, 404, 404, 404, 404, 302, 404, 404, 404, 404)

DESK_MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "desk:years"): (LOGIN, 403, 403, 403, 403, 302, 200, 403, 403, 403),  # one year: straight to it
    ("GET", "desk:progress"): REVIEWER_OF_PLACE,
    ("POST", "desk:batch"): REVIEWER_ACTS,
    ("POST", "desk:count_findings"): REVIEWER_ACTS,
    ("GET", "desk:statistics"): REVIEWER_OF_PLACE,
    ("GET", "desk:export"): REVIEWER_OF_PLACE,
    ("GET", "desk:spot_checks"): REVIEWER_OF_PLACE,
    ("POST", "desk:spot_checks"): REVIEWER_ACTS,
    ("GET", "desk:spot_check"): REVIEWER_OF_PLACE,
    ("GET", "jobs:list"): (LOGIN, *(200,) * 9),
    ("GET", "jobs:show"): OWNER,
    ("POST", "jobs:cancel"): OWNER_ACTS,
    ("POST", "jobs:resume"): OWNER_ACTS,
    ("GET", "jobs:download"): (LOGIN, *(404,) * 9),  # it has not made anything yet
}

DESK_SENT = {
    "desk:batch": {"which": "all", "format": "pdf"},
    "desk:spot_checks": {"kind": "departments", "size": "1", "seed": "x"},
}


def desk_numbers(name: str, evaluation: SelfEvaluation, reviewer: User) -> list[int | str]:
    """What an address of the desk, or of a job of the reviewer's, names."""
    year = FiscalYear.objects.get(region=evaluation.department.region, year=evaluation.year)
    if name in ("desk:years", "jobs:list"):
        return []
    if name == "desk:spot_check":
        drawn = {"kind": "departments", "size": 1, "drawn_by": reviewer}
        return [year.pk, SpotCheck.objects.get_or_create(fiscal_year=year, **drawn)[0].pk]
    if name.startswith("desk:"):
        return [year.pk]
    named = {"title": "自评材料打包"}
    job, _new = Job.objects.get_or_create(owner=reviewer, kind=BATCH.name, input={"year": year.pk}, defaults=named)
    return [job.pk]
