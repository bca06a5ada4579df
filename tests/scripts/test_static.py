"""What the screens ask for is among what is collected for production."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_every_static_file_of_the_templates_is_collected(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment |= {"STATIC_ROOT": str(tmp_path / "static"), "VAR_DIR": str(tmp_path / "var"), "DEMO": "1"}
    subprocess.run([ROOT / "script" / "static"], env=environment, check=True)
    collected = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
    named = {
        name
        for file in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", file.read_text("utf-8"))
    }
    assert named
    assert named - set(collected) == set()
    packed = {file.name for file in (tmp_path / "static").rglob("*.br")}
    assert [name for name in packed if name.startswith("editor.js.")] != []
    assert [name for name in packed if ".map." in name] == []
