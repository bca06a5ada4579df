"""Who may sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from .selectors import DEMO_PREFIX


class DirectoryBackend(ModelBackend):
    """User name and password; demonstration accounts, whose password is public, only while it is a demonstration."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is active, and no demonstration account where there is none."""
        if user is not None and user.username.startswith(DEMO_PREFIX) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
