"""Addresses of documents."""

from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [path("evaluations/<int:pk>/documents/<str:part>.pdf", views.download, name="download")]
