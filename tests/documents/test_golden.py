"""The five documents as they were when somebody last looked at every page (renewed by script/golden)."""

from difflib import unified_diff

import pytest
from weasyprint.text.ffi import pango

from perfeval.documents.fonts import missing_fonts

from .cases import SLUGS
from .golden import description, document, golden

#: Another Pango breaks some lines elsewhere and stretches them otherwise; the documents were looked at on Debian 12.
LOOKED_AT_WITH = (15000, 15100)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_fonts()), reason="the fonts that the documents were looked at in are missing"),
]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_document_says_everything_it_said_when_it_was_looked_at(slug: str) -> None:
    before, now = golden(slug).read_text(encoding="utf-8"), description(document(slug))
    assert set(now) == set(before)


@pytest.mark.skipif(
    not LOOKED_AT_WITH[0] <= pango.pango_version() < LOOKED_AT_WITH[1], reason="the places are those of Pango 1.50"
)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_says_what_it_said_when_it_was_looked_at(slug: str) -> None:
    before = golden(slug).read_text(encoding="utf-8").splitlines()
    now = description(document(slug)).splitlines()
    difference = list(unified_diff(before, now, "golden", "now", lineterm="", n=2))
    assert not difference, "\n".join(["看过之后如属正确，运行 script/golden 更新：", *difference[:200]])
