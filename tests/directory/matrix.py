"""The rows of the permission matrix for accounts and people (tests/test_permission_matrix.py).

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

from perfeval.directory.models import User

LOGIN = 302
ALL = (LOGIN, *(200,) * 9)
CONFIRM = (302,) * 10  # who is somebody confirms first that he is
MANAGERS = (LOGIN, *(403,) * 6, 200, 200, 403)
ADMINISTRATOR = (LOGIN, *(403,) * 6, 200, 403, 403)
PLACES = ADMINISTRATOR
CHANGES_PLACES = (LOGIN, *(403,) * 6, 422, 403, 403)  # nothing was typed
ADMINISTRATOR_LED_ON = (LOGIN, *(403,) * 6, 302, 403, 403)
SECURITY = (LOGIN, *(403,) * 7, 302, 403)

PEOPLE_MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "account_login"): (200, *(302,) * 9),
    ("POST", "account_logout"): (302,) * 10,
    ("GET", "account_reauthenticate"): ALL,
    ("GET", "usersessions_list"): ALL,
    ("GET", "mfa_index"): ALL,
    ("GET", "mfa_authenticate"): CONFIRM,  # only in the middle of signing in
    ("GET", "mfa_reauthenticate"): CONFIRM,
    ("GET", "mfa_activate_totp"): CONFIRM,
    ("GET", "mfa_deactivate_totp"): (LOGIN, *(404,) * 9),
    ("GET", "mfa_list_webauthn"): ALL,
    ("GET", "mfa_add_webauthn"): CONFIRM,
    ("GET", "mfa_reauthenticate_webauthn"): CONFIRM,
    ("GET", "mfa_remove_webauthn"): CONFIRM,
    ("POST", "mfa_remove_webauthn"): CONFIRM,
    ("GET", "mfa_view_recovery_codes"): (LOGIN, *(404,) * 9),
    ("GET", "mfa_generate_recovery_codes"): CONFIRM,
    ("GET", "mfa_download_recovery_codes"): (LOGIN, *(404,) * 9),
    ("GET", "change_password"): ALL,
    ("POST", "change_password"): (LOGIN, *(422,) * 9),
    ("GET", "change_email"): ALL,
    ("POST", "change_email"): (LOGIN, *(422,) * 9),
    ("GET", "confirm_email"): (LOGIN, *(404,) * 9),  # a link that is nobody's
    ("POST", "confirm_email"): (LOGIN, *(404,) * 9),
    ("GET", "accept_invitation"): (200,) * 10,
    ("GET", "people"): MANAGERS,
    ("POST", "invite"): (LOGIN, *(403,) * 6, 422, 403, 403),
    ("GET", "person"): MANAGERS,
    ("POST", "renew_invitation"): ADMINISTRATOR,
    ("POST", "switch_account"): (LOGIN, *(403,) * 6, 302, 403, 403),
    ("POST", "correct_email"): ADMINISTRATOR_LED_ON,
    ("POST", "grant"): (LOGIN, *(403,) * 7, 422, 403),
    ("POST", "withdraw"): (LOGIN, *(403,) * 7, 302, 403),
    ("POST", "sign_out_everywhere"): SECURITY,
    ("GET", "regions"): PLACES,
    ("POST", "enter_region"): CHANGES_PLACES,
    ("GET", "region"): PLACES,
    ("POST", "change_region"): CHANGES_PLACES,
    ("POST", "enter_departments"): CHANGES_PLACES,
    ("GET", "department"): PLACES,
    ("POST", "change_department"): CHANGES_PLACES,
    ("POST", "remove_department"): ADMINISTRATOR_LED_ON,
    ("POST", "enter_units"): CHANGES_PLACES,
}


def people_numbers(name: str, someone: User) -> list[int | str]:
    """What an address of the directory names: somebody who is none of those who ask."""
    if name == "accept_invitation":
        return ["MQ", "none"]
    if name == "confirm_email":
        return ["none"]
    if name == "withdraw":
        return [someone.pk, someone.memberships.get().pk]
    department = someone.memberships.get().department
    if department and name in {"department", "change_department", "remove_department", "enter_units"}:
        return [department.pk]
    if department and name in {"region", "change_region", "enter_departments"}:
        return [department.region_id]
    named = {"mfa_remove_webauthn", "person", "renew_invitation", "switch_account", "grant", "sign_out_everywhere"}
    named |= {"correct_email"}
    return [someone.pk] if name in named else []
