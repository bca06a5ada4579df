"""Addresses of what is public."""

from django.urls import path, register_converter

from . import step_views, views


class HashConverter:
    """A SHA-256 in hexadecimal digits, and nothing else."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """As it is kept."""
        return value


register_converter(HashConverter, "sha256")

app_name = "publication"

urlpatterns = [
    path("public/", views.list_public, name="list"),
    path("public/<int:department_pk>/<int:year>/", views.show_public, name="public"),
    path("public/<sha256:sha256>.pdf", views.download_public, name="download"),
    path("verify/", views.verify_document, name="verify"),
    path("evaluations/<int:pk>/approved.pdf", views.download_approved, name="approved"),
    path("evaluations/<int:pk>/publish/", step_views.publish, name="publish"),
    path("evaluations/<int:pk>/publish/prepare/", step_views.prepare, name="prepare"),
    path("evaluations/<int:pk>/publish/copy.pdf", step_views.show_prepared, name="prepared"),
    path("evaluations/<int:pk>/unpublish/", step_views.unpublish, name="unpublish"),
]
