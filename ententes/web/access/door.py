"""The rows of the installation, the door, importing and what leaves."""

from __future__ import annotations

from .who import Who

DOOR: dict[str, dict[str, Who]] = {
    # The installation
    "home": {"GET": Who.EVERYONE},
    "language": {"POST": Who.EVERYONE},
    "first": {"GET": Who.FIRST, "POST": Who.FIRST},
    "accounts": {"GET": Who.TECHNICAL},
    "account_invite": {"POST": Who.TECHNICAL},
    "account_active": {"POST": Who.TECHNICAL},
    "account_opening": {"POST": Who.TECHNICAL},
    "account_technical": {"POST": Who.TECHNICAL},
    # What awaits whom
    "todo": {"GET": Who.SIGNED_IN},
    # The door
    "account": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_login": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "account_request_login_code": {"GET": Who.EVERYONE},
    "demo_sign_in": {"POST": Who.DEMO},
    # The pages of the sign-in library
    "account_confirm_login_code": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "account_inactive": {"GET": Who.EVERYONE},
    "account_logout": {"POST": Who.EVERYONE},
    "account_reauthenticate": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_change_password": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "account_set_password": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_login_webauthn": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "mfa_authenticate": {"GET": Who.EVERYONE, "POST": Who.EVERYONE},
    "mfa_reauthenticate": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_reauthenticate_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_index": {"GET": Who.SIGNED_IN},
    "mfa_activate_totp": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_deactivate_totp": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_view_recovery_codes": {"GET": Who.SIGNED_IN},
    "mfa_generate_recovery_codes": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_download_recovery_codes": {"GET": Who.SIGNED_IN},
    "mfa_list_webauthn": {"GET": Who.SIGNED_IN},
    "mfa_add_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_edit_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    "mfa_remove_webauthn": {"GET": Who.SIGNED_IN, "POST": Who.SIGNED_IN},
    # Importing
    "import": {"GET": Who.OPENER, "POST": Who.OPENER},
    "upload": {"GET": Who.OPENER},
    "upload_progress": {"GET": Who.OPENER},
    "upload_file": {"GET": Who.OPENER},
    "upload_item": {"GET": Who.OPENER},
    "upload_correct": {"GET": Who.OPENER, "POST": Who.OPENER},
    "upload_dismiss": {"POST": Who.OPENER},
    "upload_restore": {"POST": Who.OPENER},
    "upload_build": {"POST": Who.OPENER},
    "upload_undo": {"POST": Who.OPENER},
    "upload_again": {"POST": Who.OPENER},
    # What leaves
    "plan_exports": {"GET": Who.SEES},
    "plan_export": {"POST": Who.SEES},
    "exports": {"GET": Who.COORDINATION},
}
