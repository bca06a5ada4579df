"""script/audit: a known hole fails; a service that cannot be reached is said in words, and not taken for no holes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: What stands in for pip-audit: writes the report that it is given, or ends with a word of complaint.
STAND_IN = """
import os, pathlib, sys
report = os.environ["REPORT"]
if report:
    pathlib.Path(sys.argv[sys.argv.index("--output") + 1]).write_text(report)
sys.stderr.write(os.environ["COMPLAINT"])
sys.exit(1)
"""
SOUND = '{"name": "sound", "version": "1.0", "vulns": []}'
HOLED = '{"name": "holed", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}'
SKIPPED = '{"name": "odd", "skip_reason": "not found on PyPI"}'


def audit(folder: Path, *packages: str, complaint: str = "") -> tuple[int, str]:
    """The status and what was said, with a pip-audit that says this."""
    (folder / "pip_audit.py").write_text(STAND_IN, encoding="utf-8")
    report = f'{{"dependencies": [{", ".join(packages)}]}}' if packages else ""
    env = {**os.environ, "PYTHONPATH": str(folder), "REPORT": report, "COMPLAINT": complaint}
    command = [sys.executable, str(ROOT / "script" / "audit")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_known_hole_fails_and_is_named_with_what_mends_it(tmp_path: Path) -> None:
    assert audit(tmp_path, SOUND, HOLED) == (1, "holed 2.0: PYSEC-1, mended in: 2.1\n")


def test_nothing_known_is_well(tmp_path: Path) -> None:
    assert audit(tmp_path, SOUND) == (0, "")


def test_what_was_not_looked_up_is_named_beside_what_was(tmp_path: Path) -> None:
    assert audit(tmp_path, SOUND, SKIPPED) == (0, "not looked up: odd (not found on PyPI)\n")
    assert audit(tmp_path, HOLED, SKIPPED) == (
        1,
        "not looked up: odd (not found on PyPI)\nholed 2.0: PYSEC-1, mended in: 2.1\n",
    )


@pytest.mark.parametrize(
    ("packages", "complaint", "reason"),
    [
        ((), "Traceback\nConnectionError: no route to pypi.org\n", "ConnectionError: no route to pypi.org"),
        ((), "", "no answer"),
        ((SKIPPED, SKIPPED), "", "not found on PyPI"),
    ],
)
def test_a_service_that_gives_no_answer_is_told_from_no_holes(
    tmp_path: Path, packages: tuple[str, ...], complaint: str, reason: str
) -> None:
    assert audit(tmp_path, *packages, complaint=complaint) == (
        2,
        f"the service that lists vulnerabilities gave no answer, so nothing is known of these packages: {reason}\n",
    )
