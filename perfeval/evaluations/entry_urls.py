"""Addresses of guided entry: starting, choosing rules, the project list."""

from django.urls import path

from .views.projects import change_list
from .views.rule_picker import pick_rule
from .views.start import start

SHEET = "evaluations/<int:pk>/sheets/<int:sheet_pk>/"

urlpatterns = [
    path("evaluations/new/", start, name="start"),
    path(f"{SHEET}indicators/<int:indicator_pk>/rule/", pick_rule, name="rule"),
    path("evaluations/<int:pk>/projects/change/", change_list, name="projects_change"),
]
