"""The map of addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("perfeval.directory.urls")),
    path("", include("perfeval.evaluations.urls")),
    path("", include("perfeval.review.urls")),
    path("", include("perfeval.publication.urls")),
    path("", include("perfeval.documents.urls")),
    path("", include("perfeval.exchange.urls")),
    path("", include("perfeval.jobs.urls")),
    path("", include("perfeval.desk.urls")),
]
