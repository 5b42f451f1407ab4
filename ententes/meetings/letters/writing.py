"""The letters of written resolutions: a seat is asked to sign, and told how it ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.correspondence import acts as correspondence
from ententes.decisions.models import interested_in
from ententes.ground.wording import long_date, quoted

from ..models import Consent, Consultation
from ..queries import consents


def ask_consent(consent: Consent, asker: Any, when: datetime) -> None:
    """Ask a seat to read a resolution proposed in writing, and to sign or refuse it by its own link."""
    consultation, person = consent.consultation, consent.term.person
    with translation.override(person.language):
        paragraphs = [
            _("Une résolution est proposée par écrit aux sièges de %(body)s, à signer au plus tard le %(day)s : %(title)s.")
            % {"body": quoted(consultation.body.name), "day": long_date(consultation.closes_on), "title": quoted(consultation.title)},
            *(_("Considérant : %(words)s") % {"words": one} for one in [consultation.whereas] if one),
            _("Il est résolu : %(words)s") % {"words": consultation.resolved},
            *(_("Conditions : %(words)s") % {"words": one} for one in [consultation.conditions] if one),
            _(
                "Lisez, puis signez ou refusez par ce lien, sans mot de passe. L’ouvrir n’enregistre rien;"
                " répondre « oui » à cette lettre non plus : %(link)s"
            )
            % {"link": consents.address(consent)},
            _("La résolution n’est prise que si chaque siège qui vote la signe. Un seul refus la renvoie à une rencontre."),
            _("Une question? Répondez simplement à cette lettre : elle parvient à %(name)s.") % {"name": asker.name},
        ]
        correspondence.write_to(
            person,
            _("%(body)s : une résolution à signer d’ici le %(day)s")
            % {"body": consultation.body.name, "day": long_date(consultation.closes_on)},
            *paragraphs,
            when=when,
            reply_to=asker.email,
        )


def tell_recorded(consent: Consent, signed: bool, recorder: Any, when: datetime) -> None:
    """Tell whoever holds a seat that an answer of theirs, come on paper, was written down, and by whom."""
    consultation, person = consent.consultation, consent.term.person
    with translation.override(person.language):
        said = {"name": recorder.name, "title": quoted(consultation.title), "body": quoted(consultation.body.name)}
        lines = [
            (
                _("%(name)s a consigné votre signature, reçue sur papier, de la résolution %(title)s proposée par écrit à %(body)s.") % said
                if signed
                else _("%(name)s a consigné votre refus, reçu sur papier, de la résolution %(title)s proposée par écrit à %(body)s.") % said
            ),
            _("Si vous n’avez rien répondu de tel, dites-le aussitôt en répondant à cette lettre : elle parvient à %(name)s.") % said,
        ]
        correspondence.write_to(
            person,
            _("%(body)s : votre réponse sur papier est consignée") % {"body": consultation.body.name},
            *lines,
            when=when,
            reply_to=recorder.email,
        )


def tell_consultation(consultation: Consultation, when: datetime) -> None:
    """Tell every seat that was asked how a consultation ended: the number of its resolution, or why there is none.

    Whoever declared an interest since they were asked is told nothing more.
    """
    told = consultation.consents.exclude(term__person__in=interested_in(consultation.matter_id))
    for consent in told.select_related("term__person"):
        person = consent.term.person
        with translation.override(person.language):
            said = (
                _("Chaque siège a signé : c’est la résolution %(number)s.") % {"number": consultation.resolution.number}
                if consultation.resolution
                else _("Aucune résolution n’est prise. %(why)s") % {"why": consultation.why_ended}
            )
            lines = [f"{quoted(consultation.title)}. {said}", "Ententes"]
            correspondence.write_to(
                person,
                _("%(body)s : la consultation est terminée") % {"body": consultation.body.name},
                *lines,
                when=when,
            )
