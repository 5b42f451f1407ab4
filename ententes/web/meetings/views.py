"""The meetings of an agreement, and a meeting before it opens: its agenda, who is called, what they answered."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import procedure_on
from ententes.decisions.models import Interest
from ententes.ground import clock
from ententes.ground.wording import long_date, moment, span
from ententes.meetings.models import DatePoll, Invitation, Meeting
from ententes.meetings.queries import answering, before, held, replies
from ententes.meetings.queries.agenda import agenda
from ententes.meetings.rules import before as rules
from ententes.meetings.states import COMING, Reply, State
from ententes.web.access import ACCESS
from ententes.web.faces import faces
from ententes.web.pages import page

from .forms import GuestForm, ItemForm
from .showing import LOOKS, acting, document_title, facts, find, points

PAST = 50
"""Meetings held on one page of the list."""


def meetings(request: Any, agreement: Agreement) -> HttpResponse:
    """What comes, then what was held, the latest first. A constant number of queries."""
    today = clock.today()
    seen = Meeting.objects.seen_by(request.user, today).filter(body__agreement=agreement)
    columns = ("pk", "number", "body__name", "starts_at", "ends_at", "place", "state", "is_special", "afterwards")
    coming = seen.filter(state__in=(*COMING, State.OPEN)).order_by("starts_at", "pk").values(*columns)
    past = Paginator(seen.exclude(state__in=(*COMING, State.OPEN)).order_by("-starts_at", "-pk").values(*columns), PAST)
    shown = past.get_page(request.GET.get("page"))
    coordinates = any(one.coordinates for one in request.capacities)
    own = [one.body.pk for one in request.capacities if one.body]
    bodies = list(Body.objects.filter(agreement=agreement) if coordinates else Body.objects.filter(agreement=agreement, pk__in=own))
    polls = DatePoll.objects.filter(body__in=bodies, closed_at=None).order_by("closes_on", "pk")
    mine = dict(Invitation.objects.filter(person=request.user, meeting__state=State.CALLED).values_list("meeting", "reply"))
    return page(
        request,
        "meetings/list.html",
        coming=[_line(row, mine) for row in coming],
        past=[_line(row, {}) for row in shown],
        page=shown.number,
        last=past.num_pages,
        bodies=bodies,
        counts=_counts(agreement, bodies),
        polls=list(polls.values("pk", "title", "body__name", "closes_on")),
    )


def _line(row: dict[str, Any], mine: dict[int, str]) -> dict[str, Any]:
    words = str(State(row["state"]).label)
    answered = mine.get(row["pk"])
    return row | {
        "span": span(row["starts_at"], row["ends_at"]),
        "look": (LOOKS[State(row["state"])], words[:1].upper() + words[1:]),
        "mine": None if answered is None else str(Reply(answered).label) if answered else "",
    }


def _counts(agreement: Agreement, bodies: list[Body]) -> list[tuple[str, str]]:
    """« 3 rencontres sur 5 », for each body whose rules say how many are expected a year. Two queries."""
    found = held.against_rules(agreement, [body.pk for body in bodies], clock.today())
    names = {body.pk: body.name for body in bodies}
    return [(names[one.body], one.words) for one in found]


def meeting(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """A meeting before it opens; afterwards, what was announced."""
    return draw(request, agreement, find(request, agreement, meeting))


def draw(
    request: Any,
    agreement: Agreement,
    found: Meeting,
    status: int = 200,
    *,
    item_form: ItemForm | None = None,
    guest_form: GuestForm | None = None,
    reasons: Any = (),
) -> HttpResponse:
    """The page of a meeting, with a form to correct when there is one. A constant number of queries."""
    by, now = acting(request, found.body), clock.now()
    preparing = before.prepares(found.body, by, clock.today())
    coming = found.state in COMING
    shown = agenda(found, reader=request.user)
    slug = agreement.slug

    def copy(row: Any) -> str:
        return reverse("meeting_copy", args=[slug, found.pk, row.pk])

    def document(one: Any) -> str:
        return reverse("meeting_document", args=[slug, found.pk, one.pk])

    answers = replies.answers(found)
    procedure = procedure_on(found.body, before.day_of(found))
    writing = preparing and found.state in (*COMING, State.OPEN)
    fresh = set(before.unannounced(found).values_list("pk", flat=True)) if writing else set()
    return page(
        request,
        "meetings/meeting.html",
        status,
        **facts(found),
        tabs=faces(agreement, found, "meeting"),
        preparing=preparing,
        coming=coming,
        writing=writing,
        reasons=list(reasons),
        points=points(shown, copy, document),
        document_title=document_title,
        has_matters="matter" in ACCESS,
        over=shown.over,
        minutes=shown.minutes,
        ends=shown.ends_at,
        waiting=_waiting(found, request.user) if writing else [],
        unannounced=[row.said for row in shown.rows if row.pk in fresh],
        follow_ups=[(one.what, one.who, long_date(one.due_on)) for one in before.follow_ups(found, reader=request.user)]
        if writing or coming
        else [],
        notice=_notice(found, procedure) if coming and not found.afterwards else "",
        call_reasons=list(rules.obstacles_to_calling(found, shortness="…", by=by, when=now)) if coming and preparing else [],
        answers=answers,
        said={str(reply): str(label) for reply, label in Reply.choices},
        tally=replies.tally(answers),
        expected=replies.expected(answers),
        replied={one.pk: moment(one.replied_at) for one in answers},
        interests=_interests(found, request.user) if preparing else [],
        my_link=_my_link(request, found),
        item_form=item_form or ItemForm(auto_id="item_%s"),
        guest_form=guest_form or (GuestForm(agreement, auto_id="guest_%s") if preparing and coming else None),
    )


def _my_link(request: Any, found: Meeting) -> str:
    """Where the visitor answers the notice: the page of their letter; empty for whoever is not called."""
    if found.state != State.CALLED:
        return ""
    own = Invitation.objects.filter(meeting=found, person=request.user).first()
    return answering.INVITATIONS.path(own, timezone.localdate(found.ends_at)) if own else ""


def _waiting(found: Meeting, reader: Any) -> list[str]:
    """What the agenda could take up."""
    if found.is_special:
        return []
    minutes = [_("Procès-verbal de la rencontre n° %(number)s") % {"number": one.meeting.number} for one in before.minutes_waiting(found)]
    return minutes + [matter.title for matter in before.matters_waiting(found, reader=reader)]


def _notice(found: Meeting, procedure: Any) -> str:
    """What the rules ask of the notice, and until when it can leave."""
    if procedure is None:
        return ""
    days = before.notice_days(procedure, is_special=found.is_special)
    if found.state == State.CALLED:
        words = _("Convoquée le %(day)s.") % {"day": long_date(found.called_at)}
        later = found.items.exclude(announced_at=found.called_at).aggregate(last=Max("announced_at"))["last"]
        return words + " " + _("Ordre du jour modifié envoyé le %(day)s.") % {"day": long_date(later)} if later else words
    return ngettext(
        "Les règles demandent un avis d’un jour : à convoquer au plus tard le %(day)s.",
        "Les règles demandent un avis de %(days)s jours : à convoquer au plus tard le %(day)s.",
        days,
    ) % {"days": days, "day": long_date(before.last_notice_day(found, procedure))}


def _interests(found: Meeting, reader: Any) -> list[tuple[str, str, str]]:
    """The interests declared in the matters of the agenda, by those who are called; not in what is closed to the reader."""
    rows = (
        Interest.objects.filter(matter__items__meeting=found, lifted_at=None)
        .exclude(matter__in=Interest.objects.closing(reader))
        .order_by("pk")
    )
    return list(rows.values_list("person__name", "matter__title", "nature").distinct())
