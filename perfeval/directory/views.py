"""Signing in, one's own account, and the people of the program."""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, LoginView, PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import mail_addresses, people
from .forms import (
    EmailForm,
    InvitationForm,
    NewPasswordForm,
    OwnEmailForm,
    OwnPasswordForm,
    ReasonForm,
    RoleForm,
    SignInForm,
)
from .models import Membership, Role, User
from .rules import can_give_roles, can_manage_people, can_reset_password_of, can_see_people
from .selectors import demo_accounts

PER_PAGE = 100


class SignedInRequest(HttpRequest):
    """A request behind the log-in middleware: its user is one of ours."""

    user: User


class SignInView(LoginView):
    """The log-in page; while the program is a demonstration it names the accounts to try."""

    template_name = "directory/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration accounts, and nothing in production."""
        demo = {"demo_accounts": demo_accounts(), "demo_password": settings.DEMO_PASSWORD} if settings.DEMO else {}
        return super().get_context_data(**kwargs, **demo)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, after the second factor where the person has one."""
        answer: HttpResponse = perform_login(self.request, form.get_user(), redirect_url=self.get_success_url())
        return answer


class AcceptInvitationView(PasswordResetConfirmView):
    """Choosing the first password, or a new one after a reset; the link works once."""

    template_name = "directory/accept_invitation.html"
    form_class = NewPasswordForm

    def get_user(self, uidb64: str) -> User | None:
        """Whose link it is; nobody's where the account is closed."""
        person = super().get_user(uidb64)
        return person if isinstance(person, User) and person.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the password and lead to the log-in page; the link is used up with it."""
        people.accept_invitation(person=form.user, password=form.cleaned_data["new_password1"])
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, _("密码已设定，请登录。"))
        return redirect("login")


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """One's own password; the other sessions end, this one goes on."""
    form = OwnPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        people.change_own_password(person=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("密码已修改，其他设备上的登录已退出。"))
        return redirect("/")
    return render(request, "directory/change_password.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: SignedInRequest) -> HttpResponse:
    """Ask for another e-mail address of one's own: a link goes there."""
    form = OwnEmailForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            mail_addresses.ask_for_address(person=request.user, email=form.cleaned_data["email"])
        except people.PeopleError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("确认链接已发到新邮箱，请在24小时内打开。"))
            return redirect("change_email")
    return render(request, "directory/change_email.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: SignedInRequest, token: str) -> HttpResponse:
    """Where the link leads: GET says what it will change, POST changes it. What is no good is not there."""
    wish = mail_addresses.wish_of(request.user, token)
    if wish is None:
        raise Http404(_("这个链接已经用过、过期或不是给您的"))
    if request.method != "POST":
        return render(request, "directory/confirm_email.html", {"wish": wish})
    try:
        mail_addresses.take_address(person=request.user, token=token)
    except people.PeopleError as error:
        raise Http404(str(error)) from error
    messages.success(request, _("邮箱已更改。"))
    return redirect("change_email")


@require_safe
def list_people(request: SignedInRequest) -> HttpResponse:
    """All accounts with their roles."""
    _refuse_unless(can_see_people(request.user))
    memberships = Prefetch("memberships", Membership.objects.select_related("department", "region"))
    page = Paginator(User.objects.order_by("username").prefetch_related(memberships), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "form": InvitationForm(), "may_manage": can_manage_people(request.user)}
    return render(request, "directory/people.html", context)


@require_POST
def invite(request: SignedInRequest) -> HttpResponse:
    """Open an account, and show the link by which its owner chooses a password."""
    _refuse_unless(can_manage_people(request.user))
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            return _show_link(request, people.invite_person(actor=request.user, **form.cleaned_data))
        except people.PeopleError as error:
            form.add_error("username", str(error))
    return render(request, "directory/invite.html", {"form": form}, status=422)


@require_safe
def show_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account with its roles and what can be done with it."""
    _refuse_unless(can_see_people(request.user))
    return _show(request, _person(pk), RoleForm())


@require_POST
def renew_invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the password away and show a new link."""
    return _show_link(request, people.reset_password(actor=request.user, person=_person(pk)))


@require_POST
def switch_account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close (``active=0``) or open an account."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        people.set_active(
            actor=request.user, person=_person(pk), is_active=request.POST.get("active") == "1", reason=reason
        )
    except people.PeopleError as error:
        messages.error(request, str(error))
    return redirect("person", pk)


@require_POST
def correct_email(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set somebody's e-mail address, or take it away."""
    _refuse_unless(can_manage_people(request.user))
    form = EmailForm(request.POST)
    person = _person(pk)
    if not form.is_valid():
        return _show(request, person, RoleForm(), status=422, email_form=form)
    mail_addresses.correct_address(actor=request.user, person=person, email=form.cleaned_data["email"])
    messages.success(request, _("邮箱已更改。"))
    return redirect("person", pk)


@require_POST
def grant(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a role."""
    _refuse_unless(can_give_roles(request.user))
    form = RoleForm(request.POST)
    person = _person(pk)
    if form.is_valid():
        cleaned = form.cleaned_data
        place = {"department": cleaned["department"], "region": cleaned["region"]}
        try:
            people.grant_role(actor=request.user, person=person, role=Role(cleaned["role"]), **place)
        except people.PeopleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("person", pk)
    return _show(request, person, form, status=422)


@require_POST
def withdraw(request: SignedInRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Take a role away."""
    _refuse_unless(can_give_roles(request.user))
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=membership_pk, user=pk)
    people.withdraw_role(actor=request.user, membership=membership)
    return redirect("person", pk)


@require_POST
def sign_out_everywhere(request: SignedInRequest, pk: int) -> HttpResponse:
    """End all sessions of a person, and lift a lock."""
    person = _person(pk)
    ended = people.end_sessions(actor=request.user, person=person)
    people.unlock(actor=request.user, person=person)
    messages.success(request, _("已结束{count}个会话，并解除登录锁定").format(count=ended))
    return redirect("person", pk)


def _person(pk: int) -> User:
    return get_object_or_404(User, pk=pk)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _show_link(request: SignedInRequest, person: User) -> HttpResponse:
    link = request.build_absolute_uri(people.invitation_path(person))
    return render(request, "directory/invitation.html", {"person": person, "link": link})


def _show(
    request: SignedInRequest, person: User, form: RoleForm, status: int = 200, email_form: EmailForm | None = None
) -> HttpResponse:
    context = {
        "person": person,
        "memberships": person.memberships.select_related("department", "region"),
        "form": form,
        "email_form": email_form or EmailForm(initial={"email": person.email}),
        "may_manage": can_manage_people(request.user) and person != request.user,
        "may_reset_password": can_reset_password_of(request.user, person),
        "may_give_roles": can_give_roles(request.user) and person != request.user,
    }
    return render(request, "directory/person.html", context, status=status)
