"""Addresses of the review."""

from django.urls import path

from .views import acting, commenting, deadlines, events, inbox, queue, reading

app_name = "review"

HERE = "evaluations/<int:pk>/review/"

urlpatterns = [
    path(HERE, reading.show_review, name="review"),
    path(f"{HERE}sections/<str:key>/", reading.show_section, name="section"),
    path(f"{HERE}changes/<int:snapshot_pk>/", reading.show_changes, name="changes"),
    path(f"{HERE}steps/<str:action>/", acting.take_step, name="take_step"),
    path(f"{HERE}reasons/", acting.keep_reasons, name="keep_reasons"),
    path(f"{HERE}comments/", commenting.comment, name="comment"),
    path(f"{HERE}comments/<int:comment_pk>/", commenting.settle, name="settle"),
    path(f"{HERE}sheets/<int:sheet_pk>/scores/", commenting.score_sheet, name="score_sheet"),
    path("queue/", queue.show_queue, name="queue"),
    path("notices/", inbox.show_inbox, name="inbox"),
    path("notices/<int:pk>/", inbox.open_notice, name="open_notice"),
    path("notices/read/", inbox.mark_read, name="mark_read"),
    path("notices/mail/", inbox.choose_mail, name="choose_mail"),
    path("deadlines/", deadlines.show_deadlines, name="deadlines"),
    path("deadlines/new/", deadlines.open_new_year, name="open_year"),
    path("deadlines/<int:year_pk>/", deadlines.change_deadline, name="change_deadline"),
    path("deadlines/<int:year_pk>/departments/<int:department_pk>/", deadlines.extend, name="extend"),
    path("events/", events.show_events, name="events"),
    path("events/export/", events.export_events, name="export_events"),
]
