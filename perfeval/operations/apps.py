"""Configuration of the operations app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backups."""

    name = "perfeval.operations"
    verbose_name = "运行维护"
