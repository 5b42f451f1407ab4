"""The letters that ask for news, in the language of the person who receives them. Plain text, lines left to the reader's window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Coordination
from ententes.ground.days import long_date
from ententes.ground.french import shortened
from ententes.ground.markdown import plain

from .models import Action
from .queries.answering import Sheet


@dataclass
class Group:
    """The actions of one lead in a letter, each with its link."""

    name: str
    items: list[tuple[Action, str]] = field(default_factory=list)


def asking(
    *,
    recipient: Any,
    asker: Coordination,
    agreement: Agreement,
    groups: Sequence[Group],
    due_on: date,
    until: date,
    asked_on: date,
    reminders: int = 0,
    most: int = 0,
) -> tuple[str, str]:
    """Subject and text of a letter that asks for news, or of a reminder when `reminders` counts from one.

    Reads the plan, the schedules and the latest note of each action: have them loaded.
    """
    with translation.override(recipient.language):
        count = sum(len(group.items) for group in groups)
        opening = _reminding(asker, agreement, count, due_on, asked_on) if reminders else _asking(asker, agreement, count, due_on)
        paragraphs = [_("Bonjour %(name)s,") % {"name": recipient.name}, opening]
        if reminders and reminders == most:
            paragraphs.append(_("C’est le dernier rappel : sans réponse, cette demande s’arrête ici."))
        paragraphs.append(
            ngettext(
                "Le lien ouvre une page où répondre sans mot de passe. L’ouvrir n’enregistre rien. Deux phrases suffisent.",
                "Chaque lien ouvre une page où répondre sans mot de passe. L’ouvrir n’enregistre rien. Deux phrases suffisent.",
                count,
            )
        )
        paragraphs += _listed(groups)
        paragraphs.append(
            ngettext(
                "Ce lien vous est personnel : la réponse portera votre nom. Il sert jusqu’au %(day)s.",
                "Ces liens vous sont personnels : les réponses porteront votre nom. Ils servent jusqu’au %(day)s.",
                count,
            )
            % {"day": long_date(until)}
        )
        paragraphs.append(_("Une question? Répondez simplement à cette lettre : elle parvient à %(name)s.") % {"name": asker.person.name})
        paragraphs.append(f"{asker.person.name}\n" + _("Coordination, %(agreement)s") % {"agreement": agreement.short_title})
        subject = ngettext(
            "%(agreement)s – des nouvelles d’une action, d’ici le %(day)s",
            "%(agreement)s – des nouvelles de %(count)s actions, d’ici le %(day)s",
            count,
        )
        subject %= {"agreement": agreement.short_title, "count": count, "day": long_date(due_on)}
        if reminders:
            subject = _("Rappel : %(subject)s") % {"subject": subject}
        return subject, "\n\n".join(paragraphs) + "\n"


def preview(sheet: Sheet, *, asker: Coordination, agreement: Agreement, due_on: date, until: date) -> tuple[str, str]:
    """Subject and text of the letter that a sheet would become; the links are only written when it leaves."""
    with translation.override(sheet.recipient.language):
        link = _("(un lien personnel)")
    groups = [Group(lead.name, [(action, link) for action in actions]) for lead, actions in sheet.groups]
    return asking(recipient=sheet.recipient, asker=asker, agreement=agreement, groups=groups, due_on=due_on, until=until, asked_on=due_on)


def _asking(asker: Coordination, agreement: Agreement, count: int, due_on: date) -> str:
    return ngettext(
        "%(asker)s, de la coordination de l’entente « %(agreement)s », vous demande des nouvelles d’une action du plan, d’ici le %(day)s.",
        "%(asker)s, de la coordination de l’entente « %(agreement)s », vous demande des nouvelles de %(count)s actions du plan,"
        " d’ici le %(day)s.",
        count,
    ) % {"asker": asker.person.name, "agreement": agreement.title, "count": count, "day": long_date(due_on)}


def _reminding(asker: Coordination, agreement: Agreement, count: int, due_on: date, asked_on: date) -> str:
    return ngettext(
        "Le %(asked)s, la coordination de l’entente « %(agreement)s » vous demandait des nouvelles, attendues pour le %(day)s."
        " Il reste une action sans réponse.",
        "Le %(asked)s, la coordination de l’entente « %(agreement)s » vous demandait des nouvelles, attendues pour le %(day)s."
        " Il reste %(count)s actions sans réponse.",
        count,
    ) % {"asked": long_date(asked_on), "agreement": agreement.title, "count": count, "day": long_date(due_on)}


def _listed(groups: Sequence[Group]) -> list[str]:
    """The actions, numbered from one end of the letter to the other, under the name of each lead."""
    found, number = [], 0
    for group in groups:
        if group.name:
            found.append(f"— {group.name} —")
        for action, link in group.items:
            number += 1
            lines = [f"{number}. {' '.join(action.text.split())}"]
            months = action.plan.agreement.fiscal_year
            schedules = [
                f"{row.words or _('non précisée au plan')} ({months(row.year).label})"
                for row in sorted(action.schedules.all(), key=lambda row: row.year)
            ]
            if schedules:
                lines.append(_("Échéance : %(words)s") % {"words": "; ".join(schedules)})
            if action.news is not None:
                lines.append(
                    _("Dernière nouvelle, le %(day)s : %(words)s")
                    % {"day": long_date(action.news.dated_on), "words": shortened(plain(action.news.text), 200)}
                )
            lines.append(_("Répondre : %(link)s") % {"link": link})
            found.append("\n".join(lines))
    return found
