"""Asking one place for many addresses: what an answer leaves behind is taken back before the next question."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from perfeval.directory.models import UseCount


@contextmanager
def taken_back() -> Iterator[None]:
    """What is stored inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def read_to_end(answer: HttpResponse | Any) -> int:
    """The status; read to its end, the file of a download is closed."""
    if answer.streaming:
        b"".join(answer)
    return int(answer.status_code)


def forget_uses() -> None:
    """How often one may ask, and how many refusals are written down in a minute, is another test's matter."""
    cache.clear()
    UseCount.objects.all().delete()


def ask(client: Client, method: str, address: str, sent: dict[str, Any] | None = None) -> int:
    """The status of one answer; refusals are not written to the log too."""
    forget_uses()
    return status_of(client, method, address, sent)


def ask_without_trace(client: Client, method: str, address: str, sent: dict[str, Any] | None = None) -> int:
    """The status of one answer, after which database and client are what they were: still signed in, for one."""
    cookies = client.cookies.output(header="", sep=";")
    cache.clear()  # what is counted in the database is taken back
    with taken_back():
        status = status_of(client, method, address, sent)
    client.cookies.clear()
    client.cookies.load(cookies)
    return status


def status_of(client: Client, method: str, address: str, sent: dict[str, Any] | None = None) -> int:
    """The status of one answer, without a word in the log."""
    logging.disable(logging.WARNING)
    try:
        return read_to_end((client.post if method == "POST" else client.get)(address, sent or {}))
    finally:
        logging.disable(logging.NOTSET)
