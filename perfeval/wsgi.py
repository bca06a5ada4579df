"""The web server's door. It refuses to open without a secret key."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from perfeval.memory import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfeval.settings")


def _refuse_without_secret_key() -> None:
    """Fail at the start, not at the first log-in: reading an empty key raises ImproperlyConfigured."""
    _ = settings.SECRET_KEY


_refuse_without_secret_key()
application = get_wsgi_application()
keep_what_is_loaded()
