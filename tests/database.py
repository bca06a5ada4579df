"""Asking the database itself."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction


def refuses(model: type[models.Model], **values: Any) -> None:
    """The database refuses to hold such a record."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.create(**values)
