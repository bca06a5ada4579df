"""Rules for passwords beyond Django's own: kinds of characters, and none of the last ones again (GB/T 22239)."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import PasswordRecord, User

KINDS = 3


class ComplexityValidator:
    """At least three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse a password of fewer kinds."""
        kinds = (str.islower, str.isupper, str.isdigit, lambda character: not character.isalnum())
        if sum(any(kind(character) for character in password) for kind in kinds) < KINDS:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("密码须包含小写字母、大写字母、数字、其他字符中的至少三种。")


class HistoryValidator:
    """None of the last passwords again."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse a password that the person had lately."""
        if user is None or user.pk is None:
            return
        recent = PasswordRecord.objects.filter(user=user).order_by("-pk")[: settings.PROTECTION.password_history]
        if any(check_password(password, record.password) for record in recent):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("密码不能与最近{count}次用过的相同。").format(count=settings.PROTECTION.password_history)

    def password_changed(self, password: str, user: User) -> None:
        """Remember the new password's hash and when it was set."""
        PasswordRecord.objects.create(user=user, password=user.password)
        user.password_changed_at = timezone.now()
        User.objects.filter(pk=user.pk).update(password_changed_at=user.password_changed_at)


def must_change_password(user: User) -> bool:
    """Whether the person has to choose a new password before anything else: told to, or it is too old."""
    if user.must_change_password:
        return True
    since = user.password_changed_at
    return since is not None and (timezone.now() - since).days >= settings.PROTECTION.password_days
