"""The forms of the door: an address, a code, a password for those who set one; who somebody is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.core import context, ratelimit
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ententes.ground.french import fold
from ententes.people.states import Digest


def count_attempt(action: str, address: str) -> None:
    """Count one attempt on an address, case and accents folded so that no spelling counts apart; too many is an error."""
    if not ratelimit.consume(context.request, action=action, key=fold(address)):
        raise get_adapter().validation_error("too_many_login_attempts")


class SignInForm(LoginForm):  # type: ignore[misc]
    """An address; with nothing else a code is sent there. People who set a password may give it instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Adresse courriel")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"

    def _setup_password_field(self) -> None:
        password = self.fields["password"]
        password.required, password.label, password.help_text = False, _("Mot de passe"), ""
        password.widget.is_required = False
        password.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        address: str = super().clean_login()
        count_attempt("sign_in", address)
        return address


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was sent. Attempts are counted for the session and, whatever the session, for the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short", "autofocus": ""}

    def clean_code(self) -> str:
        count_attempt("confirm_code", context.request._login_stage.state.get("email", ""))
        code: str = super().clean_code()
        return code


class ApplicationForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code que l’application affiche")


class Guarded(json.JSONDecoder):
    """JSON where a number without end, or brackets without end, is a wrong text and not a fault of ours."""

    def decode(self, s: str, *rest: Any) -> Any:
        try:
            return super().decode(s, *rest)
        except (ValueError, RecursionError) as wrong:
            raise json.JSONDecodeError(type(wrong).__name__, "", 0) from None


class _Key:
    """What a security key answered, read with care."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].decoder = Guarded  # type: ignore[attr-defined]


@contextmanager
def _read_as_a_key() -> Iterator[None]:
    """The library lets through answers whose parts are not what a browser sends, and breaks on them: those are wrong answers too."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise get_adapter().validation_error("incorrect_code") from None


class AddKeyForm(_Key, AddWebAuthnForm):  # type: ignore[misc]
    """A new key."""

    def clean(self) -> Any:
        with _read_as_a_key():
            return super().clean()


class KeyForm(_Key, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a key."""

    def clean_credential(self) -> Any:
        with _read_as_a_key():
            return super().clean_credential()


class KeyAgainForm(_Key, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Confirming with a key."""

    def clean_credential(self) -> Any:
        with _read_as_a_key():
            return super().clean_credential()


class SelfForm(forms.Form):
    """How somebody wants to be named and written to."""

    name = forms.CharField(label=_("Nom"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
    digest = forms.ChoiceField(
        label=_("Une lettre sur ce qui vous attend"),
        choices=Digest.choices,
        required=False,
        help_text=_("Ce qui a une date (convocation, vote, accord écrit) vous est toujours écrit à part."),
    )
