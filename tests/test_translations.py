"""Every text of the program has its English translation, and the catalogue compiles."""

import ast
import gettext
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import deactivate
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "perfeval" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop"}


@cache
def translations() -> dict[str, str]:
    """Message id → English text, compiled as script/setup does."""
    compiled = subprocess.run(
        ["msgfmt", "--check", "--output-file", "-", CATALOGUE], capture_output=True, check=True
    ).stdout
    target = CATALOGUE.with_suffix(".test.mo")
    try:
        target.write_bytes(compiled)
        with target.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # no public way to list it
    finally:
        target.unlink(missing_ok=True)
    return {key: text for key, text in catalogue.items() if isinstance(key, str) and key}


def texts_in_code() -> Iterator[str]:
    for path in (ROOT / "perfeval").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args:
                yield from [text.value for text in node.args[:1] if isinstance(text, ast.Constant)]


def texts_in_templates() -> Iterator[str]:
    quoted = r"""gettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)"""
    for path in (ROOT / "templates").rglob("*.html"):
        yield from map(ast.literal_eval, re.findall(quoted, templatize(path.read_text("utf-8"))))


def test_every_text_of_the_code_is_translated() -> None:
    assert sorted(set(texts_in_code()) - set(translations())) == []


def test_every_text_of_the_templates_is_translated() -> None:
    found = set(texts_in_templates())
    assert {"保存", "未填"} <= found
    assert sorted(found - set(translations())) == []


def test_the_translations_keep_the_placeholders() -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}|%\(\w+\)s|%%", text))

    assert {key: text for key, text in translations().items() if placeholders(key) != placeholders(text)} == {}


def test_no_translation_is_left_in_chinese() -> None:
    chinese = {key: text for key, text in translations().items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert chinese == {"金额须精确到分，小数太多": "An amount goes down to 分; it has too many decimals"}


@pytest.fixture
def own_language() -> Iterator[None]:
    """The language that a request chooses stays with the thread: the next test begins with Chinese again."""
    yield
    deactivate()


@pytest.mark.django_db
@pytest.mark.usefixtures("own_language")
def test_the_language_is_switched_and_stays(client: Client) -> None:
    assert "用户名" in client.get("/accounts/login/").content.decode()
    client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    page = client.get("/accounts/login/").content.decode()
    assert ('<html lang="en">' in page, "User name" in page, "用户名" in page) == (True, True, False)
