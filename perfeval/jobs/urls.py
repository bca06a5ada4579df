"""Addresses of jobs."""

from django.urls import path

from . import views

app_name = "jobs"

urlpatterns = [
    path("jobs/", views.list_jobs, name="list"),
    path("jobs/<int:pk>/", views.show_job, name="show"),
    path("jobs/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("jobs/<int:pk>/resume/", views.resume, name="resume"),
    path("jobs/<int:pk>/result/", views.download, name="download"),
]
