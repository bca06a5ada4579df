"""The app of the benchmark."""

from django.apps import AppConfig


class PlainAdminConfig(AppConfig):
    """Its tables are made by ``migrate --run-syncdb``: it has no migrations."""

    name = "benchmarks.plain_admin"
    default_auto_field = "django.db.models.BigAutoField"
