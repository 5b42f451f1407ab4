"""What is written to promoters once a decision is taken, and to partners before an announcement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.agreements.models import Party
from ententes.correspondence.acts import write_to
from ententes.ground.wording import long_date, moment, money

from .models import Announcement, Project
from .queries.decided import Decision
from .queries.waiting import rank
from .states import Reason, Verdict


def decision_letter(project: Project, found: Decision, recourse: str) -> tuple[str, list[str]]:
    """The subject and the paragraphs of the letter that tells a decision, in the language that is active."""
    said = {
        "title": project.title,
        "body": found.resolution.body.name,
        "number": found.resolution.number,
        "day": long_date(found.day),
        "aid": money(found.aid),
        "agreement": project.agreement.title,
    }
    words = []
    if found.granted:
        words.append(_("Le %(day)s, %(body)s a accordé au projet « %(title)s » une aide de %(aid)s (résolution %(number)s).") % said)
        if found.conditions:
            words.append(_("À ces conditions :") + f"\n{found.conditions}")
        if found.verdict == Verdict.PENDING and not found.firm:
            words.append(_("L’aide ne devient ferme qu’une fois reçus ces documents :") + f"\n{found.awaited}")
        words.append(
            _("Rien n’est versé avant la signature de la convention. L’annonce publique a sa date : d’ici là, gardez-la pour vous.")
        )
    elif found.verdict == Verdict.WAIT:
        words.append(_("Le %(day)s, %(body)s a inscrit le projet « %(title)s » sur la liste d’attente (résolution %(number)s).") % said)
        if place := rank(project):
            words.append(_("Il y est au rang %(rank)s.") % {"rank": place})
        words.append(_reasons(found))
    else:
        words.append(_("Le %(day)s, %(body)s n’a pas retenu le projet « %(title)s » (résolution %(number)s).") % said)
        words.append(_reasons(found))
    if recourse:
        words.append(_("Si vous n’êtes pas d’accord : %(recourse)s") % {"recourse": recourse})
    return _("Décision sur votre projet : %(title)s") % said, words


def _reasons(found: Decision) -> str:
    reason = str(Reason(found.reason).label) if found.reason else ""
    return _("Motif : %(reasons)s") % {"reasons": ". ".join(filter(None, (reason, found.reasons)))}


def tell_decision(project: Project, found: Decision, recourse: str, *, by: Any, when: datetime) -> int:
    """Write the decision to each person of the enterprise; return how many letters were written."""
    assert project.deposit is not None
    people = [one.person for one in project.deposit.application.applicants.select_related("person").order_by("pk")]
    for person in people:
        with translation.override(person.language):
            subject, words = decision_letter(project, found, recourse)
            write_to(person, subject, *words, when=when, reply_to=by.email)
    return len(people)


def tell_partners(announcement: Announcement, parties: Sequence[Party], what: str, *, by: Any, when: datetime) -> int:
    """Tell the contact of each party when projects are made known, or that they are not; return how many letters were written."""
    contacts = {party.contact_id: party.contact for party in parties if party.contact is not None and party.contact.is_active}
    for contact in contacts.values():
        with translation.override(contact.language):
            said = {"title": announcement.title, "agreement": announcement.agreement.title, "at": moment(announcement.public_at)}
            if what == "cancelled":
                subject = _("Annonce annulée : %(title)s") % said
                words = [_("L’annonce « %(title)s », de %(agreement)s, n’aura pas lieu.") % said, announcement.cancelled_because]
            else:
                subject = (_("Annonce reportée : %(title)s") if what == "postponed" else _("Annonce à venir : %(title)s")) % said
                words = [
                    _("L’annonce « %(title)s », de %(agreement)s, sera publique le %(at)s.") % said,
                    _("Jusqu’à ce moment, elle reste sous embargo : rien n’en est public."),
                ]
            write_to(contact, subject, *words, when=when, reply_to=by.email)
    return len(contacts)
