"""The program's settings with an admin site beside it."""

from perfeval.settings import *  # noqa: F403
from perfeval.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin", "benchmarks.plain_admin"]
ROOT_URLCONF = "benchmarks.plain_admin.urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
