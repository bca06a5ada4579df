"""Script, markup and formulas in every text there is: shown as text on the screen, in the PDF and in workbooks."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook

from perfeval.core.package import Package, PackageError, dump_package, parse_package
from perfeval.documents.output import named_document
from perfeval.evaluations.loading import load
from perfeval.evaluations.models import Evidence, SelfEvaluation
from perfeval.exchange.workbook import write_workbook
from perfeval.review.services import add_comment, record_event
from tests.evaluations.pages import Element, read
from tests.factories import make_evaluation, sample_package
from tests.test_permission_matrix import MATRIX, Place, make_place

from .attacking import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

MARK = "XSSMARK"
MOST_PAGES = 60
#: How an address of our own begins; pages of the preview are pictures that the program drew.
OWN = ("/", "#", "?", "data:image/svg", "data:image/png;base64,")
PAYLOAD = f"""=HYPERLINK("http://evil.example")'"><{MARK} onload=alert(1)><script>alert(1)</script>"""
PAYLOAD += "<img src=x onerror=alert(2)>"
PAYLOAD += "</textarea></title><svg/onload=alert(3)>{{7*7}}{% debug %}javascript:alert(4)"


def replaced(document: Any, kept: set[str], pointer: str = "") -> Any:
    """The document with every text exchanged, but for those at the pointers that have to be what they are."""
    if pointer in kept or pointer.endswith("/kind"):
        return document
    if isinstance(document, dict):
        return {key: replaced(value, kept, f"{pointer}/{key}") for key, value in document.items()}
    if isinstance(document, list):
        return [replaced(value, kept, f"{pointer}/{number}") for number, value in enumerate(document)]
    return PAYLOAD if isinstance(document, str) else document


def poisoned(package: Package) -> tuple[Package, int]:
    """The package with the payload in every text that takes it, and how many those are."""
    document = dump_package(package)
    kept = {"/format", "/scheme", "/money_unit", "/department/region", "/department/code"}
    while True:
        try:
            found = parse_package(replaced(document, kept))
        except PackageError as error:
            if kept >= (refused := {pointer for pointer, _message in error.problems}):
                raise
            kept |= refused
        else:
            return found, repr(dump_package(found)).count(MARK)


@pytest.fixture(scope="module")
def package() -> Package:
    whole = sample_package("miluo-2023")
    found, number = poisoned(whole.model_copy(update={"projects": whole.projects[:2]}))
    assert number > 100
    return found


def hostile_place(package: Package) -> Place:
    place = make_place(make_evaluation(package))
    evaluation, author, head = place.evaluation, place.people["author"], place.people["head"]
    assert author is not None
    assert head is not None
    type(author).objects.filter(pk__in=[author.pk, head.pk]).update(name=PAYLOAD[:100])
    add_comment(actor=head, evaluation=evaluation, text=PAYLOAD, label=PAYLOAD)
    evidence = Evidence(evaluation=evaluation, name=f"{PAYLOAD[:200]}.pdf", size=5, sha256="1" * 64, uploaded_by=author)
    evidence.file.save("1.pdf", ContentFile(b"%PDF-"))
    record_event(action=PAYLOAD[:50], actor=author, subject=PAYLOAD, reason=PAYLOAD, found=PAYLOAD)
    return place


def addresses(evaluation: SelfEvaluation) -> Iterator[str]:
    """Every page about it: sections as they are filled in, read and reviewed, papers, lists, decisions.

    Previews are pictures of the PDF, which is looked at by itself.
    """
    pages = set()
    for name in ("evaluations:tasks", "evaluations:findings", "evaluations:evidence", "evaluations:papers"):
        pages.add(reverse(name, args=[evaluation.pk]))
    pages |= {reverse("review:review", args=[evaluation.pk]), reverse("exchange:workbook", args=[evaluation.pk])}
    pages |= {reverse("exchange:projects", args=[evaluation.pk]), reverse("exchange:paste", args=[evaluation.pk])}
    pages |= {reverse(name) for name in ("evaluations:list", "review:queue", "review:inbox", "evaluations:start")}
    pages.add(reverse("review:take_step", args=[evaluation.pk, "submit"]))
    yield from sorted(pages)


def links(page: Element, evaluation: SelfEvaluation) -> set[str]:
    found = {link.attributes.get("href", "").partition("#")[0] for link in page.all("a")}
    wanted = re.compile(rf"/evaluations/{evaluation.pk}/(?!.*(documents|file/|export|workbook/|excel|preview/)).*$")
    return {link for link in found if wanted.match(link)}


def check_page(page: Element, address: str) -> None:
    """Nothing of the payload became markup, and no address runs anything."""
    everything = page.all()
    assert [one.tag for one in everything if one.tag.lower() == MARK.lower()] == [], address
    handlers = [name for one in everything for name in one.attributes if name.startswith("on")]
    assert handlers == [], address
    for script in page.all("script"):
        assert script.attributes["src"].startswith("/static/"), address
        assert script.text == ""
    for one in everything:
        for name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-href"):
            assert one.attributes.get(name, "/").startswith(OWN) or not one.attributes[name]


def test_no_text_becomes_markup_on_any_page(package: Package) -> None:
    place = hostile_place(package)
    evaluation = place.evaluation
    client = client_of(place, "author")
    waiting, seen, shown = list(addresses(evaluation)), set(), 0
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        page = read(answer)
        check_page(page, address)
        shown += MARK in answer.content.decode()
        waiting += sorted(links(page, evaluation) - seen) if len(seen) < MOST_PAGES else []
    assert len(seen) > 30
    assert shown > 15
    assert ("GET", "evaluations:sheet") in MATRIX


def test_nor_for_the_reviewer_the_auditor_or_the_administrators(package: Package) -> None:
    place = hostile_place(package)
    evaluation = place.evaluation
    for who, names in {
        "reviewer": ["review:queue", "review:deadlines", "desk:years", "jobs:list"],
        "auditor": ["review:events"],
        "administrator": ["people"],
        "security": ["people"],
    }.items():
        client = client_of(place, who)
        for name in names:
            answer = client.get(reverse(name), follow=True)
            check_page(read(answer), name)
    reviewer = client_of(place, "reviewer")
    for address in addresses(evaluation):
        answer = reviewer.get(address)
        if answer.status_code == 200:
            check_page(read(answer), address)


ACTIVE = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA"}


def test_the_pdf_has_nothing_that_acts(package: Package) -> None:
    evaluation = make_evaluation(package)
    loaded = load(evaluation)
    document = named_document(loaded.package, loaded.scheme)[1].pdf
    found = set()
    with pikepdf.open(BytesIO(document)) as pdf:
        for each in pdf.objects:
            for one in each if isinstance(each, pikepdf.Array) else [each]:
                if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    found |= {key for key in one.keys() if key in ACTIVE}  # noqa: SIM118 - pikepdf has no other
                    found |= {str(one["/S"])} & {*ACTIVE, "/URI", "/GoToR"} if "/S" in one else set()
    assert found == set()


def test_no_cell_of_a_workbook_is_run(package: Package) -> None:
    evaluation = make_evaluation(package)
    book = load_workbook(BytesIO(write_workbook(load(evaluation))))
    texts = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                texts += MARK in str(cell.value)
                assert not (cell.data_type == "f" and MARK in str(cell.value)), (sheet.title, cell.coordinate)
    assert texts > 50
