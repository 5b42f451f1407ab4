"""What stands in the way of recording a sitting: who may record, when things happened, who comes, leaves, presides and withdraws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity, charged, procedure_on
from ententes.committees.states import Office, Role
from ententes.decisions.models import Resolution
from ententes.decisions.queries.standing import withheld
from ententes.ground.wording import hour, moment, quoted

from ..models import Attendance, Item, Meeting, Motion, Recusal
from ..queries.quorum import present, quorum_at, sitting_day
from ..states import MOVES, ItemState, Standing, State


def obstacles_to_recording(body: Body, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What a body does is recorded by the coordination, by whoever presides over it or by whoever keeps its minutes; by nobody else."""
    if by.agreement.pk == body.agreement_id and (by.coordinates or charged(body, by.person, timezone.localdate(when))):
        return
    yield (
        _("Consignent les rencontres de %(body)s : la coordination de l’entente, la présidence et le secrétariat de l’instance.")
        % {"body": quoted(body.name)}
        + " "
        + _("Vous agissez ici comme %(capacity)s.") % {"capacity": by.words}
    )


def obstacles_to_sitting(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """What happens in a sitting happens while it is open, and not later than it is recorded."""
    yield from obstacles_to_recording(meeting.body, by=by, when=when)
    if meeting.state != State.OPEN:
        yield _("La rencontre est %(state)s : elle doit être ouverte pour qu’on y consigne quelque chose.") % {
            "state": State(meeting.state).label
        }
        return
    if at > when:
        yield _("Le moment donné est à venir : on consigne ce qui est arrivé.")
    if meeting.opened_at and at < meeting.opened_at:
        yield _("Le moment donné précède l’ouverture de la rencontre, le %(moment)s.") % {"moment": moment(meeting.opened_at)}


def obstacles_to_moving(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """Who was there when a resolution was taken no longer changes: it was taken with that quorum."""
    yield from obstacles_to_sitting(meeting, by=by, at=at, when=when)
    last = Resolution.objects.filter(motion__item__meeting=meeting).order_by("-taken_at", "-pk").first()
    if last is not None and at < last.taken_at:
        yield _("La résolution %(number)s a été prise à %(hour)s : qui était là auparavant ne change plus.") % {
            "number": last.number,
            "hour": hour(last.taken_at),
        }


def obstacles_to_opening(
    meeting: Meeting, *, by: Capacity, at: datetime, when: datetime, chair: Any, secretary: Any, afterwards: bool
) -> Iterator[str]:
    """A meeting opens once it was called, or is entered from paper once held; the body has its rules."""
    yield from obstacles_to_recording(meeting.body, by=by, when=when)
    if State.OPEN not in MOVES[State(meeting.state)]:
        yield _("La rencontre est %(state)s : elle ne s’ouvre pas.") % {"state": State(meeting.state).label}
    elif meeting.state == State.PLANNED and not afterwards:
        yield _("La rencontre n’a pas été convoquée. Convoquez-la, ou consignez-la après coup si elle a déjà eu lieu.")
    if at > when:
        yield _("Le moment donné est à venir : on consigne ce qui est arrivé.")
    if procedure_on(meeting.body, timezone.localdate(at)) is None:
        yield _("Les règles de fonctionnement de %(body)s ne sont pas encore posées : on ne saurait dire s’il y a quorum.") % {
            "body": quoted(meeting.body.name)
        }
    if chair is not None:
        yield from _may_preside(meeting, chair, at)
    others = Meeting.objects.filter(body=meeting.body, state=State.OPEN).exclude(pk=meeting.pk)
    if others.exists():
        yield _("Une autre rencontre de %(body)s est ouverte : levez-la d’abord.") % {"body": quoted(meeting.body.name)}


def _may_preside(meeting: Meeting, person: Any, at: datetime) -> Iterator[str]:
    day = timezone.localdate(at)
    sits = Term.objects.in_force(day).filter(seat__body=meeting.body, person=person).exists()
    if not (sits or charged(meeting.body, person, day, Office.CHAIR)):
        yield _("%(name)s ne siège pas à %(body)s et n’en a pas la présidence.") % {
            "name": person.name,
            "body": quoted(meeting.body.name),
        }


def obstacles_to_presiding(meeting: Meeting, person: Any, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """Whoever presides is of the body, and in the room when they sit on it."""
    yield from obstacles_to_sitting(meeting, by=by, at=at, when=when)
    yield from _may_preside(meeting, person, at)
    yield from absent_chair(meeting, person, at)


def absent_chair(meeting: Meeting, person: Any, at: datetime) -> Iterator[str]:
    """A member who presides is among those present."""
    sits = Term.objects.in_force(sitting_day(meeting)).filter(seat__body=meeting.body, person=person).exists()
    here = {one.term.person_id for one in present(meeting, at) if one.term}
    if sits and person.pk not in here:
        yield _("%(name)s n’est pas parmi les présents : consignez d’abord son arrivée.") % {"name": person.name}


def obstacles_to_arriving(meeting: Meeting, term: Term, *, by: Capacity, at: datetime, when: datetime, remote: bool) -> Iterator[str]:
    """Somebody of the body, in one capacity at a time, from a distance only where the rules allow it."""
    yield from obstacles_to_moving(meeting, by=by, at=at, when=when)
    day = sitting_day(meeting)
    name = {"name": term.person.name}
    if term.seat.body_id != meeting.body_id:
        yield _("%(name)s ne siège pas à cette instance à ce titre.") % name
    elif not term.runs_on(day):
        yield _("Le mandat de %(name)s ne court pas ce jour-là.") % name
    rules = procedure_on(meeting.body, day)
    if remote and rules is not None and not rules.remote_allowed:
        yield _("Les règles ne permettent pas la participation à distance : %(name)s ne peut pas siéger ainsi.") % name
    for other in meeting.attendances.filter(left_at=None, term__person=term.person).select_related("term__seat", "term__person"):
        if other.term_id != term.pk:
            yield _("%(name)s est déjà là au titre du siège %(seat)s : on ne siège qu’à un titre à la fois.") % {
                **name,
                "seat": quoted(other.term.seat.label),
            }
        elif other.standing == Standing.MEMBER or holder_present(meeting, term):
            yield _("%(name)s est déjà parmi les présents.") % name
        elif at < other.arrived_at:
            yield _("%(name)s n’était pas encore là à ce moment.") % name
    if meeting.attendances.filter(term__person=term.person, left_at__gt=at).exists():
        yield _("%(name)s était encore là à ce moment.") % name


def holder_present(meeting: Meeting, term: Term) -> Attendance | None:
    """The holder of the seat of a substitute, when they are in the room."""
    if term.role != Role.SUBSTITUTE:
        return None
    rows = meeting.attendances.filter(left_at=None, term__seat=term.seat_id, term__role=Role.HOLDER, standing=Standing.MEMBER)
    return rows.select_related("term__person").first()


def obstacles_to_welcoming(meeting: Meeting, name: str, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A guest has a name, and does not enter while the body sits in camera."""
    yield from obstacles_to_moving(meeting, by=by, at=at, when=when)
    if not name.strip():
        yield _("Écrivez le nom de la personne invitée.")
    if meeting.items.filter(in_camera_from__isnull=False, in_camera_until=None).exists():
        yield _("L’instance siège à huis clos : les personnes invitées entrent quand il prend fin.")


def obstacles_to_departing(
    attendance: Attendance, *, by: Capacity, at: datetime, when: datetime, acting_chair: Any = None
) -> Iterator[str]:
    """Whoever leaves was there; while a vote is open, whoever presides leaves the chair to somebody first."""
    meeting = attendance.meeting
    yield from obstacles_to_moving(meeting, by=by, at=at, when=when)
    if attendance.left_at is not None:
        yield _("%(name)s n’est plus là depuis %(hour)s.") % {"name": attendance.name, "hour": hour(attendance.left_at)}
    if at < attendance.arrived_at:
        yield _("%(name)s n’était pas encore là à ce moment.") % {"name": attendance.name}
    presides = attendance.term is not None and attendance.term.person_id == meeting.chair_id
    if presides and meeting.presidings.filter(person=meeting.chair, since__gt=at).exists():
        yield _("%(name)s était encore là à ce moment.") % {"name": attendance.name}
    if presides and acting_chair is None and open_ballots(meeting).exists():
        yield _("%(name)s préside et un vote est ouvert : dites qui préside à sa place, et le vote continue.") % {"name": attendance.name}
    if acting_chair is not None:
        if not presides:
            yield _("%(name)s ne préside pas : personne n’a à prendre sa place.") % {"name": attendance.name}
        elif acting_chair.pk == meeting.chair_id:
            yield _("Qui part ne préside plus : nommez quelqu’un d’autre.")
        yield from obstacles_to_presiding(meeting, acting_chair, by=by, at=at, when=when)


def obstacles_to_striking(attendance: Attendance, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A presence entered by mistake is struck as long as no resolution counted it and nobody voted by it."""
    yield from obstacles_to_moving(attendance.meeting, by=by, at=attendance.arrived_at, when=when)
    if attendance.term is not None and attendance.term.ballots.filter(motion__item__meeting=attendance.meeting_id).exists():
        yield _("%(name)s a voté : sa présence ne s’efface plus. Consignez plutôt son départ.") % {"name": attendance.name}


def open_ballots(meeting: Meeting) -> Any:
    return Motion.objects.filter(item__meeting=meeting, opened_at__isnull=False, closed_at=None)


def obstacles_to_taking_up(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """One item at a time, and none is left while its vote is open."""
    yield from obstacles_to_moving(item.meeting, by=by, at=at, when=when)
    if item.state == ItemState.UNDER_WAY:
        yield _("Ce point est déjà en cours.")
    yield from leaving(item.meeting, by=by, at=at)


def _titles(motions: Any, by: Capacity) -> list[str]:
    """The titles of motions, quoted; the number of its point for one that is withheld from whoever acts."""
    rows = list(motions.select_related("item"))
    apart = withheld(by.person) if rows else {}
    points = _("point %(number)s")
    return [quoted(points % {"number": one.item.position + 1} if one.item.matter_id in apart else one.title) for one in rows]


def leaving(meeting: Meeting, *, by: Capacity, at: datetime) -> Iterator[str]:
    """The item under way is left once its vote is closed, and not before what was recorded of it: those who withdrew come back then."""
    for title in _titles(open_ballots(meeting), by):
        yield _("Un vote est ouvert sur %(title)s : fermez-le d’abord.") % {"title": title}
    for one in Recusal.objects.filter(item__meeting=meeting, returned_at=None, left_at__gt=at).select_related("term__person"):
        yield _("%(name)s est en retrait depuis %(hour)s.") % {"name": one.term.person.name, "hour": hour(one.left_at)}
    for item in meeting.items.filter(in_camera_from__gt=at, in_camera_until=None):
        yield _("Le huis clos a commencé à %(hour)s.") % {"hour": hour(item.in_camera_from)}


def obstacles_to_finishing(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """An item ends when it was taken up."""
    yield from obstacles_to_moving(item.meeting, by=by, at=at, when=when)
    if item.state != ItemState.UNDER_WAY:
        yield _("Ce point n’est pas en cours.")
    yield from leaving(item.meeting, by=by, at=at)


def obstacles_to_postponing_item(item: Item, *, by: Capacity, at: datetime, when: datetime, reasons: str) -> Iterator[str]:
    """A body says why it puts off an item that it has not settled."""
    yield from obstacles_to_moving(item.meeting, by=by, at=at, when=when)
    if item.state in (ItemState.DONE, ItemState.POSTPONED):
        yield _("Ce point est %(state)s.") % {"state": ItemState(item.state).label}
    if not reasons.strip():
        yield _("Dites pourquoi ce point est reporté : le procès-verbal le dira.")
    if item.state == ItemState.UNDER_WAY:
        yield from leaving(item.meeting, by=by, at=at)


def obstacles_to_going_in_camera(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """In camera where the rules allow it, for the item under way, once."""
    yield from obstacles_to_moving(item.meeting, by=by, at=at, when=when)
    rules = procedure_on(item.meeting.body, sitting_day(item.meeting))
    if rules is not None and not rules.in_camera_allowed:
        yield _("Les règles de cette instance ne permettent pas le huis clos.")
    if item.state != ItemState.UNDER_WAY:
        yield _("Le huis clos porte sur le point en cours : prenez d’abord ce point.")
    if item.in_camera_from is not None:
        yield _("Ce point a déjà eu son huis clos, à partir de %(hour)s.") % {"hour": hour(item.in_camera_from)}


def obstacles_to_ending_in_camera(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """It ends after it began."""
    yield from obstacles_to_sitting(item.meeting, by=by, at=at, when=when)
    if item.in_camera_from is None or item.in_camera_until is not None:
        yield _("L’instance ne siège pas à huis clos.")
    elif at < item.in_camera_from:
        yield _("Le huis clos a commencé à %(hour)s.") % {"hour": hour(item.in_camera_from)}


def obstacles_to_recusing(item: Item, term: Term, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A member who is there withdraws from the item under way; having voted on it, they stay."""
    yield from obstacles_to_moving(item.meeting, by=by, at=at, when=when)
    name = {"name": term.person.name}
    if item.state != ItemState.UNDER_WAY:
        yield _("On se retire du point en cours : prenez d’abord ce point.")
    if term.pk not in {one.term_id for one in present(item.meeting, at)}:
        yield _("%(name)s n’est pas parmi les présents.") % name
    if item.recusals.filter(Q(returned_at=None) | Q(returned_at__gt=at), term=term).exists():
        yield _("%(name)s est déjà en retrait de ce point.") % name
    if open_ballots(item.meeting).filter(item=item, ballots__term=term).exists():
        yield _("%(name)s a voté sur ce point : le retrait viendrait trop tard pour ce vote.") % name


def obstacles_to_coming_back(recusal: Recusal, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """Who withdrew comes back after they left, and not while an interest they declared still stands."""
    yield from obstacles_to_moving(recusal.item.meeting, by=by, at=at, when=when)
    name = {"name": recusal.term.person.name}
    if recusal.returned_at is not None:
        yield _("%(name)s est déjà de retour.") % name
    if at < recusal.left_at:
        yield _("%(name)s est en retrait depuis %(hour)s.") % {**name, "hour": hour(recusal.left_at)}
    matter = recusal.item.matter
    under_way = recusal.item.state == ItemState.UNDER_WAY
    if under_way and matter is not None and matter.interests.filter(person=recusal.term.person, lifted_at=None).exists():
        yield _("%(name)s a déclaré un intérêt dans ce dossier : le retour se fait à la fin du point, ou une fois l’intérêt levé.") % name


def obstacles_to_summarising(item: Item, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What was said of an item is written until the meeting ends; then in its minutes."""
    yield from obstacles_to_recording(item.meeting.body, by=by, when=when)
    if item.meeting.state != State.OPEN:
        yield _("La rencontre est %(state)s : ce qui s’est dit s’écrit maintenant au procès-verbal.") % {
            "state": State(item.meeting.state).label
        }


def obstacles_to_adjourning(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """Adjourned for lack of quorum only where there is none, and before anything was resolved."""
    yield from obstacles_to_moving(meeting, by=by, at=at, when=when)
    quorum = quorum_at(meeting, at)
    if quorum.reached:
        yield quorum.said()
    yield from leaving(meeting, by=by, at=at)
    taken = Resolution.objects.filter(motion__item__meeting=meeting).count()
    if taken:
        yield _("Des résolutions ont été prises avant que le quorum se perde : levez la rencontre; ce qui reste sera reporté.")


def obstacles_to_closing(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A meeting ends with every vote closed and every motion recorded or withdrawn: nothing half said is left behind."""
    yield from obstacles_to_moving(meeting, by=by, at=at, when=when)
    yield from leaving(meeting, by=by, at=at)
    waiting = Motion.objects.filter(item__meeting=meeting, resolution=None, withdrawn_at=None).exclude(
        opened_at__isnull=False, closed_at=None
    )
    for title in _titles(waiting, by):
        yield _("La proposition %(title)s n’est ni consignée ni retirée.") % {"title": title}
