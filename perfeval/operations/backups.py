"""One file that holds everything: the database, the stored files, and what is needed beside it."""

import hashlib
import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from perfeval.core.language import _
from perfeval.review.services import record_event

from .databases import dump_database, restore_database

FORMAT = "perfeval-backup/1"
DATABASE, FILES, MANIFEST = "database", "files", "manifest.json"
BLOCK = 1024 * 1024


class BackupError(ValueError):
    """A file that is no backup of this kind, or damaged; nothing was restored."""


@dataclass(frozen=True)
class Restored:
    """``key_differs``: it was written under another SECRET_KEY, so that second factors must be set up anew."""

    written_at: str
    files: int
    key_differs: bool


def write_backup(folder: Path, keep: int | None = None) -> Path:
    """Write ``perfeval-TIME.tar.gz`` into the folder, whole or not at all; of older ones only ``keep`` stay.

    Raises OSError, DatabaseToolError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"perfeval-{timezone.localtime():%Y%m%d-%H%M%S-%f}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as work:
        whole = Path(work) / target.name
        _write(Path(work), whole)
        whole.chmod(0o600)
        whole.replace(target)
    if keep is not None:
        _forget(folder, keep)
    record_event(action="backup", subject=target.name, sha256=_hash_of(target))
    return target


def _write(work: Path, whole: Path) -> None:
    dump_database(work / DATABASE)
    stored = _stored_files()
    manifest = {
        "format": FORMAT,
        "written_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "key": key_fingerprint(),
        "keys_kept_elsewhere": ["SECRET_KEY", "DATABASE_URL", "EMAIL_HOST_PASSWORD"],
        "sha256": {DATABASE: _hash_of(work / DATABASE), **{name: _hash_of(path) for name, path in stored.items()}},
    }
    (work / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    with tarfile.open(whole, "w:gz") as archive:
        archive.add(work / MANIFEST, MANIFEST)
        archive.add(work / DATABASE, DATABASE)
        for name, path in stored.items():
            archive.add(path, name)


def restore_backup(file: Path) -> Restored:
    """Put a backup in the place of everything there is, after every byte of it was checked.

    Raises BackupError, OSError, DatabaseToolError.
    """
    with tempfile.TemporaryDirectory(prefix="perfeval-restore-") as work:
        folder = Path(work)
        manifest = _unpacked(file, folder)
        restore_database(folder / DATABASE)
        names = [name for name in manifest["sha256"] if name != DATABASE]
        for name in names:
            target = settings.MEDIA_ROOT / Path(name).relative_to(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((folder / name).read_bytes())
        return Restored(manifest["written_at"], len(names), manifest["key"] != key_fingerprint())


def _unpacked(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder (paths that lead out of it are refused), and hold every file against its hash."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sums = manifest["sha256"]
    except (tarfile.TarError, EOFError, ValueError, KeyError, FileNotFoundError) as error:
        raise BackupError(_("不是备份文件，或已损坏")) from error
    if manifest.get("format") != FORMAT or DATABASE not in sums:
        raise BackupError(_("不是备份文件，或已损坏"))
    if manifest["database"] != connection.vendor:
        raise BackupError(
            _("备份来自{other}数据库，不能恢复到{here}").format(other=manifest["database"], here=connection.vendor)
        )
    for name, expected in sums.items():
        path = folder / name
        if not path.is_file() or _hash_of(path) != expected:
            raise BackupError(_("备份中的{name}已损坏").format(name=name))
    return dict(manifest)


def key_fingerprint() -> str:
    """What tells one SECRET_KEY from another without telling it."""
    return hashlib.sha256(b"perfeval key\0" + settings.SECRET_KEY.encode()).hexdigest()[:16]


def _stored_files() -> dict[str, Path]:
    root = Path(settings.MEDIA_ROOT)
    return {f"{FILES}/{path.relative_to(root).as_posix()}": path for path in sorted(root.rglob("*")) if path.is_file()}


def _forget(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("perfeval-*.tar.gz"), reverse=True)[keep:]:
        old.unlink()


def _hash_of(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()
