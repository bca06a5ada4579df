"""Addresses of workbooks and imported lists."""

from django.urls import path

from .views import pasting, projects, workbooks

app_name = "exchange"

HERE = "evaluations/<int:pk>/"

urlpatterns = [
    path(f"{HERE}workbook/", workbooks.exchange_workbook, name="workbook"),
    path(f"{HERE}workbook/file/", workbooks.download_workbook, name="workbook_file"),
    path(f"{HERE}workbook/apply/", workbooks.apply_workbook, name="workbook_apply"),
    path(f"{HERE}projects/paste/", pasting.paste_projects, name="paste"),
    path(f"{HERE}projects/import/", projects.import_list, name="projects"),
    path(f"{HERE}projects/import/columns/", projects.map_columns, name="projects_columns"),
    path(f"{HERE}projects/import/apply/", projects.apply_list, name="projects_apply"),
]
