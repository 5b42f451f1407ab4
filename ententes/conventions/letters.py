"""The letters of conventions: sign, signed, lapsed, in default, paid. Each is in the language of whom it is written to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.correspondence import acts
from ententes.ground.wording import long_date, money

from .models import Default, GrantAgreement, GrantSignature, Payment
from .queries import signing
from .states import Side


def ask_to_sign(signature: GrantSignature, *, when: datetime, again: bool = False) -> None:
    """Ask whoever is authorised to read the convention and sign it, by a link of their own; `again` for a reminder."""
    convention, person = signature.convention, signature.person
    if person is None:
        return
    with translation.override(person.language):
        said = _said(convention) | {"side": str(Side(signature.side).label), "day": long_date(convention.sign_by)}
        lines = [
            _("La convention d’aide financière du projet « %(project)s » attend votre signature, au nom du %(side)s.") % said,
            _("L’aide accordée est d’au plus %(aid)s.") % said,
            _("Lisez-la en entier, puis signez-la ou imprimez-la, à cette adresse qui n’est que pour vous :"),
            signing.address(signature),
        ]
        if signature.side == Side.PROMOTER and convention.sign_by is not None:
            lines.append(
                _("Elle se signe au plus tard le %(day)s. Passé ce jour, elle est caduque et la somme retourne à son enveloppe.") % said
            )
        lines += [_("Ouvrir cette adresse ne signe rien."), "Ententes"]
        subject = _("Rappel : convention à signer, %(project)s") if again else _("Convention à signer : %(project)s")
        acts.write_to(person, subject % said, *lines, when=when)


def tell_in_force(convention: GrantAgreement, *, when: datetime) -> None:
    """Tell those of the promoter that both have signed."""
    for person in promoters(convention):
        with translation.override(person.language):
            said = _said(convention)
            lines = [
                _("La convention d’aide financière du projet « %(project)s » est signée de part et d’autre : elle est en vigueur.") % said,
                _("Ses versements, et ce qui vous est demandé et pour quand, se lisent ici :"),
                _address(convention),
                "Ententes",
            ]
            acts.write_to(person, _("Convention en vigueur : %(project)s") % said, *lines, when=when)


def tell_lapsed(convention: GrantAgreement, *, when: datetime) -> None:
    for person in promoters(convention):
        with translation.override(person.language):
            said = _said(convention) | {"day": long_date(convention.sign_by)}
            lines = [
                _("La convention d’aide financière du projet « %(project)s » n’a pas été signée au plus tard le %(day)s.") % said,
                _("Elle est caduque, et la somme qui lui était engagée est retournée à son enveloppe."),
                "Ententes",
            ]
            acts.write_to(person, _("Convention caduque : %(project)s") % said, *lines, when=when)


def tell_default(default: Default, *, when: datetime) -> None:
    for person in promoters(default.convention):
        with translation.override(person.language):
            said = _said(default.convention)
            lines = [
                _("Le gestionnaire constate un défaut à la convention du projet « %(project)s » :") % said,
                default.reason,
                _("Rien n’est versé tant qu’il n’est pas levé. Répondez à la coordination de l’entente pour y remédier."),
                "Ententes",
            ]
            acts.write_to(person, _("Défaut constaté : %(project)s") % said, *lines, when=when)


def tell_paid(payment: Payment, *, when: datetime) -> None:
    """Tell those of the promoter what was paid."""
    convention = payment.instalment.convention
    for person in promoters(convention):
        with translation.override(person.language):
            said = _said(convention) | {"cents": money(payment.cents), "day": long_date(payment.paid_on), "by": payment.reference}
            paid = _("Un versement de %(cents)s vous a été fait le %(day)s pour le projet « %(project)s ».") % said
            lines = [paid, _("Numéro du chèque ou du virement : %(by)s.") % said if payment.reference else "", _address(convention)]
            acts.write_to(person, _("Versement : %(project)s") % said, *filter(None, lines), "Ententes", when=when)


def promoters(convention: GrantAgreement) -> Iterable[Any]:
    """Those who wrote the application, and whoever signs for the promoter; each once."""
    found: dict[int, Any] = {}
    deposit = convention.project.deposit
    if deposit is not None:
        for one in deposit.application.applicants.select_related("person").order_by("pk"):
            found[one.person_id] = one.person
    for signature in convention.signatures.filter(side=Side.PROMOTER, person__isnull=False).select_related("person"):
        found[signature.person_id] = signature.person
    return [one for one in found.values() if one.is_active]


def _said(convention: GrantAgreement) -> dict[str, Any]:
    return {"project": convention.project.title, "aid": money(convention.cents), "number": convention.number}


def _address(convention: GrantAgreement) -> str:
    return settings.BASE_URL + reverse("own_convention", kwargs={"convention": convention.pk})
