"""What all tests with a database share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from perfeval import celery
from perfeval.memory import keep_what_is_loaded
from perfeval.schemes.services import load_schemes

from .database import shared_by_threads, without_triggers

__all__ = ["shared_by_threads"]

# How long one example takes says nothing on a machine that other work shares; benchmarks/ measures.
hypothesis_settings.register_profile("perfeval", deadline=None)
hypothesis_settings.load_profile("perfeval")


def pytest_collection_finish() -> None:
    """Programs and tests that are loaded now stay: looking through them for garbage took a fifth of the time."""
    keep_what_is_loaded()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test database begins with the schemes that come with the program."""
    with django_db_blocker.unblock():
        load_schemes()


@pytest.fixture(autouse=True)
def _each_test_begins_anew() -> Iterator[None]:
    """The last request of a test leaves its language behind in this thread, and what was counted in the cache."""
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _files_are_kept_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploaded files go into a folder that goes away."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _messages_are_kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests tell the job worker goes where no worker listens."""
    queue = str(tmp_path_factory.mktemp("queue"))
    folders = ("data_folder_in", "data_folder_out", "control_folder")
    celery.app.conf.broker_transport_options = dict.fromkeys(folders, queue)


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> Iterator[None]:
    """Argon2 is meant to take long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8 * Argon2PasswordHasher.parallelism)
        yield


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_flushed() -> Iterator[None]:
    """A transactional test ends with a flush, which the triggers of append-only tables would refuse.

    It also takes the schemes away, on which the next test of the same worker counts.
    """
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(self: Any) -> None:
        with without_triggers():
            flush(self)
        load_schemes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield
