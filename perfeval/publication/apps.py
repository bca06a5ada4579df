"""Configuration of the publication app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Public copies."""

    name = "perfeval.publication"
    verbose_name = "信息公开"
