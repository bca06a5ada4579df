"""Addresses of the entry screens."""

from django.urls import path

from . import entry_urls
from .views import (
    catalogue,
    change_items,
    change_rows,
    edit_sheet,
    edit_table,
    evidence,
    findings,
    list_evaluations,
    manual,
    papers,
    save_block,
    save_cell,
    show_grounds,
    show_row,
    show_tasks,
    turn,
    view_sheet,
    view_table,
)
from .views.charts import show_charts
from .views.library import show_library
from .views.report import report_findings

app_name = "evaluations"

HERE = "evaluations/<int:pk>/"
SHEET = f"{HERE}sheets/<int:sheet_pk>/"
TABLE = f"{HERE}tables/<str:key>/"

urlpatterns = [
    path("", list_evaluations, name="list"),
    path("manual/", manual.show_manual, name="manual"),
    path("manual/fields/", manual.show_fields, name="field_guide"),
    path("evaluations/<int:pk>/", show_tasks, name="tasks"),
    path(f"{HERE}charts/", show_charts, name="charts"),
    path(SHEET, edit_sheet, name="sheet"),
    path(f"{SHEET}view/", view_sheet, name="sheet_view"),
    path(f"{SHEET}save/", save_cell, name="sheet_save"),
    path(f"{SHEET}cells/", save_block, name="sheet_cells"),
    path(f"{SHEET}turn/", turn, name="sheet_turn"),
    path(f"{SHEET}rows/", change_rows, name="rows"),
    path(f"{SHEET}rows/<str:record>/", show_row, name="row"),
    path(f"{SHEET}library/", show_library, name="library"),
    path(f"{SHEET}indicators/<int:indicator_pk>/", show_grounds, name="grounds"),
    path(TABLE, edit_table, name="table"),
    path(f"{TABLE}view/", view_table, name="table_view"),
    path(f"{TABLE}save/", save_cell, name="table_save"),
    path(f"{TABLE}cells/", save_block, name="table_cells"),
    path(f"{TABLE}turn/", turn, name="table_turn"),
    path(f"{TABLE}items/", change_items, name="table_items"),
    path(f"{TABLE}findings/", report_findings, name="report_findings"),
    path(f"{HERE}findings/", findings.show_findings, name="findings"),
    path(f"{HERE}findings/count/", findings.count_findings, name="findings_count"),
    path(f"{HERE}fields/", catalogue.list_fields, name="fields"),
    path(f"{HERE}papers/", papers.list_papers, name="papers"),
    path(f"{HERE}papers/<str:key>/", papers.edit_paper, name="paper"),
    path(f"{HERE}evidence/", evidence.list_evidence, name="evidence"),
    path(f"{HERE}evidence/<int:evidence_pk>/", evidence.change_evidence, name="evidence_change"),
    path(f"{HERE}evidence/<int:evidence_pk>/file/", evidence.download_evidence, name="evidence_file"),
    *entry_urls.urlpatterns,
]
