"""What stands in the way of planning a meeting, of writing its agenda, of calling it, and of answering its notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.committees.models import Body, Procedure
from ententes.committees.queries import Capacity, procedure_on
from ententes.decisions.models import Matter
from ententes.decisions.states import State as MatterState
from ententes.ground.days import long_date
from ententes.ground.wording import quoted, span

from ..models import Invitation, Item, Meeting
from ..queries.before import day_of, first_lawful_day, notice_days, prepares, unannounced, whom
from ..queries.replies import offered
from ..states import COMING, ItemState, State

LONGEST = timedelta(hours=12)
"""A longer meeting is a mistake in its hours."""
MOST_TIMES = 24
"""Meetings of one series."""
MOST_ITEMS = 100


def obstacles_to_preparing(body: Body, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Meetings are prepared by the coordination, and by the chair and the secretary of the body."""
    if not prepares(body, by, timezone.localdate(when)):
        yield _(
            "Les rencontres de %(body)s sont préparées par la coordination de l’entente, et par les membres qui en ont la présidence"
            " ou le secrétariat."
        ) % {"body": quoted(body.name)}


def obstacles_to_ruling(body: Body, day: date) -> Iterator[str]:
    """Nothing is assumed in silence: a body that is still there has its rules of procedure before it meets."""
    if not body.runs_on(day) and body.dissolved_on:
        yield _("%(body)s n’existe plus depuis le %(day)s.") % {"body": quoted(body.name), "day": long_date(body.dissolved_on)}
    if procedure_on(body, day) is None:
        yield _(
            "%(body)s n’a pas encore de règles de fonctionnement au %(day)s : quorum, avis, vote. Inscrivez-les d’abord, sur la page de"
            " l’instance."
        ) % {"body": quoted(body.name), "day": long_date(day)}


def obstacles_to_planning(
    body: Body, *, starts_at: datetime, ends_at: datetime, link: str, afterwards: bool, by: Capacity, when: datetime
) -> Iterator[str]:
    """A meeting has rules, hours in order, and a time of its own. `afterwards`: it was held, and is entered from paper."""
    yield from obstacles_to_preparing(body, by=by, when=when)
    day = timezone.localdate(starts_at)
    yield from obstacles_to_ruling(body, day)
    yield from _hours(body, starts_at, ends_at, None)
    yield from _distance(procedure_on(body, day), link)
    if afterwards and starts_at > when:
        yield _("Une rencontre consignée après coup a déjà eu lieu : sa date ne peut pas être à venir.")
    if not afterwards and starts_at <= when:
        yield _("Cette date est passée. Une rencontre qui a déjà eu lieu se consigne après coup.")


def obstacles_to_repeating(*, times: int) -> Iterator[str]:
    """A series has two meetings or more, and not too many."""
    if not 2 <= times <= MOST_TIMES:
        yield _("Une série compte de 2 à %(most)s rencontres.") % {"most": MOST_TIMES}


def _hours(body: Body, starts_at: datetime, ends_at: datetime, but: Meeting | None) -> Iterator[str]:
    if ends_at <= starts_at:
        yield _("La rencontre finit après avoir commencé.")
    elif ends_at - starts_at > LONGEST:
        yield _("Une rencontre dure au plus douze heures : vérifiez ses heures.")
    beside = body.meetings.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(state=State.CANCELLED)
    for other in beside.exclude(pk=but.pk if but else None):
        yield _("%(body)s a déjà une rencontre à ce moment : n° %(number)s, %(span)s.") % {
            "body": quoted(body.name),
            "number": other.number,
            "span": span(other.starts_at, other.ends_at),
        }


def _distance(procedure: Procedure | None, link: str) -> Iterator[str]:
    if link and procedure is not None and not procedure.remote_allowed:
        yield _("Les règles de l’instance ne permettent pas la participation à distance : le lien n’a pas sa place.")


