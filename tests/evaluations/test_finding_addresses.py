"""Every finding leads to a page that has the element which its address names."""

from collections import defaultdict

import pytest
from django.test import Client
from django.urls import resolve, reverse

from perfeval.directory.models import Role
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.findings import findings_of, shown_findings
from perfeval.evaluations.screens.outline import outline_of
from perfeval.evaluations.services.starting import start_from_template
from perfeval.schemes.models import SchemeRecord

from ..factories import SAMPLES, author_of, make_department, person, sample_evaluation
from .pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def addresses(evaluation: SelfEvaluation) -> list[str]:
    """Where the findings lead, also those that the check of the whole shows under no section."""
    return [shown.url for shown in shown_findings(evaluation, findings_of(evaluation), outline_of(evaluation))]


def one_page_of_each_kind(urls: list[str]) -> dict[str, set[str]]:
    """The ids that are looked for on a page; of many pages alike (forms, grounds, rows, papers) the first."""
    by_page: dict[str, set[str]] = defaultdict(set)
    for url in urls:
        page, _hash, wanted = url.partition("#")
        by_page[page].add(wanted)
    kinds: dict[tuple[str, str], str] = {}
    for page in by_page:
        match = resolve(page)
        kinds.setdefault((match.view_name, str(match.kwargs.get("key", "")).partition(":")[0]), page)
    return {page: by_page[page] for page in kinds.values()}


def lost(client: Client, urls: list[str]) -> dict[str, set[str]]:
    """The pages on which something that is looked for is not there."""
    missing = {page: wanted - ids_on(client, page) for page, wanted in one_page_of_each_kind(urls).items()}
    return {page: ids for page, ids in missing.items() if ids}


def ids_on(client: Client, page: str) -> set[str]:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return {element.attributes["id"] for element in read(answer).all() if "id" in element.attributes}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_findings_of_a_sample_lead_to_their_cells(client: Client, name: str) -> None:
    evaluation = sample_evaluation(name)
    client.force_login(author_of(evaluation))
    urls = addresses(evaluation)
    assert urls
    assert "" not in urls
    assert lost(client, urls) == {}


@pytest.mark.parametrize("scheme", ["mof-2020", "xundian-2023"])
def test_the_findings_of_an_empty_self_evaluation_lead_to_their_cells(client: Client, scheme: str) -> None:
    department = make_department()
    author = person(Role.AUTHOR, department)
    client.force_login(author)
    record = SchemeRecord.objects.get(slug=scheme, active=True)
    urls = addresses(start_from_template(actor=author, department=department, year=2024, scheme=record))
    assert lost(client, urls) == {}


def test_the_panel_opens_what_stands_beside_the_form_in_itself(client: Client) -> None:
    evaluation = sample_evaluation("xundian-2023")
    client.force_login(author_of(evaluation))
    section = next(one.key for one in outline_of(evaluation).sections if one.part == "overall")
    address = f"{reverse('evaluations:findings', args=[evaluation.pk])}?section={section}"
    links = read(client.get(address, HTTP_HX_REQUEST="true")).all("a", hx_target="#panel")
    assert {resolve(link.attributes["href"].partition("#")[0]).view_name for link in links} == {
        "evaluations:grounds",
        "evaluations:row",
    }
