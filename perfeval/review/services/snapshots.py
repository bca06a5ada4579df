"""Taking and reading the immutable snapshots."""

import hashlib
import json

from django.utils import timezone

from perfeval.core.package import Package, dump_package, read_package
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import export_package
from perfeval.review.models import Snapshot, SnapshotKind


def take_snapshot(*, actor: User, evaluation: SelfEvaluation, kind: SnapshotKind) -> Snapshot:
    """Keep what the evaluation holds now, byte for byte, with the scheme version it is computed by."""
    document = package_document(export_package(evaluation))
    return Snapshot.objects.create(
        evaluation=evaluation,
        kind=kind,
        scheme=evaluation.scheme,
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        version=evaluation.version,
        taken_at=timezone.now(),
        taken_by=actor,
    )


def package_document(package: Package) -> str:
    """The package as canonical JSON text: equal packages give equal bytes."""
    return json.dumps(dump_package(package), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def package_of(snapshot: Snapshot) -> Package:
    """What was entered when the snapshot was taken."""
    return read_package(snapshot.document.encode())
