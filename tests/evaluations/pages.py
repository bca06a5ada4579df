"""Reading the pages of the program in tests: what stands where, without the markup around it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

VOID = {"input", "meta", "link", "col", "br", "hr", "img", "path", "rect"}


@dataclass
class Element:
    """An element with its attributes, its text in one line, and what it contains."""

    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """The elements below with this tag and these attributes (``data_field`` for ``data-field``)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = [
            child
            for child in self.children
            if tag in ("", child.tag) and all(child.attributes.get(name) == value for name, value in wanted.items())
        ]
        return found + [element for child in self.children for element in child.all(tag, **attributes)]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        (found,) = self.all(tag, **attributes)
        return found

    def with_class(self, name: str) -> list["Element"]:
        return [element for element in self.all() if name in element.attributes.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read(response: HttpResponse | Any) -> Element:
    """The page of a response; a tag that is not closed is an error."""
    reader = _Reader()
    reader.feed(response.content.decode())
    assert [element.tag for element in reader.open] == [""]
    return reader.open[0]
