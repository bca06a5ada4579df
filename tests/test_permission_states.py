"""Every address that names a self-evaluation × every role × own and another department × every state.

Rows follow from those of the draft (tests/test_permission_matrix.py): what only an officer may do, an officer may not
do either once it was handed in, and gets the answer that the head gets. What is otherwise stands here by name.
Beside it: whatever the method GET is asked for, by whomever, changes nothing.
"""

import hashlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.publication.models import PreparedCopy, Publication
from perfeval.publication.preparing import public_contents
from perfeval.review.models import SnapshotKind
from perfeval.review.services import take_snapshot

from .asking import ask, ask_without_trace
from .factories import make_evaluation, small_package
from .publication.matrix import SEEN
from .review.making import clean_project
from .test_permission_matrix import COLUMNS, MATRIX, Place, clients, make_place

pytestmark = pytest.mark.django_db

Row = tuple[int, ...]
LOCKED = (State.SUBMITTED, State.ENDORSED, State.APPROVED, State.PUBLISHED)
AUTHOR, HEAD = COLUMNS.index("author"), COLUMNS.index("head")

#: What differs from the rule, by state: what can be done in this state alone, and what ends with publication.
SHUT = (302, 403, 404, 403, 404, 403, 404, 404, 404, 404)
EXCEPTIONS: dict[tuple[str, str], dict[State, Row]] = {
    ("POST", "review:take_step"): dict.fromkeys(LOCKED, MATRIX["POST", "review:take_step"]),
    ("GET", "review:take_step"): dict.fromkeys(LOCKED, MATRIX["GET", "review:take_step"]),
    ("POST", "review:comment"): {State.PUBLISHED: SHUT},
    ("POST", "review:settle"): {State.PUBLISHED: SHUT},
    ("POST", "review:score_sheet"): {State.ENDORSED: (302, 403, 404, 403, 404, 302, 404, 404, 404, 404)},
    ("POST", "publication:publish"): {State.APPROVED: (302, 403, 404, 302, 404, 302, 404, 404, 404, 404)},
    ("POST", "publication:prepare"): {State.APPROVED: (302, 403, 404, 302, 404, 302, 404, 404, 404, 404)},
    ("GET", "publication:prepared"): {State.APPROVED: (302, 403, 404, 200, 404, 200, 404, 404, 404, 404)},
    ("POST", "publication:unpublish"): {State.PUBLISHED: (302, 403, 404, 302, 404, 302, 404, 404, 404, 404)},
    ("GET", "publication:approved"): dict.fromkeys(
        (State.APPROVED, State.PUBLISHED), (302, 202, 404, 202, 404, 202, 404, 404, 404, 404)
    ),  # it is not made yet, and asking does not make it
    ("POST", "publication:approved"): dict.fromkeys(
        (State.APPROVED, State.PUBLISHED), (302, 302, 404, 302, 404, 302, 404, 404, 404, 404)
    ),
    ("GET", "publication:public"): {State.PUBLISHED: (200,) * 10},
    ("GET", "publication:download"): {State.PUBLISHED: (200,) * 10},
}

#: Who takes which step, and when; the wrong person is refused (403), the wrong time too (409).
STEPS = {
    "submit": ("author", {State.DRAFT, State.RETURNED}),
    "withdraw": ("author", {State.SUBMITTED}),
    "endorse": ("head", {State.SUBMITTED}),
    "return_by_head": ("head", {State.SUBMITTED}),
    "approve": ("reviewer", {State.ENDORSED}),
    "return_by_bureau": ("reviewer", {State.ENDORSED}),
    "reopen": ("reviewer", {State.APPROVED}),
}
#: Tables in which asking leaves something: that somebody was here.
OF_VISITS = {"sessions.Session", "usersessions.UserSession", "review.Event", "review.ChainHead", "directory.UseCount"}


def routes(resolver: URLResolver, namespace: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), here
        else:
            yield from routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, here)


ROUTES = dict(routes(get_resolver()))
ABOUT_ONE = [
    (method, name) for method, name in MATRIX if ROUTES[name].startswith(("evaluations/<int:pk>/", "public/<"))
]


