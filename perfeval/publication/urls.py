"""Addresses of what is public."""

from django.urls import path

from . import views

app_name = "publication"

urlpatterns = [
    path("public/", views.list_public, name="list"),
    path("public/<int:department_pk>/<int:year>/", views.show_public, name="public"),
    path("public/<str:sha256>.pdf", views.download_public, name="download"),
    path("verify/", views.verify_document, name="verify"),
    path("evaluations/<int:pk>/approved.pdf", views.download_approved, name="approved"),
    path("evaluations/<int:pk>/publish/", views.publish, name="publish"),
    path("evaluations/<int:pk>/unpublish/", views.unpublish, name="unpublish"),
]
