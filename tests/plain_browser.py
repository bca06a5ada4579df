"""A browser without scripts: it shows pages, and sends exactly what their forms hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from perfeval.directory.models import User

from .evaluations.pages import Element, read

Values = list[tuple[str, str]]
UNSEEN = ("template", "dialog")


def walk(element: Element, above: tuple[Element, ...] = ()) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Everything below, each with what it stands in; nothing of what a page only keeps for its scripts."""
    for child in element.children:
        yield child, above
        if child.tag not in UNSEEN:
            yield from walk(child, (*above, child))


def text_of(box: Element) -> str:
    """What stands in a textarea: the line break after its start tag is not part of it."""
    return "".join(box.texts).removeprefix("\n")


@dataclass(frozen=True)
class PlainForm:
    """A form with its controls, wherever on the page they stand."""

    element: Element
    controls: list[Element]
    hidden: bool

    @property
    def id(self) -> str:
        return self.element.attributes.get("id", "")

    @property
    def action(self) -> str:
        return self.element.attributes.get("action", "")

    @property
    def buttons(self) -> list[Element]:
        """What sends it and can be reached."""
        return [
            one for one in self.controls
            if (one.tag, one.attributes.get("type", "submit")) in (("button", "submit"), ("input", "submit"))
        ]  # fmt: skip

    def button(self, text: str = "", **attributes: str) -> Element:
        """The first button with this text, or these attributes."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return next(
            one for one in self.buttons
            if text in one.text and all(one.attributes.get(name) == value for name, value in wanted.items())
        )  # fmt: skip

    @property
    def has_boxes(self) -> bool:
        """Whether there is something to type or to choose: a form may wait for its rows, or be shown to be read."""
        return any(one.attributes.get("type") != "hidden" for one in self.controls)

    def values(self) -> Values:
        """Name and value of every control that a browser sends."""
        named = [one for one in self.controls if "name" in one.attributes and "disabled" not in one.attributes]
        return [(one.attributes["name"], value) for one in named for value in _values_of(one)]


def _values_of(control: Element) -> list[str]:
    kind = control.attributes.get("type", "text")
    if control.tag == "textarea":
        return [text_of(control).replace("\n", "\r\n")]
    if control.tag == "select":
        return _chosen(control)
    if control.tag == "button" or kind in ("submit", "file", "button", "image", "reset"):
        return []
    if kind in ("checkbox", "radio"):
        return [control.attributes.get("value", "on")] if "checked" in control.attributes else []
    return [control.attributes.get("value", "")]


def _chosen(select: Element) -> list[str]:
    options = select.all("option")
    chosen = [one for one in options if "selected" in one.attributes]
    if not chosen and "multiple" not in select.attributes:
        chosen = options[:1]
    return [one.attributes.get("value", one.text) for one in chosen]


def forms_of(page: Element) -> list[PlainForm]:
    """All forms of a page with their controls."""
    found: list[PlainForm] = []
    loose: list[tuple[Element, tuple[Element, ...]]] = []
    for element, above in walk(page):
        if element.tag == "form":
            found.append(PlainForm(element, [], any("hidden" in one.attributes for one in (element, *above))))
        elif element.tag in ("input", "textarea", "select", "button"):
            loose.append((element, above))
    for control, above in loose:
        owner = control.attributes.get("form")
        for form in found:
            if form.id == owner if owner else any(one is form.element for one in above):
                form.controls.append(control)
    return found


def unowned_boxes(page: Element) -> list[str]:
    """Boxes for typing that no button would send."""
    owned = {id(one) for form in forms_of(page) if form.buttons and not form.hidden for one in form.controls}
    boxes = [box for box, _above in walk(page) if "entry" in box.attributes.get("class", "").split()]
    return [
        box.attributes.get("id", "?") for box in boxes
        if "hidden" not in box.attributes and ("name" not in box.attributes or id(box) not in owned)
    ]  # fmt: skip


@dataclass
class PlainBrowser:
    """Somebody's browser; the program checks that what it sends came from a page of its own."""

    user: User
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    address: str = ""
    page: Element = field(default_factory=lambda: Element("", {}))
    status: int = 0

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    def open(self, address: str) -> Element:
        return self._show(self.client.get(address, follow=True), address)

    def _show(self, response: Any, address: str) -> Element:
        led_on = getattr(response, "redirect_chain", [])
        self.address = urljoin(address, led_on[-1][0]) if led_on else address
        self.status, self.page = response.status_code, read(response)
        return self.page

    def form(self, wanted: str = "") -> PlainForm:
        """The form with this id, or the first that has a control of this name."""
        return next(
            one for one in forms_of(self.page)
            if one.id == wanted or wanted in [each.attributes.get("name") for each in one.controls]
        )  # fmt: skip

    def value(self, name: str) -> str:
        """What stands in the box of this name."""
        return next(value for form in forms_of(self.page) for key, value in form.values() if key == name)

    def send(self, form: PlainForm, changes: Mapping[str, Any] | None = None, button: Element | None = None) -> Element:
        """Press a button of a form (its first one), with some boxes typed in otherwise, and be led on."""
        pressed = button or form.buttons[0]
        data: dict[str, Any] = {}
        for name, value in form.values():
            data.setdefault(name, []).append(value)
        if "name" in pressed.attributes:
            data[pressed.attributes["name"]] = [pressed.attributes.get("value", "")]
        assert set(changes or {}) <= {one.attributes.get("name") for one in form.controls}
        data |= changes or {}
        to = urljoin(self.address, pressed.attributes.get("formaction", form.action))
        return self._show(self.client.post(to, data, follow=True), to)

    @property
    def told(self) -> list[str]:
        """What the page says at its top."""
        return [notice.text for notice in self.page.with_class("notice")]


def faults(page: Element, address: str) -> list[str]:
    """What keeps a page from being used without scripts, one line each."""
    wrong = [f"sent by no button: {box}" for box in unowned_boxes(page)]
    for form in forms_of(page):
        if form.element.attributes.get("method", "get") != "post":
            continue
        name = form.id or form.action or address
        if not form.hidden and not form.buttons and form.has_boxes:
            wrong.append(f"no button: {name}")
        if "csrfmiddlewaretoken" not in [each.attributes.get("name") for each in form.controls]:
            wrong.append(f"no token: {name}")
        wrong += [f"leads nowhere: {to}" for to in _targets(form, address) if not _is_address(to)]
    return wrong


def _targets(form: PlainForm, address: str) -> list[str]:
    more = [one.attributes["formaction"] for one in form.buttons if "formaction" in one.attributes]
    return [urlsplit(urljoin(address, to)).path for to in (form.action, *more)]


def _is_address(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
