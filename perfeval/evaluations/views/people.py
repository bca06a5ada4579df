"""Requests of people who have signed in."""

from django.http import HttpRequest

from perfeval.directory.models import User


class SignedInRequest(HttpRequest):
    """A request behind the log-in middleware: its user is one of ours."""

    user: User
