"""What stands in the way of writing, sending, adopting and signing minutes, and of following up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Term
from ententes.committees.queries import Capacity
from ententes.committees.states import Office
from ententes.decisions.models import Resolution
from ententes.ground.wording import long_date, quoted

from ..models import FollowUp, Item, Meeting, Minutes, Motion
from ..queries.minutes import ADOPTED, offices_of, seal, unread
from ..states import ItemState, MinutesState, State, Usual
from .during import obstacles_to_recording

LONGEST = 50_000
"""Characters in a section of minutes."""


def obstacles_to_keeping(meeting: Meeting, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Minutes are kept by whoever records for the body, and by whoever was the secretary of that meeting without having the charge."""
    if by.person.pk != meeting.secretary_id or by.agreement.pk != meeting.body.agreement_id:
        yield from obstacles_to_recording(meeting.body, by=by, when=when)


def obstacles_to_composing(meeting: Meeting, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Minutes are of a meeting that is over, and are composed once: later they are edited."""
    yield from obstacles_to_keeping(meeting, by=by, when=when)
    if meeting.state not in (State.CLOSED, State.ADJOURNED):
        yield _("La rencontre est %(state)s : son procès-verbal se compose une fois qu’elle est levée ou ajournée.") % {
            "state": State(meeting.state).label
        }
    if Minutes.objects.filter(meeting=meeting).exists():
        yield _("Le procès-verbal de cette rencontre est déjà commencé.")


def obstacles_to_editing(minutes: Minutes, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What was adopted is never edited: a correction is noted instead."""
    yield from obstacles_to_keeping(minutes.meeting, by=by, when=when)
    if minutes.state in ADOPTED:
        yield _("Ce procès-verbal est adopté : il ne se modifie plus. Une correction se note à côté du texte, par résolution.")


def obstacles_to_writing_section(minutes: Minutes, place: int, text: str, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A section exists; what was said in camera is written by who was there, and an item by nobody who withdrew from it."""
    yield from obstacles_to_editing(minutes, by=by, when=when)
    if not 0 <= place < len(minutes.sections):
        yield _("Cette section n’existe pas.")
    elif minutes.sections[place].get("fixed"):
        yield _("Cette section est celle du registre : personne ne l’écrit.")
    elif place in unread(minutes, by.person):
        if minutes.sections[place].get("in_camera"):
            yield _("Seules les personnes présentes au huis clos lisent et écrivent ce qui s’y est dit.")
        else:
            yield _("Qui s’est retiré d’un point ou y a un intérêt ne lit ni n’écrit ce qui s’en est dit.")
    if len(text) > LONGEST:
        yield _("Une section compte au plus 50 000 caractères.")


def obstacles_to_sending(minutes: Minutes, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A draft is sent to the members of the body; sent again once it changed."""
    yield from obstacles_to_editing(minutes, by=by, when=when)
    seated = Term.objects.in_force(timezone.localdate(when)).filter(seat__body=minutes.meeting.body, person__is_active=True)
    if not seated.exists():
        yield _("%(body)s n’a aucun membre à qui transmettre le projet.") % {"body": minutes.meeting.body.name}


def obstacles_to_remarking(minutes: Minutes, *, text: str) -> Iterator[str]:
    """A remark says something of a draft that was sent and is not adopted yet."""
    if minutes.state == MinutesState.DRAFT:
        yield _("Le projet n’est pas encore transmis.")
    elif minutes.state in ADOPTED:
        yield _("Ce procès-verbal est adopté : une remarque viendrait trop tard. Demandez une correction à la prochaine rencontre.")
    if not text.strip():
        yield _("Écrivez votre remarque.")
    if len(text) > LONGEST:
        yield _("Une remarque compte au plus 50 000 caractères.")


def obstacles_to_correcting(item: Item, text: str, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A correction is asked for at the item that adopts the minutes or answers for them; it is written beside the text."""
    yield from obstacles_to_recording(item.meeting.body, by=by, when=when)
    if item.usual != Usual.MINUTES or item.minutes is None:
        yield _("Ce point n’adopte aucun procès-verbal.")
    elif item.minutes.meeting.body_id != item.meeting.body_id:
        yield _("Ce procès-verbal est celui d’une autre instance.")
    elif Motion.objects.filter(item=item, resolution=item.minutes.resolution_id, resolution__isnull=False).exists():
        yield _("Ce procès-verbal vient d’être adopté : la correction se demande depuis sa page, pour la prochaine rencontre.")
    if item.meeting.state != State.OPEN or item.state != ItemState.UNDER_WAY:
        yield _("Une correction se note quand l’instance en est à ce point.")
    if not text.strip():
        yield _("Écrivez la correction.")


def obstacles_to_adopting(minutes: Minutes, resolution: Resolution) -> Iterator[str]:
    """A body adopts its own minutes, once, by a resolution that was adopted."""
    if minutes.state in ADOPTED:
        yield _("Ce procès-verbal est déjà adopté.")
    if resolution.body_id != minutes.meeting.body_id:
        yield _("Une instance n’adopte que ses propres procès-verbaux.")


def obstacles_to_asking_correction(minutes: Minutes, text: str, later: Meeting | None, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What was adopted is corrected by the body itself, at a meeting to come."""
    yield from obstacles_to_keeping(minutes.meeting, by=by, when=when)
    if minutes.state not in ADOPTED:
        yield _("Ce procès-verbal n’est pas adopté : il se modifie encore.")
    if later is None:
        yield _("Aucune rencontre à venir n’est prévue : planifiez-la d’abord, elle répondra à la correction.")
    if not text.strip():
        yield _("Écrivez la correction.")
    if len(text) > LONGEST:
        yield _("Une correction compte au plus 50 000 caractères.")


def obstacles_to_answering_corrections(minutes: Minutes, resolution: Resolution) -> Iterator[str]:
    """A body answers for its own minutes."""
    if resolution.body_id != minutes.meeting.body_id:
        yield _("Une instance ne corrige que ses propres procès-verbaux.")


def obstacles_to_signing(minutes: Minutes, *, person: Any, office: str, sha256: str, when: datetime) -> Iterator[str]:
    """Adopted minutes are signed by whoever presided and whoever kept them, over the text they read."""
    if minutes.state not in ADOPTED:
        yield _("Un procès-verbal se signe une fois adopté.")
        return
    yield from _may_sign(minutes, person, office, timezone.localdate(when))
    if sha256 != minutes.sha256 or seal(minutes) != minutes.sha256:
        yield _("Le texte n’est pas celui que vous avez relu : relisez-le avant de signer.")


def obstacles_to_entering_signature(minutes: Minutes, *, person: Any, office: str, on: date, by: Capacity, when: datetime) -> Iterator[str]:
    """Somebody signed on paper what was adopted, after it was and not later than today."""
    yield from obstacles_to_keeping(minutes.meeting, by=by, when=when)
    if minutes.state not in ADOPTED or minutes.resolution is None:
        yield _("Un procès-verbal se signe une fois adopté.")
        return
    yield from _may_sign(minutes, person, office, on)
    if on < minutes.resolution.taken_on:
        yield _("Ce procès-verbal a été adopté le %(day)s : il ne se signe pas plus tôt.") % {"day": long_date(minutes.resolution.taken_on)}
    if on > timezone.localdate(when):
        yield _("Le jour de la signature est à venir.")


def _may_sign(minutes: Minutes, person: Any, office: str, on: date) -> Iterator[str]:
    if office not in Office.values:
        yield _("On signe à titre de présidence ou de secrétariat.")
    elif office not in offices_of(minutes, person, on):
        yield _("%(name)s n’a pas à signer ce procès-verbal à titre de %(office)s.") % {
            "name": person.name,
            "office": dict(Office.choices)[office],
        }
    if minutes.signatures.filter(office=office).exists():
        yield _("Ce procès-verbal est déjà signé à ce titre.")
    if minutes.signatures.filter(person=person).exists():
        yield _("%(name)s a déjà signé ce procès-verbal.") % {"name": person.name}


def obstacles_to_giving_follow_up(item: Item, *, what: str, who: str, by: Capacity, when: datetime) -> Iterator[str]:
    """What must follow is said with who does it, while the meeting sits or before its minutes are adopted."""
    yield from obstacles_to_keeping(item.meeting, by=by, when=when)
    if item.meeting.state not in (State.OPEN, State.CLOSED):
        yield _("La rencontre est %(state)s.") % {"state": State(item.meeting.state).label}
    if Minutes.objects.filter(meeting=item.meeting, state__in=ADOPTED).exists():
        yield _("Le procès-verbal est adopté : une suite nouvelle se donne à une autre rencontre.")
    if not what.strip():
        yield _("Dites ce qui est à faire.")
    if not who.strip():
        yield _("Dites qui s’en charge.")


def obstacles_to_finishing_follow_up(follow_up: FollowUp, *, by: Capacity, when: datetime, outcome: str) -> Iterator[str]:
    """Whoever has it to do says what came of it, and so does who records for the body."""
    if follow_up.person_id != by.person.pk:
        yield from obstacles_to_recording(follow_up.item.meeting.body, by=by, when=when)
    if follow_up.done_at is not None:
        yield _("Cette suite est déjà donnée : %(outcome)s") % {"outcome": quoted(follow_up.outcome)}
    if not outcome.strip():
        yield _("Dites ce qui a été fait.")
