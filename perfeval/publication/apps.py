"""Configuration of the publication app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Public copies."""

    name = "perfeval.publication"
    verbose_name = "信息公开"

    def ready(self) -> None:
        """Keep the document of what is approved; look at the certificate when the program is checked."""
        from perfeval.review.hooks import after_snapshot

        from . import checks, keeping

        checks.register_checks()
        after_snapshot(keeping.keep_soon)
