"""Addresses of the directory: signing in and out, one's own account, people, language."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions.views import list_usersessions
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from . import place_views, views

#: Of allauth only what is used has an address; the names are those that it reverses.
_ALLAUTH = [
    path("accounts/login/", views.SignInView.as_view(), name="account_login"),
    path("accounts/logout/", LogoutView.as_view(), name="account_logout"),
    path("accounts/confirm/", reauthenticate, name="account_reauthenticate"),
    path("accounts/sessions/", list_usersessions, name="usersessions_list"),
    path("accounts/second-factor/", second_factor.index, name="mfa_index"),
    path("accounts/second-factor/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("accounts/second-factor/confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second-factor/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second-factor/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/second-factor/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/second-factor/keys/confirm/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/second-factor/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("accounts/second-factor/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/second-factor/recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/second-factor/recovery/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("accounts/login/", views.SignInView.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password/", views.change_password, name="change_password"),
    path("accounts/email/", views.change_email, name="change_email"),
    path("accounts/email/<str:token>/", views.confirm_email, name="confirm_email"),
    path("invitations/<str:uidb64>/<str:token>/", views.AcceptInvitationView.as_view(), name="accept_invitation"),
    *_ALLAUTH,
    path("people/", views.list_people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<int:pk>/", views.show_person, name="person"),
    path("people/<int:pk>/invitation/", views.renew_invitation, name="renew_invitation"),
    path("people/<int:pk>/account/", views.switch_account, name="switch_account"),
    path("people/<int:pk>/email/", views.correct_email, name="correct_email"),
    path("people/<int:pk>/roles/", views.grant, name="grant"),
    path("people/<int:pk>/roles/<int:membership_pk>/", views.withdraw, name="withdraw"),
    path("people/<int:pk>/sessions/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("regions/", place_views.list_regions, name="regions"),
    path("regions/new/", place_views.enter_region, name="enter_region"),
    path("regions/<int:pk>/", place_views.show_region, name="region"),
    path("regions/<int:pk>/change/", place_views.change_region, name="change_region"),
    path("regions/<int:pk>/departments/", place_views.enter_departments, name="enter_departments"),
    path("departments/<int:pk>/", place_views.show_department, name="department"),
    path("departments/<int:pk>/change/", place_views.change_department, name="change_department"),
    path("departments/<int:pk>/remove/", place_views.remove_department, name="remove_department"),
    path("departments/<int:pk>/units/", place_views.enter_units, name="enter_units"),
    path("language/", login_not_required(set_language), name="set_language"),
]
