"""Addresses of the desk."""

from django.urls import path

from . import views

app_name = "desk"

HERE = "desk/<int:year_pk>/"

urlpatterns = [
    path("desk/", views.show_years, name="years"),
    path(HERE, views.show_progress, name="progress"),
    path(f"{HERE}batch/", views.batch, name="batch"),
]
