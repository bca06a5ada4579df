"""Kinds of jobs are known by name and path, and imported only when one is wanted."""

import subprocess
import sys

import pytest
from django.utils.module_loading import import_string

from perfeval.jobs import kinds
from perfeval.jobs.models import Job

HEAVY = "weasyprint", "pyhanko", "docx", "openpyxl", "pikepdf"
"""What draws and signs; a command that does neither should not wait for it."""


def test_each_kind_is_where_it_was_registered_under_its_own_name() -> None:
    registered = kinds._kinds
    assert {name: import_string(where).name for name, where in registered.items()} == {
        name: name for name in registered
    }
    assert {"batch", "count_findings"} <= registered.keys()


def test_a_job_of_a_program_that_knew_more_has_no_kind() -> None:
    with pytest.raises(KeyError):
        kinds.kind_of(Job(kind="of another version"))


def test_starting_loads_nothing_that_draws_or_signs() -> None:
    program = f"import sys, django; django.setup(); print(sorted(sys.modules.keys() & set({HEAVY})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
