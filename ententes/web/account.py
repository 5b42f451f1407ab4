"""How the sign-in library fits the house: nobody signs up alone, its letters go through our queue, its sentences are ours."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.correspondence import acts
from ententes.ground import clock
from ententes.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are written in by a coordination; this closes sign-up and posts the library's letters as ours."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("L’adresse et le mot de passe ne vont pas ensemble."),
        "enter_current_password": gettext_lazy("Ce n’est pas le mot de passe actuel."),
        "incorrect_code": gettext_lazy("Ce n’est pas le code attendu."),
        "incorrect_password": gettext_lazy("Ce n’est pas le bon mot de passe."),
        "rate_limited": gettext_lazy("Trop de demandes à la fois : attendez un peu, puis recommencez."),
        "too_many_login_attempts": gettext_lazy("Trop d’essais : attendez un peu, puis recommencez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of ours: what cannot even be taken apart as an address is none."""
        path = str(url or "")
        try:
            return path.startswith("/") and not path.startswith("//") and bool(super().is_safe_url(path))
        except ValueError:
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = Person.objects.filter(email=email.lower()).first()
        with translation.override(person.language if person else translation.get_language()):
            message = self.render_mail(template_prefix, email, context)
        acts.post(address=email, subject=str(message.subject), text=str(message.body), when=clock.now(), recipient=person)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a key and no application is asked for the key first: recovery codes are for bad days."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return methods
        order = ("mfa_reauthenticate:webauthn", "reauthenticate", "mfa_reauthenticate")
        return sorted(methods, key=lambda method: order.index(method["id"]))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The words of the second factor, and the names given to keys."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("Ce second facteur ne peut pas être retiré."),
        "cannot_generate_recovery_codes": gettext_lazy("Il faut d’abord un second facteur; les codes de secours viennent avec lui."),
        "incorrect_code": gettext_lazy("Ce n’est pas le code attendu."),
    }

    def _get_site_name(self) -> str:
        return "Ententes"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        return _("Clé du %(day)s") % {"day": clock.today().isoformat()}
