"""Addresses of the entry screens."""

from django.urls import path

from .views import (
    change_rows,
    edit_sheet,
    edit_table,
    list_evaluations,
    save_block,
    save_cell,
    show_grounds,
    show_row,
    show_tasks,
    turn,
    view_sheet,
    view_table,
)

app_name = "evaluations"

SHEET = "evaluations/<int:pk>/sheets/<int:sheet_pk>/"
TABLE = "evaluations/<int:pk>/tables/<str:key>/"

urlpatterns = [
    path("", list_evaluations, name="list"),
    path("evaluations/<int:pk>/", show_tasks, name="tasks"),
    path(SHEET, edit_sheet, name="sheet"),
    path(f"{SHEET}view/", view_sheet, name="sheet_view"),
    path(f"{SHEET}save/", save_cell, name="sheet_save"),
    path(f"{SHEET}cells/", save_block, name="sheet_cells"),
    path(f"{SHEET}turn/", turn, name="sheet_turn"),
    path(f"{SHEET}rows/", change_rows, name="rows"),
    path(f"{SHEET}rows/<str:record>/", show_row, name="row"),
    path(f"{SHEET}indicators/<int:indicator_pk>/", show_grounds, name="grounds"),
    path(TABLE, edit_table, name="table"),
    path(f"{TABLE}view/", view_table, name="table_view"),
    path(f"{TABLE}save/", save_cell, name="table_save"),
    path(f"{TABLE}cells/", save_block, name="table_cells"),
    path(f"{TABLE}turn/", turn, name="table_turn"),
]