def expected(method: str, name: str, state: State) -> Row:
    row = MATRIX[method, name]
    special = EXCEPTIONS.get((method, name), {})
    if state in special:
        return special[state]
    if state in LOCKED and row[HEAD] in (403, 422) and (method, name) not in EXCEPTIONS:
        return (*row[:AUTHOR], row[HEAD], *row[AUTHOR + 1 :])
    return row


@pytest.fixture
def place(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Place:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    return make_place(make_evaluation(small_package()))


def put(place: Place, state: State) -> None:
    """Bring it into a state with the records that belong to it, whatever was done before."""
    author, head = place.people["author"], place.people["head"]
    evaluation = place.evaluation
    assert author is not None
    SelfEvaluation.objects.filter(pk=evaluation.pk).update(state=state)
    Publication.objects.all().delete()
    snapshots = evaluation.snapshots.filter(kind=SnapshotKind.APPROVED)
    if state in (State.APPROVED, State.PUBLISHED) and not snapshots.exists():
        take_snapshot(actor=author, evaluation=evaluation, kind=SnapshotKind.APPROVED)
        put_prepared(evaluation, author)
    if state == State.PUBLISHED:
        public = Publication(
            evaluation=evaluation,
            snapshot=snapshots.latest("pk"),
            sha256="0" * 64,
            published_at=timezone.now(),
            published_by=head,
        )
        public.file.save("0.pdf", ContentFile(b"%PDF-"))


def put_prepared(evaluation: SelfEvaluation, maker: User) -> None:
    """A copy of the right contents, too small to be one that takes a second to draw."""
    snapshot = evaluation.snapshots.latest("pk")
    address = public_contents(snapshot).address
    sha256 = hashlib.sha256(SEEN).hexdigest()
    copy = PreparedCopy(
        evaluation=evaluation,
        snapshot=snapshot,
        made_from=address,
        sha256=sha256,
        made_at=timezone.now(),
        made_by=maker,
    )
    copy.file.save("seen.pdf", ContentFile(SEEN))


@pytest.mark.one_database
@pytest.mark.parametrize("state", [State.RETURNED, *LOCKED])
def test_every_role_gets_in_every_state_what_the_rules_say(place: Place, state: State) -> None:
    people = clients(place)
    put(place, state)
    found = {}
    for method, name in ABOUT_ONE:
        address, sent = place.address(name), place.sent(name)
        found[method, name] = tuple(ask_without_trace(client, method, address, sent) for client in people.values())
    assert found == {(method, name): expected(method, name, state) for method, name in ABOUT_ONE}


@pytest.mark.parametrize("action", STEPS)
def test_every_step_is_taken_by_its_role_in_its_state_alone(action: str) -> None:
    place = make_place(make_evaluation(small_package(projects=[clean_project()])))
    people = clients(place)
    who, when = STEPS[action]
    address = reverse("review:take_step", args=[place.evaluation.pk, action])
    for state in State:
        found = {}
        for column, client in people.items():
            put(place, state)
            found[column] = client.post(address, {"reason": "理由"}).status_code
        mine = 302 if state in when else 409
        own = {"author": 403, "head": 403, "reviewer": 403, who: mine}
        assert found == {**dict.fromkeys(COLUMNS, 404), "nobody": 302, **own}


def contents() -> dict[str, str]:
    """A hash of every table but those that note visits."""
    return {model._meta.label: hash_of(model) for model in apps.get_models() if model._meta.label not in OF_VISITS}


def hash_of(model: type[Model]) -> str:
    columns = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
    rows = list(model._default_manager.order_by("pk").values_list(*columns))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.mark.one_database
@pytest.mark.parametrize("column", [column for column in COLUMNS if not column.startswith("other ")])
def test_asking_changes_nothing_whoever_asks(place: Place, column: str) -> None:
    client = clients(place)[column]
    asked = {name: (place.address(name), place.sent(name)) for _, name in MATRIX}
    before = contents()
    for address, sent in asked.values():
        ask(client, "GET", address, sent)
    assert contents() == before
    assert ("_auth_user_id" in client.session) == (column != "nobody")
