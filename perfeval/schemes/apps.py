"""Configuration of the schemes app."""

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    """Form schemes."""

    name = "perfeval.schemes"
    verbose_name = "填报方案"
