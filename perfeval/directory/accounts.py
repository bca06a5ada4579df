"""What allauth asks of the program: nobody signs up, and the secrets of second factors are encrypted at rest."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are opened by the administrator alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets lie in the database encrypted with a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """The text as a token."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text of a token. Raises ValidationError after a change of SECRET_KEY, so that a form can say it."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ValidationError(_("系统的密钥已经更换，两步验证须重新设置，请联系运维人员")) from error

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new key is called until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("安全密钥{number}").format(number=number)


def _fernet() -> Fernet:
    key = hashlib.sha256(b"perfeval second factor\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
