"""The program's addresses and those of the admin site."""

from django.urls import include, path

from .admin import site

urlpatterns = [path("plain/", site.urls), path("", include("perfeval.urls"))]
