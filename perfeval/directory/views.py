"""Signing in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView

from .forms import SignInForm
from .selectors import demo_accounts


class SignInView(LoginView):
    """The log-in page; while the program is a demonstration it names the accounts to try."""

    template_name = "directory/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration accounts, and nothing in production."""
        demo = {"demo_accounts": demo_accounts(), "demo_password": settings.DEMO_PASSWORD} if settings.DEMO else {}
        return super().get_context_data(**kwargs, **demo)
