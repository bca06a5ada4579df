"""Forms of the directory: signing in, people, roles, passwords."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from .models import CODE_LENGTH, DEPARTMENT_ROLES, NAME_LENGTH, REGION_ROLES, Department, Region, Role, User


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {  # noqa: RUF012 - Django declares it as an instance attribute
        "invalid_login": _("用户名或密码不正确，请重新输入。"),
        "inactive": _("该账号已停用，请联系系统管理员。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        self.helper = FormHelper()
        self.helper.layout = Layout("username", "password", Submit("submit", _("登录"), css_class="w-100"))


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The first password, chosen by its owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_passwords(self)


class OwnPasswordForm(PasswordChangeForm):
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("原密码")
        _name_passwords(self)


class OwnEmailForm(forms.Form):
    """A new e-mail address, and the password of whoever wants it."""

    email = forms.EmailField(label=_("新的电子邮箱"), max_length=254)
    password = forms.CharField(
        label=_("密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_password(self) -> str:
        """The own password. A wrong one is an error at the field."""
        password: str = self.cleaned_data["password"]
        if not self._person.check_password(password):
            raise forms.ValidationError(_("密码不正确"))
        return password


class EmailForm(forms.Form):
    """Somebody's e-mail address; empty where there is none."""

    email = forms.EmailField(label=_("电子邮箱"), max_length=254, required=False)


class SecurityKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A security key and what its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名称")


def _name_passwords(form: forms.Form) -> None:
    form.fields["new_password1"].label = _("新密码")
    form.fields["new_password2"].label = _("再输一次新密码")


class InvitationForm(forms.Form):
    """Whom to invite."""

    username = forms.CharField(label=_("用户名"), max_length=150, validators=[UnicodeUsernameValidator()])
    name = forms.CharField(label=_("姓名"), max_length=100)
    email = forms.EmailField(label=_("电子邮箱（选填）"), required=False)


class ReasonForm(forms.Form):
    """Why an account is closed or opened."""

    reason = forms.CharField(label=_("理由"), max_length=500)


class RoleForm(forms.Form):
    """A role with the place it holds in."""

    role = forms.ChoiceField(label=_("角色"), choices=Role)
    department = forms.ModelChoiceField(
        label=_("部门（填报人、单位负责人）"),
        queryset=Department.objects.select_related("region"),
        required=False,
    )
    region = forms.ModelChoiceField(label=_("地区（财政审核人）"), queryset=Region.objects, required=False)

    def clean(self) -> dict[str, Any]:
        """Keep only the place that the role has; a missing one is named."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        for field, roles in (("department", DEPARTMENT_ROLES), ("region", REGION_ROLES)):
            if role not in roles:
                cleaned[field] = None
            elif cleaned.get(field) is None and field not in self.errors:
                self.add_error(field, _("这个角色须选择所在的部门或地区"))
        return cleaned


class RegionForm(forms.Form):
    """A region and the one above it."""

    name = forms.CharField(label=_("地区名称"), max_length=100)
    parent = forms.ModelChoiceField(
        label=_("上级地区（选填）"), queryset=Region.objects, required=False, empty_label=_("无")
    )


class ListForm(forms.Form):
    """A list from a spreadsheet."""

    text = forms.CharField(
        label=_("清单"), widget=forms.Textarea(attrs={"rows": 6}), strip=False, max_length=500_000, required=False
    )


class DepartmentForm(forms.Form):
    """What a department is called and where it stands."""

    code = forms.CharField(label=_("编码"), max_length=CODE_LENGTH, required=False)
    name = forms.CharField(label=_("名称"), max_length=NAME_LENGTH)
    short_name = forms.CharField(label=_("简称"), max_length=NAME_LENGTH, required=False)
    aliases = forms.CharField(label=_("别名，以顿号分隔"), max_length=2000, required=False)
    parent = forms.ModelChoiceField(
        label=_("上级部门"), queryset=Department.objects.none(), required=False, empty_label=_("无")
    )

    def __init__(self, department: Department, *args: Any, **kwargs: Any) -> None:
        values = {name: getattr(department, name) for name in ("code", "name", "short_name", "parent")}
        kwargs.setdefault("initial", {**values, "aliases": "、".join(department.aliases)})
        super().__init__(*args, **kwargs)
        others = Department.objects.filter(region=department.region_id).exclude(pk=department.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]  # it is a field of choices

    def clean_aliases(self) -> list[str]:
        """The names, each once."""
        names = (name.strip() for name in self.cleaned_data["aliases"].split("、"))
        return list(dict.fromkeys(filter(None, names)))
