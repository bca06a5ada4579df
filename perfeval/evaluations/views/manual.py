"""操作手册: docs/manual.md inside the program."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from perfeval.evaluations.screens.guidance import field_guide, guidance_for_field

from .people import SignedInRequest

MANUAL = settings.BASE_DIR / "docs" / "manual.md"
STATIC_FILES = "../static/"
"""Where the text looks for its pictures, which are then found in the repository too."""


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual as HTML, with the headings of its chapters and their ids."""

    html: SafeString
    chapters: list[tuple[str, str]]


@require_safe
def show_manual(request: SignedInRequest) -> HttpResponse:
    """The whole manual with its chapters."""
    return render(request, "evaluations/manual.html", {"manual": read_manual()})


@require_safe
def show_fields(request: SignedInRequest) -> HttpResponse:
    """What the columns of the forms mean; with ``field`` that one alone, for the panel beside the form."""
    field = request.GET.get("field", "")
    if request.headers.get("HX-Request"):
        return render(request, "evaluations/field_guidance.html", {"advice": guidance_for_field(field)})
    return render(request, "evaluations/field_guide.html", {"fields": field_guide().fields.values()})


@cache
def read_manual() -> Manual:
    """The manual, read once. HTML in it is shown as text; its pictures are static files of the program."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(MANUAL.read_text("utf-8"))
    chapters: list[tuple[str, str]] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            name = f"chapter-{len(chapters) + 1}"
            token.attrSet("id", name)
            chapters.append((name, tokens[number + 1].content))
        for picture in (child for child in token.children or () if child.type == "image"):
            picture.attrSet("src", static(str(picture.attrGet("src")).removeprefix(STATIC_FILES)))
            picture.attrSet("class", "picture")
    return Manual(SafeString(parser.renderer.render(tokens, parser.options, {})), chapters)
