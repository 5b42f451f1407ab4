"""The letters of bodies: telling somebody that they were given a part."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.correspondence import acts
from ententes.ground.days import long_date

from .models import Charge, Finance
from .states import Office


def tell_named(agreement: Agreement, *, person: Any, what: str, when: datetime) -> None:
    """Tell somebody, in their language, to what they were named: the body `what`, or the coordination when it is empty."""
    with translation.override(person.language):
        named = _("à un siège de l’instance « %(body)s »") % {"body": what} if what else _("à la coordination")
        lines = [
            _("Vous êtes nommé %(named)s de l’entente « %(agreement)s ».") % {"named": named, "agreement": agreement.short_title},
            _("Pour la lire et donner des nouvelles de ses actions, connectez-vous avec cette adresse; un code vous y sera envoyé :"),
            f"{settings.BASE_URL}{reverse('agreement', kwargs={'agreement': agreement.slug})}",
            _("Si cela vous surprend, répondez à la coordination de l’entente : elle peut y mettre fin."),
            "Ententes",
        ]
        subject = _("%(agreement)s : vous y avez un siège") if what else _("%(agreement)s : vous êtes à la coordination")
        acts.write_to(person, subject % {"agreement": agreement.short_title}, *lines, when=when)


def tell_charged(charge: Charge, *, when: datetime) -> None:
    """Tell somebody, in their language, that they preside over a body or keep its minutes."""
    person, body = charge.person, charge.body
    with translation.override(person.language):
        said = {"body": body.name, "agreement": body.agreement.short_title, "day": long_date(charge.starts_on)}
        if charge.office == Office.CHAIR:
            words = _("Vous présidez l’instance « %(body)s » de l’entente « %(agreement)s » à partir du %(day)s.") % said
            subject = _("%(agreement)s : vous présidez une instance") % said
        else:
            words = _("Vous tenez le secrétariat de l’instance « %(body)s » de l’entente « %(agreement)s » à partir du %(day)s.") % said
            subject = _("%(agreement)s : vous tenez le secrétariat d’une instance") % said
        lines = [
            words,
            _(
                "Cette charge ne donne ni siège ni voix; elle ouvre les pages de l’instance."
                " Ce qu’elle vous demandera, signer un procès-verbal par exemple, viendra aussi par une lettre."
            ),
            _("Si cela vous surprend, répondez à la coordination de l’entente : elle peut y mettre fin."),
            "Ententes",
        ]
        acts.write_to(person, subject, *lines, when=when)


def tell_finance(finance: Finance, *, when: datetime) -> None:
    """Tell somebody, in their language, that they enter and approve payments."""
    person, agreement = finance.person, finance.agreement
    with translation.override(person.language):
        said = {"agreement": agreement.short_title, "organisation": finance.organisation.name, "day": long_date(finance.starts_on)}
        lines = [
            _("Vous êtes aux finances de l’entente « %(agreement)s », pour %(organisation)s, à partir du %(day)s.") % said,
            _("Vous y saisissez les versements aux promoteurs, ou approuvez ceux qu’une autre personne a saisis; jamais les deux."),
            f"{settings.BASE_URL}{reverse('agreement', kwargs={'agreement': agreement.slug})}",
            _("Si cela vous surprend, répondez à la coordination de l’entente : elle peut y mettre fin."),
            "Ententes",
        ]
        acts.write_to(person, _("%(agreement)s : vous êtes aux finances") % said, *lines, when=when)
