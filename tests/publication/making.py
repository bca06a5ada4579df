"""Publishing as one does it: the copy made, looked at, and published."""

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.publication.models import Publication
from perfeval.publication.preparing import prepare_copy
from perfeval.publication.services import publish_evaluation


def look_and_publish(actor: User, evaluation: SelfEvaluation) -> Publication:
    seen = prepare_copy(actor=actor, evaluation=evaluation)
    return publish_evaluation(actor=actor, evaluation=evaluation, seen_sha256=seen.sha256)
