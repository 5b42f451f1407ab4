"""What the page of a sitting shows: seats and who is there, the agenda, the item one is at, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Prefetch
from django.http import HttpResponse
from django.utils import timezone

from ententes.committees.models import Charge, Seat, Term
from ententes.committees.queries import people_of
from ententes.decisions.models import Matter
from ententes.decisions.states import Manner, Move, move_words
from ententes.decisions.states import State as MatterState
from ententes.ground import clock
from ententes.ground.wording import hour
from ententes.meetings.models import Attendance, Invitation, Item, Meeting, Motion, Recusal, Remark
from ententes.meetings.queries import links
from ententes.meetings.queries.apart import withhold
from ententes.meetings.queries.before import follow_ups
from ententes.meetings.queries.log import log_of
from ententes.meetings.queries.quorum import Room, room, sitting_day
from ententes.meetings.rules import during as rules
from ententes.meetings.states import COMING, ItemState, Reply, Standing, State, Usual
from ententes.web.faces import faces
from ententes.web.pages import page, whole_number
from ententes.web.recording import actions_of, may_record, recording

from .finding import has_withdrawn, may_hear, said_aloud


def draw(request: Any, meeting: Meeting, *, status: int = 200, reasons: Sequence[str] = (), point: int = 0) -> HttpResponse:
    """The page of a sitting, with the reasons of a refusal and what was typed where there is one. A constant number of queries."""
    recorder = may_record(request, meeting)
    context: dict[str, Any] = {"meeting": meeting, "body": meeting.body, "recorder": recorder, "reasons": reasons, "typed": request.POST}
    if meeting.state in COMING:
        context |= _before(request, meeting) if recorder else {}
        return page(request, "sitting/opening.html", status, **context)
    items = _items(meeting)
    closed = withhold(items, request.user)
    shown = _shown(items, point or whole_number(request.GET.get("point")))
    now = clock.now() if meeting.state == State.OPEN else meeting.closed_at or clock.now()
    under_way = next((one for one in items if one.state == ItemState.UNDER_WAY), None)
    found = room(meeting, now, under_way)
    withdrawn = _recusals(shown) if shown else []
    log = log_of(meeting, request.user)
    context |= live(request, meeting, found, under_way) | {
        "seats": _seats(meeting, found.present, withdrawn if shown == under_way else []),
        "guests": [one for one in found.present if one.term_id is None],
        "items": items,
        "left": [one for one in items if one.state == ItemState.PENDING and one.usual not in (Usual.OPENING, Usual.END)],
        "shown": shown,
        "recusals": withdrawn,
        "motions": _motions(shown) if shown else [],
        "follow_ups": list(shown.follow_ups.all()) if shown else [],
        "corrections": _corrections(shown) if shown else [],
        "unheard": False,
        "withdrawn": False,
        "carried": follow_ups(meeting, reader=request.user) if shown and shown.usual == Usual.FOLLOW_UPS else [],
        "tabs": faces(meeting.body.agreement, meeting, "sitting"),
        "moves": _moves(shown) if shown else [],
        "voters": [(term.pk, term.person.name) for term in found.voters],
        "log": [(hour(at), sentence) for at, sentence in log],
        "last": hour_field(log[-1][0]) if meeting.afterwards and log else "",
    }
    gone = shown is not None and has_withdrawn(request, shown)
    if shown is not None and (gone or not may_hear(request, shown, recorder)):
        context |= {
            "unheard": True,
            "withdrawn": gone,
            "motions": [one for one in context["motions"] if said_aloud(one) and shown.pk not in closed],
        }
        context |= {"follow_ups": [], "corrections": []} if shown.pk in closed else {}
    if recorder and meeting.state in (State.OPEN, State.CLOSED):
        context |= {"people": people_of(meeting.body.agreement), "actions": actions_of(meeting.body.agreement)}
    if recorder and meeting.state == State.OPEN:
        facts: dict[str, Any] = {"by": recording(request, meeting), "at": clock.now(), "when": clock.now()}
        context["not_closing"] = list(rules.obstacles_to_closing(meeting, **facts))
        # With a quorum nothing is adjourned: the other reasons need not be read.
        context["not_adjourning"] = [found.quorum.said()] if found.quorum.reached else list(rules.obstacles_to_adjourning(meeting, **facts))
    return page(request, "sitting/sitting.html", status, **context)


def live(request: Any, meeting: Meeting, found: Room, under_way: Item | None) -> dict[str, Any]:
    """What changes by itself while one looks: the quorum, who presides, the votes that are open. Two queries."""
    rows = Motion.objects.filter(item__meeting=meeting, opened_at__isnull=False, closed_at=None).annotate(cast=Count("ballots"))
    rows = rows.exclude(item__matter__in=Matter.objects.order_by().withheld_from(request.user).values("pk"))
    mine = [one.term_id for one in found.present if one.term and one.term.person_id == request.user.pk]
    voted = set()
    if mine:
        voted = set(Motion.objects.filter(item__meeting=meeting, ballots__term__in=mine, closed_at=None).values_list("pk", flat=True))
    votes = {term.pk for term in found.voters}
    shown = {
        "meeting": meeting,
        "chair_here": any(one.term and one.term.person_id == meeting.chair_id for one in found.present),
        "quorum": found.quorum,
        "under_way": under_way,
        "present": sum(one.standing == Standing.MEMBER for one in found.present),
        "ballots": [
            {
                "pk": one.pk,
                "title": one.title,
                "cast": one.cast,
                "most": len(found.voters),
                "voted": one.pk in voted,
                "link": links.path("vote", one.pk, mine[0]) if mine and mine[0] in votes and one.pk not in voted else "",
            }
            for one in rows
        ],
    }
    said = [found.quorum.said(), meeting.state, meeting.chair_id, shown["chair_here"], under_way and under_way.pk, shown["ballots"]]
    return shown | {"mark": sha256(repr(said).encode()).hexdigest()[:16]}


def hour_field(at: Any) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def is_early(meeting: Meeting) -> bool:
    """Whether a meeting that opened now would open more than an hour before its time."""
    return meeting.starts_at - clock.now() > timedelta(hours=1)


def _before(request: Any, meeting: Meeting) -> dict[str, Any]:
    """What opening asks: who presides, who keeps the minutes, and what stands in the way."""
    day = timezone.localdate(meeting.starts_at)
    terms = Term.objects.in_force(day).filter(seat__body=meeting.body).select_related("person").order_by("seat__position", "role", "pk")
    charged = Charge.objects.in_force(day).filter(body=meeting.body).select_related("person")
    chairs = {one.person_id: one.person.name for one in charged if one.office == "chair"} | {
        one.person_id: one.person.name for one in terms
    }
    begun = meeting.starts_at <= clock.now()
    coordinates = any(one.coordinates for one in request.capacities)
    facts: dict[str, Any] = {"by": recording(request, meeting), "at": clock.now(), "when": clock.now(), "chair": None, "secretary": None}
    return {
        "chairs": list(chairs.items()),
        "people": people_of(meeting.body.agreement),
        "secretary": next((one.person_id for one in charged if one.office == "secretary"), request.user.pk if coordinates else ""),
        "begun": begun,
        "early": is_early(meeting),
        "later": meeting.afterwards,
        "starts": f"{timezone.localtime(meeting.starts_at):%Y-%m-%dT%H:%M}",
        "obstacles": list(rules.obstacles_to_opening(meeting, afterwards=begun, **facts)),
    }


def _items(meeting: Meeting) -> list[Item]:
    """The agenda with the resolutions taken at each item. Two queries."""
    taken = Motion.objects.filter(resolution__isnull=False).select_related("resolution")
    rows = meeting.items.select_related("matter__stage", "minutes__meeting")
    return list(rows.prefetch_related(Prefetch("motions", taken, to_attr="taken")))


def _shown(items: Sequence[Item], asked: int) -> Item | None:
    """The item that was asked for, else the one under way, else the next one."""
    by_state = [one for state in (ItemState.UNDER_WAY, ItemState.PENDING) for one in items if one.state == state]
    return next((one for one in items if one.pk == asked), None) or next(iter([*by_state, *reversed(items)]), None)


def _recusals(item: Item) -> list[Recusal]:
    return list(item.recusals.select_related("term__person"))


def _corrections(item: Item) -> list[str]:
    """What the body corrects in the minutes that the item adopts."""
    if item.minutes_id is None:
        return []
    return list(Remark.objects.filter(minutes=item.minutes_id, is_correction=True).order_by("pk").values_list("text", flat=True))


def _motions(item: Item) -> list[Motion]:
    rows = item.motions.select_related("resolution", "mover__person", "seconder__person", "item__meeting")
    return list(rows.annotate(cast=Count("ballots")).order_by(F("resolution").asc(nulls_first=True), "pk"))


def _moves(item: Item) -> list[tuple[str, str]]:
    """What the body may do with the matter of an item."""
    matter = item.matter
    if matter is None or matter.state != MatterState.BEFORE:
        return []
    return matter_moves(matter)


def _seats(meeting: Meeting, present: Sequence[Attendance], withdrawn: Sequence[Recusal]) -> list[dict[str, Any]]:
    """The seats of the body in order, with whoever holds them that day, what they answered and whether they are there. Three queries."""
    day = sitting_day(meeting)
    here = {one.term_id: one for one in present if one.term_id}
    out = {one.term_id: one for one in withdrawn if one.returned_at is None}
    replies = dict(Invitation.objects.filter(meeting=meeting).values_list("person_id", "reply"))
    by_seat: dict[int, list[dict[str, Any]]] = {}
    for term in Term.objects.in_force(day).filter(seat__body=meeting.body).select_related("person").order_by("role", "starts_on", "pk"):
        reply = replies.get(term.person_id, "")
        by_seat.setdefault(term.seat_id, []).append(
            {
                "pk": term.pk,
                "person": term.person_id,
                "name": term.person.name,
                "role": term.get_role_display(),
                "substitute": term.role == "substitute",
                "reply": str(Reply(reply).label) if reply else "",
                "here": here.get(term.pk),
                "since": hour(here[term.pk].arrived_at) if term.pk in here else "",
                "recusal": out.get(term.pk),
                "presides": term.person_id == meeting.chair_id and term.pk in here,
            }
        )
    rows = Seat.objects.filter(body=meeting.body).order_by("position", "pk").values_list("pk", "label", "votes")
    return [{"label": label, "votes": votes, "terms": by_seat.get(pk, [])} for pk, label, votes in rows]


def manners() -> list[tuple[str, str]]:
    """The manners of voting that a sitting has."""
    return [(one, str(Manner(one).label)) for one in map(str, (Manner.UNOPPOSED, Manner.HANDS, Manner.BY_NAME, Manner.SECRET))]


def matter_moves(matter: Matter | None = None) -> list[tuple[str, str]]:
    """What a body may do with a matter by a resolution, in the words of its mandate."""
    verbs = matter.stage.verbs if matter and matter.stage else ()
    return [(one, move_words(one, verbs)) for one in map(str, (Move.PASS, Move.PASS_WITH_CHANGES, Move.RETURN, Move.REJECT, Move.WITHDRAW))]
