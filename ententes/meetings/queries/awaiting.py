"""What awaits somebody of the bodies they sit on, in which capacity and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from ententes.committees.models import Charge, Coordination, Term
from ententes.committees.queries import Capacity
from ententes.committees.states import Office
from ententes.decisions.models import Interest, Matter
from ententes.decisions.states import Manner
from ententes.decisions.states import State as MatterState
from ententes.ground.wording import long_date

from ..models import (
    Ballot,
    Consent,
    Consultation,
    DateAnswer,
    FollowUp,
    Invitation,
    Item,
    Meeting,
    Minutes,
    Motion,
    Recusal,
    Remark,
    Signature,
)  # fmt: skip
from ..states import COMING, MinutesState, Reply, Standing, State
from . import consents, links
from .answering import DATES, INVITATIONS


@dataclass(frozen=True)
class Awaited:
    """One thing that waits: what it asks (`kind`), about what, of which agreement, as whom, by when, and where it is done.

    `kind` is one of `ORDER`; `target` the key of its page; `link` the signed link that does it without signing in, where there is one.
    `count` is how many people it waits for, where it is of others.
    """

    kind: str
    agreement: int
    title: str
    target: int
    body: str = ""
    capacity: str = ""
    due: date | None = None
    count: int = 1
    link: str = ""


ORDER = (
    *("vote", "consent", "reply", "dates", "sign", "remark", "declare", "follow_up"),
    *("send_on", "transmit", "rules", "meet", "agenda", "call", "minutes", "prepare", "matter"),
)
"""The most pressing first: a ballot is open now, a matter before a body waits for a meeting."""


def ordered(found: Iterable[Awaited]) -> list[Awaited]:
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.due or date.max, one.title, one.target))


def of_person(person: Any, on: date) -> list[Awaited]:
    """What awaits the person, the most pressing first. A constant number of queries, whatever the number of bodies and meetings."""
    terms = list(Term.objects.in_force(on).filter(person=person).select_related("seat__body__agreement", "person"))
    by_body: dict[int, Term] = {term.seat.body_id: term for term in terms}
    found = [
        *_ballots(terms),
        *_consents(person, terms),
        *_replies(person, by_body, on),
        *_dates(person, by_body),
        *_signatures(person, on),
        *_remarks(person, by_body),
        *_follow_ups(person),
        *unwritten(_kept_by(person, on)),
        *_before(person, by_body),
    ]
    return ordered(found)


def _as(term: Term | None) -> str:
    return Capacity(term.seat.body.agreement, term=term).words if term else ""


def _day(moment: Any) -> date:
    return timezone.localdate(moment)


def _ballots(terms: Sequence[Term]) -> Iterator[Awaited]:
    """Ballots open now at which the person sits for a seat that has not voted, unless something sets them apart from the item."""
    by_pk = {term.pk: term for term in terms if term.seat.votes}
    where = "item__meeting__attendances__"
    sits = {where + "term__in": list(by_pk), where + "left_at": None, where + "standing": Standing.MEMBER}
    cast = Ballot.objects.filter(motion=OuterRef("pk"), term__seat=OuterRef("seat"))
    out = Recusal.objects.filter(item=OuterRef("item"), term=OuterRef("term"), returned_at=None)
    declared = Interest.objects.filter(matter=OuterRef("item__matter"), person=OuterRef("person"), lifted_at=None)
    rows = Motion.objects.filter(manner=Manner.SECRET, opened_at__isnull=False, closed_at=None, item__meeting__state=State.OPEN, **sits)
    seated = {name: F(f"{where}term{path}") for name, path in (("term", ""), ("seat", "__seat"), ("person", "__person"))}
    rows = rows.annotate(**seated).filter(~Exists(cast), ~Exists(out), ~Exists(declared))
    for pk, title, term, name, agreement in rows.values_list(
        "pk", "title", "term", "item__meeting__body__name", "item__meeting__body__agreement"
    ):
        yield Awaited("vote", agreement, title, pk, name, _as(by_pk[term]), link=links.path("vote", pk, term))


def _consents(person: Any, terms: Sequence[Term]) -> Iterator[Awaited]:
    by_pk = {term.pk: term for term in terms}
    rows = Consent.objects.filter(term__in=list(by_pk), signed=None, consultation__ended_at=None)
    rows = rows.exclude(consultation__matter__in=Interest.objects.closing(person))
    for key, term, pk, title, due, body, agreement in rows.values_list(
        "pk",
        "term",
        "consultation",
        "consultation__title",
        "consultation__closes_on",
        "consultation__body__name",
        "consultation__body__agreement",
    ):
        link = consents.path(Consent(pk=key, consultation=Consultation(closes_on=due)))
        yield Awaited("consent", agreement, title, pk, body, _as(by_pk[term]), due, link=link)


def _replies(person: Any, by_body: dict[int, Term], on: date) -> Iterator[Awaited]:
    """Notices to answer; then, for who comes, what there is to read, and the matters in which an interest is declared ahead."""
    declared = Interest.objects.filter(matter=OuterRef("matter"), person=person)
    open_to = Item.objects.filter(~Exists(declared), meeting=OuterRef("meeting"), matter__state=MatterState.BEFORE)
    rows = Invitation.objects.filter(person=person, meeting__state=State.CALLED, meeting__starts_at__date__gte=on)
    for one in rows.exclude(reply=Reply.EXCUSED).annotate(matters=Exists(open_to)).select_related("meeting__body"):
        meeting, body = one.meeting, one.meeting.body
        link = INVITATIONS.path(one, _day(meeting.ends_at))
        said: dict[str, Any] = {"capacity": _as(by_body.get(body.pk)), "due": _day(meeting.starts_at), "link": link}
        kinds = [("reply", True)] if not one.reply else [("declare", one.matters and one.standing == Standing.MEMBER), ("prepare", True)]
        yield from (Awaited(kind, body.agreement_id, body.name, meeting.pk, body.name, **said) for kind, so in kinds if so)


def _dates(person: Any, by_body: dict[int, Term]) -> Iterator[Awaited]:
    """Polls of dates to answer."""
    rows = DateAnswer.objects.filter(person=person, at=None, poll__closed_at=None, poll__meeting=None).select_related("poll__body")
    for one in rows:
        poll, body = one.poll, one.poll.body
        link = DATES.path(one, poll.closes_on)
        yield Awaited("dates", body.agreement_id, poll.title, poll.pk, body.name, _as(by_body.get(body.pk)), poll.closes_on, link=link)


def _signatures(person: Any, on: date) -> Iterator[Awaited]:
    """Adopted minutes that wait for the person: those they presided over or kept, else those of a body of which they have the charge."""
    asked = Q()
    for office, then in ((Office.CHAIR, "meeting__chair"), (Office.SECRETARY, "meeting__secretary")):
        now = Charge.objects.in_force(on).filter(person=person, body=OuterRef("meeting__body"), office=office)
        unsigned = ~Exists(Signature.objects.filter(minutes=OuterRef("pk"), office=office))
        asked |= (Q(**{then: person}) | (Q(**{then: None}) & Exists(now))) & unsigned
    yield from _of_minutes("sign", Minutes.objects.filter(asked, state=MinutesState.ADOPTED), person)


def _remarks(person: Any, by_body: dict[int, Term]) -> Iterator[Awaited]:
    """Draft minutes sent to the members of a body, on which the person said nothing yet; they may well have nothing to say."""
    said = Remark.objects.filter(minutes=OuterRef("pk"), person=person)
    rows = Minutes.objects.filter(~Exists(said), state=MinutesState.SENT, meeting__body__in=list(by_body))
    yield from _of_minutes("remark", rows, person, by_body)


def _of_minutes(kind: str, rows: Any, person: Any, by_body: dict[int, Term] | None = None) -> Iterator[Awaited]:
    for minutes, pk, body, name, agreement, starts in rows.values_list(
        "pk", "meeting", "meeting__body", "meeting__body__name", "meeting__body__agreement", "meeting__starts_at"
    ):
        link = links.path("minutes_link", minutes, person.pk)
        yield Awaited(kind, agreement, f"{name}, {long_date(starts)}", pk, name, _as((by_body or {}).get(body)), link=link)


def _kept_by(person: Any, on: date) -> Any:
    """The meetings whose minutes the person keeps, by their charge or that day; those they coordinate are told by another list."""
    kept = Charge.objects.in_force(on).filter(person=person, office=Office.SECRETARY)
    led = Coordination.objects.in_force(on).filter(person=person)
    theirs = Q(body__in=kept.values("body")) | Q(secretary=person)
    return Meeting.objects.filter(theirs).exclude(body__agreement__in=led.values("agreement"))


def unwritten(meetings: Any) -> Iterator[Awaited]:
    """Meetings that were held, and whose minutes were not sent yet."""
    rows = meetings.filter(Q(minutes=None) | Q(minutes__state=MinutesState.DRAFT), state=State.CLOSED)
    for pk, name, agreement, starts in rows.values_list("pk", "body__name", "body__agreement", "starts_at"):
        yield Awaited("minutes", agreement, f"{name}, {long_date(starts)}", pk, name)


def _follow_ups(person: Any) -> Iterator[Awaited]:
    rows = FollowUp.objects.filter(person=person, done_at=None).exclude(item__meeting__state=State.CANCELLED)
    rows = rows.exclude(item__matter__in=Matter.objects.order_by().withheld_from(person).values("pk"))
    for pk, what, due, name, agreement in rows.values_list(
        "pk", "what", "due_on", "item__meeting__body__name", "item__meeting__body__agreement"
    ):
        yield Awaited("follow_up", agreement, what, pk, name, due=due)


def _before(person: Any, by_body: dict[int, Term]) -> Iterator[Awaited]:
    """Matters that wait for a meeting of a body of the person, but those in which they declared an interest."""
    rows = Matter.objects.filter(state=MatterState.BEFORE, stage__body__in=list(by_body)).exclude(pk__in=Interest.objects.closing(person))
    for pk, title, body, name, agreement in rows.values_list("pk", "title", "stage__body", "stage__body__name", "agreement"):
        yield Awaited("matter", agreement, title, pk, name, _as(by_body.get(body)))


def coming(person: Any, on: date, days: int = 60) -> list[tuple[int, str, Any, int]]:
    """The meetings to which the person is called or that their bodies plan, in order: key, body, moment, agreement. One query."""
    until = on + timedelta(days=days)
    rows = Meeting.objects.seen_by(person, on).filter(state__in=COMING, starts_at__date__range=(on, until))
    return list(rows.order_by("starts_at", "pk").values_list("pk", "body__name", "starts_at", "body__agreement"))
