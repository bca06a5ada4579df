"""Addresses of documents: ``documents/<part>.<format>``."""

from django.urls import path

from . import previews, views

app_name = "documents"

_PART = "evaluations/<int:pk>/documents/<str:part>"

urlpatterns = [
    path("evaluations/<int:pk>/preview/<str:part>/", previews.preview, name="preview"),
    path("evaluations/<int:pk>/sheets/<int:sheet_pk>/preview/", previews.preview_sheet, name="preview_sheet"),
    path(f"{_PART}.pdf", views.download, {"ending": "pdf"}, name="download"),
    path(f"{_PART}.docx", views.download, {"ending": "docx"}, name="word"),
    path(f"{_PART}.xlsx", views.download, {"ending": "xlsx"}, name="excel"),
]
