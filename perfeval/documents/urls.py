"""Addresses of documents: ``documents/<part>.<format>``."""

from django.urls import path

from . import views

app_name = "documents"

_PART = "evaluations/<int:pk>/documents/<str:part>"

urlpatterns = [
    path(f"{_PART}.pdf", views.download, {"ending": "pdf"}, name="download"),
    path(f"{_PART}.docx", views.download, {"ending": "docx"}, name="word"),
    path(f"{_PART}.xlsx", views.download, {"ending": "xlsx"}, name="excel"),
]
