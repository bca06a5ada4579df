"""Configuration of the publication app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Public copies."""

    name = "perfeval.publication"
    verbose_name = "信息公开"

    def ready(self) -> None:
        """Keep the document of what is approved, also at a second try; look at the certificate at checks."""
        from perfeval.periodic import join_worker
        from perfeval.review.hooks import after_snapshot

        from .checks import register_checks
        from .soon import keep_soon

        register_checks()
        after_snapshot(keep_soon)
        join_worker("perfeval.publication.keeper.Keeper")
