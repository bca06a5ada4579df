"""Where the documents' files are: the folder of changing files, and the program's own text as a digest."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "perfeval"


def var_folder() -> Path:
    """The folder of everything that changes while the program runs (``VAR_DIR``, else var/)."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var")


@cache
def program_digest(*packages: str) -> str:
    """A digest of the program text of these packages (and of their style sheets): it changes whenever they do."""
    digest = sha256()
    for package in packages:
        for path in sorted((PROGRAM / package).rglob("*")):
            if path.suffix in {".py", ".css"}:
                digest.update(path.relative_to(PROGRAM).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
