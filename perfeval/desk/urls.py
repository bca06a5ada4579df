"""Addresses of the desk."""

from django.urls import path

from .views import progress, spot_checks, statistics

app_name = "desk"

HERE = "desk/<int:year_pk>/"

urlpatterns = [
    path("desk/", progress.show_years, name="years"),
    path(HERE, progress.show_progress, name="progress"),
    path(f"{HERE}batch/", progress.batch, name="batch"),
    path(f"{HERE}findings/", progress.count_findings, name="count_findings"),
    path(f"{HERE}statistics/", statistics.show_statistics, name="statistics"),
    path(f"{HERE}export/", statistics.export, name="export"),
    path(f"{HERE}spot-checks/", spot_checks.show_spot_checks, name="spot_checks"),
    path(f"{HERE}spot-checks/<int:pk>/", spot_checks.show_spot_check, name="spot_check"),
]
