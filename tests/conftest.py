"""What all tests with a database share."""

import pytest
from pytest_django import DjangoDbBlocker

from perfeval.schemes.services import load_schemes


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test database begins with the schemes that come with the program."""
    with django_db_blocker.unblock():
        load_schemes()
