"""The samples and the accounts to try them with."""

import pytest
from django.core.management import call_command
from pytest_django import Settings

from perfeval.directory.models import Membership, User
from perfeval.directory.selectors import demo_accounts
from perfeval.evaluations.models import SelfEvaluation
from perfeval.exchange.samples import DEMO_NAMES, load_samples
from tests.factories import SAMPLES, sample_package

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fast_hashing(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_every_sample_is_loaded_once() -> None:
    loaded = load_samples(with_accounts=False)
    assert [one.department.name for one in loaded] == [sample_package(name).department.name for name in SAMPLES]
    assert load_samples(with_accounts=False) == []
    assert SelfEvaluation.objects.count() == len(SAMPLES)


def test_without_a_demonstration_there_are_no_accounts() -> None:
    call_command("load_samples", verbosity=0)
    assert not User.objects.exists()


def test_each_department_gets_three_accounts_and_the_program_three_more_with_the_documented_password(
    settings: Settings,
) -> None:
    settings.DEMO = True
    call_command("load_samples", verbosity=0)
    call_command("load_samples", verbosity=0)
    assert [account.username for account in demo_accounts()] == [
        *(f"demo-{name.partition('-')[0]}-{role}" for name in SAMPLES for role in ("author", "head", "reviewer")),
        *(f"demo-{role}" for role in ("administrator", "auditor", "security")),
    ]
    author = User.objects.get(username="demo-jincheng-author")
    assert author.check_password(settings.DEMO_PASSWORD)
    membership = Membership.objects.get(user=author)
    assert (membership.role, membership.department) == (
        "author",
        SelfEvaluation.objects.get(scheme__slug="jincheng-2022").department,
    )


def test_samples_name_no_real_officer_as_an_account() -> None:
    load_samples(with_accounts=True)
    assert set(User.objects.values_list("name", flat=True)) == set(DEMO_NAMES.values())
    assert set(DEMO_NAMES.values()) == {
        *("填报员（演示）", "负责人（演示）", "审核员（演示）"),
        *("系统管理员（演示）", "安全管理员（演示）", "审计员（演示）"),
    }
