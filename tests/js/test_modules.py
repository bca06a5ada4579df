"""The scripts that need no page, tested in Node by the files beside this one."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TESTS = sorted(path.name for path in HERE.glob("*.test.mjs"))

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here: apt-get install nodejs")


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts and their tests in a place of their own that says that they are modules, for old versions of Node."""
    folder = tmp_path_factory.mktemp("js")
    shutil.copytree(ROOT / "static" / "js", folder / "static" / "js")
    shutil.copytree(HERE, folder / "tests" / "js")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@needs_node
@pytest.mark.parametrize("name", TESTS)
def test_a_file_of_script_tests_passes(copy: Path, name: str) -> None:
    done = subprocess.run(
        ["node", "--test", f"tests/js/{name}"], cwd=copy, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_node
@pytest.mark.parametrize("path", sorted((ROOT / "static" / "js").rglob("*.js")), ids=lambda path: path.name)
def test_every_script_is_a_sound_module(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    done = subprocess.run(
        ["node", "--input-type=module", "--check"],
        input=source,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_script_is_large() -> None:
    sizes = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "static" / "js").rglob("*.js")}
    assert {name: lines for name, lines in sizes.items() if lines > 250} == {}