def obstacles_to_changing(meeting: Meeting, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A meeting is moved or cancelled before it opens."""
    yield from obstacles_to_preparing(meeting.body, by=by, when=when)
    if meeting.state not in COMING:
        yield _("Cette rencontre est %(state)s : elle ne se déplace plus et ne s’annule plus.") % {"state": meeting.get_state_display()}


def obstacles_to_rescheduling(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    link: str,
    shortness: str,
    revision: int,
    by: Capacity,
    when: datetime,
) -> Iterator[str]:
    """The same as planning; once called, another start is another notice, with its delay."""
    yield from obstacles_to_changing(meeting, by=by, when=when)
    if revision != meeting.revision:
        yield _("Quelqu’un d’autre a changé cette rencontre entre-temps : elle est %(span)s. Relisez, puis enregistrez de nouveau.") % {
            "span": f"{span(meeting.starts_at, meeting.ends_at)}{', ' if meeting.place else ''}{meeting.place}"
        }
    day = timezone.localdate(starts_at)
    yield from obstacles_to_ruling(meeting.body, day)
    yield from _hours(meeting.body, starts_at, ends_at, meeting)
    yield from _distance(procedure_on(meeting.body, day), link)
    if starts_at <= when:
        yield _("Une rencontre ne se déplace pas dans le passé.")
    elif meeting.state == State.CALLED and starts_at != meeting.starts_at:
        yield from obstacles_to_notice(meeting, day=day, shortness=shortness, when=when)


def obstacles_to_cancelling(meeting: Meeting, *, why: str, by: Capacity, when: datetime) -> Iterator[str]:
    """Those who were called are told why."""
    yield from obstacles_to_changing(meeting, by=by, when=when)
    if not why.strip():
        yield _("Dites pourquoi la rencontre est annulée : la lettre le dira à ceux qui étaient convoqués.")


def obstacles_to_notice(meeting: Meeting, *, day: date, shortness: str, when: datetime) -> Iterator[str]:
    """The delay between the notice and the day of the meeting, as the rules of the body ask; shorter only where they allow it, and why."""
    procedure = procedure_on(meeting.body, day)
    if procedure is None:
        return
    asked = notice_days(procedure, is_special=meeting.is_special)
    first = first_lawful_day(procedure, is_special=meeting.is_special, called_at=when)
    if day >= first or (procedure.short_notice_allowed and shortness.strip()):
        return
    sentence = ngettext(
        "Les règles de %(body)s demandent un avis d’un jour pour une rencontre %(kind)s : convoquée aujourd’hui, elle se tient au plus tôt"
        " le %(first)s.",
        "Les règles de %(body)s demandent un avis de %(days)s jours pour une rencontre %(kind)s : convoquée aujourd’hui, elle se tient au"
        " plus tôt le %(first)s.",
        asked,
    ) % {
        "body": quoted(meeting.body.name),
        "days": asked,
        "kind": _("extraordinaire") if meeting.is_special else _("ordinaire"),
        "first": long_date(first),
    }
    if procedure.short_notice_allowed:
        yield sentence + " " + _("Elles permettent un avis plus court : dites-en le motif, que le procès-verbal portera.")
    else:
        yield sentence + " " + _("Elles ne permettent pas d’avis plus court.")


def obstacles_to_calling(meeting: Meeting, *, shortness: str, by: Capacity, when: datetime) -> Iterator[str]:
    """A meeting is called once, in time, somewhere, with an agenda, and to somebody."""
    yield from obstacles_to_preparing(meeting.body, by=by, when=when)
    if meeting.state != State.PLANNED:
        yield _("Cette rencontre est déjà %(state)s.") % {"state": meeting.get_state_display()}
        return
    if meeting.starts_at <= when:
        yield _("L’heure de cette rencontre est passée : elle ne se convoque plus.")
    yield from obstacles_to_ruling(meeting.body, day_of(meeting))
    yield from obstacles_to_notice(meeting, day=day_of(meeting), shortness=shortness, when=when)
    if not (meeting.place or meeting.link):
        yield _("Dites où la rencontre se tient : un lieu, un lien, ou les deux.")
    if not meeting.items.exists():
        yield _("L’ordre du jour est vide.")
    if not whom(meeting):
        yield _("Personne ne tient de siège à %(body)s ce jour-là : il n’y a personne à convoquer.") % {"body": quoted(meeting.body.name)}
    if not settings.BASE_URL:
        yield _(
            "L’adresse publique de cette installation n’est pas réglée (ENTENTES_URL) : les liens des lettres ne mèneraient nulle part."
        )


def obstacles_to_inviting(meeting: Meeting, *, person: Any, by: Capacity, when: datetime) -> Iterator[str]:
    """A guest is invited once, before the meeting opens."""
    yield from obstacles_to_preparing(meeting.body, by=by, when=when)
    if meeting.state not in COMING:
        yield _("Cette rencontre est %(state)s : on n’y invite plus.") % {"state": meeting.get_state_display()}
    if not person.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": person.name}
    seated = any(one.person.pk == person.pk for one in whom(meeting))
    if seated or meeting.invitations.filter(person=person).exists():
        yield _("%(name)s est déjà de la rencontre.") % {"name": person.name}


def obstacles_to_uninviting(invitation: Invitation, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Only a guest to whom no letter left."""
    yield from obstacles_to_preparing(invitation.meeting.body, by=by, when=when)
    if invitation.meeting.state != State.PLANNED or invitation.term_id is not None:
        yield _("La lettre est partie : l’invitation reste au dossier.")


def obstacles_to_arranging(meeting: Meeting, *, by: Capacity, when: datetime, adds: bool = False) -> Iterator[str]:
    """An agenda is written until the meeting ends. A special one, once called, takes up nothing more."""
    yield from obstacles_to_preparing(meeting.body, by=by, when=when)
    if meeting.state not in (*COMING, State.OPEN):
        yield _("Cette rencontre est %(state)s : son ordre du jour ne change plus.") % {"state": meeting.get_state_display()}
    if adds and meeting.is_special and meeting.state != State.PLANNED:
        yield _("Une rencontre extraordinaire s’en tient à l’ordre du jour de sa convocation : rien ne s’y ajoute.")
    if adds and meeting.items.count() >= MOST_ITEMS:
        yield _("Un ordre du jour compte au plus %(most)s points.") % {"most": MOST_ITEMS}


def obstacles_to_sending_agenda(meeting: Meeting, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Those called are written to again only of what they were not told yet."""
    yield from obstacles_to_preparing(meeting.body, by=by, when=when)
    if meeting.state == State.CALLED and meeting.ends_at <= when:
        yield _("L’heure de cette rencontre est passée : son ordre du jour ne s’envoie plus.")
    elif not unannounced(meeting).exists():
        yield _("Rien ne s’est ajouté à l’ordre du jour depuis la dernière lettre.")


def obstacles_to_taking_up(meeting: Meeting, matter: Matter | None) -> Iterator[str]:
    """A matter is taken up by the body it is before."""
    if matter is None:
        return
    if matter.state != MatterState.BEFORE or matter.stage is None or matter.stage.body_id != meeting.body_id:
        yield _("Le dossier %(title)s n’est pas devant %(body)s.") % {"title": quoted(matter.title), "body": quoted(meeting.body.name)}


def obstacles_to_titling(title: str, estimate: int | None) -> Iterator[str]:
    """An item says what it is about; its time is that of a meeting."""
    if not title.strip():
        yield _("Le titre du point est obligatoire.")
    if estimate is not None and not 0 < estimate <= 720:
        yield _("La durée prévue va de 1 à 720 minutes.")


def obstacles_to_rewording(item: Item, *, revision: int, by: Capacity, when: datetime) -> Iterator[str]:
    """What was not taken up yet, as it was last read."""
    yield from obstacles_to_arranging(item.meeting, by=by, when=when)
    if item.state != ItemState.PENDING:
        yield _("Ce point est %(state)s : il ne se récrit plus.") % {"state": item.get_state_display()}
    if revision != item.revision:
        yield _("Quelqu’un d’autre a enregistré ce point entre-temps : %(title)s. Vos mots sont gardés ci-dessous.") % {
            "title": quoted(item.title)
        }


def obstacles_to_replying(invitation: Invitation, *, reply: str, when: datetime) -> Iterator[str]:
    """A notice is answered until the meeting opens, with one of the answers its rules allow."""
    yield from obstacles_to_using_link(invitation)
    if invitation.meeting.state == State.CALLED and invitation.meeting.ends_at <= when:
        yield _("La rencontre a eu lieu : on n’y répond plus.")
    day = day_of(invitation.meeting)
    if reply not in offered(invitation, procedure_on(invitation.meeting.body, day), day):
        yield _("Choisissez une des réponses proposées.")


def obstacles_to_using_link(invitation: Invitation) -> Iterator[str]:
    """What makes the link of a notice no longer serve."""
    meeting = invitation.meeting
    if meeting.state == State.CANCELLED:
        yield _("Cette rencontre est annulée : il n’y a plus rien à répondre.")
    elif meeting.state == State.PLANNED:
        yield _("Cette rencontre n’est pas encore convoquée.")
    elif meeting.state != State.CALLED:
        yield _("Cette rencontre est %(state)s : on n’y répond plus.") % {"state": meeting.get_state_display()}
    if not invitation.person.is_active:
        yield _("Ce lien a été donné à une personne qui n’agit plus dans cette installation.")


def obstacles_to_recording_reply(invitation: Invitation, *, reply: str, by: Capacity, when: datetime) -> Iterator[str]:
    """An answer given by phone is written down by whoever prepares the meeting."""
    yield from obstacles_to_preparing(invitation.meeting.body, by=by, when=when)
    yield from obstacles_to_replying(invitation, reply=reply, when=when)


def obstacles_to_declaring(invitation: Invitation, matter: Matter) -> Iterator[str]:
    """A member declares an interest ahead in a matter of the agenda."""
    yield from obstacles_to_using_link(invitation)
    if invitation.term_id is None:
        yield _("Seules les personnes qui siègent déclarent un intérêt : les autres ne délibèrent pas.")
    if not invitation.meeting.items.filter(matter=matter).exists():
        yield _("Ce dossier n’est pas à l’ordre du jour.")
