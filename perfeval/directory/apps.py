"""Configuration of the directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Regions, departments, people."""

    name = "perfeval.directory"
    verbose_name = "机构与人员"
