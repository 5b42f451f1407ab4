"""« À faire »: what awaits me, in which capacity, by when; and for the coordination, what awaits others."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Charge, Coordination, Term
from ententes.ground import clock
from ententes.ground.french import shortened
from ententes.ground.markdown import plain
from ententes.ground.wording import long_date, moment
from ententes.meetings.queries import awaiting, coordination
from ententes.meetings.queries.places import place
from ententes.plans.models import Question
from ententes.plans.queries import following, links
from ententes.plans.queries.standing import DECIDE, LATE, SILENT, UNCLEAR, Flag
from ententes.web import flags
from ententes.web.pages import page
from ententes.web.sentences import said

from . import applications, projects
from .analysed import analysed
from .bodies import what
from .promised import promised

MOST = 10
"""Rows shown of each list; the count says how many there are."""


LINKS = 6
"""Agreements that the head of the page leads to; « Mes ententes » has them all."""


def todo(request: HttpRequest) -> HttpResponse:
    """A constant number of queries, whatever the number of agreements, actions and requests."""
    today = clock.today()
    person: Any = request.user
    terms = Term.objects.in_force(today).filter(person=person).values_list("seat__body_id", flat=True)
    charges = Charge.objects.in_force(today).filter(person=person).values_list("body_id", flat=True)
    bodies = set(terms.order_by().union(charges.order_by()))
    led = set(Coordination.objects.in_force(today).filter(person=person).values_list("agreement", flat=True))
    mine = {one.pk: one for one in Agreement.objects.held_by(person, today)}
    agreements = {pk: one for pk, one in mine.items() if pk in led}
    questions, asked = following.asked_of(person, MOST)
    points, unclear = following.points_for(bodies, MOST)
    drafts, begun = following.drafts_of(person, MOST)
    context: dict[str, Any] = {
        "questions": [_question(one, mine) for one in questions],
        "asked": asked,
        "points": said(points),
        "unclear": unclear,
        "drafts": [
            {
                "url": reverse("action", args=[one.action.plan.agreement.slug, one.action_id]),
                "action": shortened(one.action.text, 110),
                "text": shortened(plain(one.text), 110),
                "saved": moment(one.saved_at),
                "agreement": one.action.plan.agreement.short_title,
            }
            for one in drafts
        ],
        "begun": begun,
        "tending": _tending(agreements),
        "awaited": _shown(awaiting.of_person(person, today), mine),
        "applying": [
            *applications.written(person, MOST),
            *applications.received(person, agreements, MOST),
            *projects.awaited(person, agreements, MOST),
        ],
        "analysed": analysed(person, mine, today),
        "promised": promised(person, mine, today, MOST),
        "coming": [
            {
                "url": place("reply", mine[agreement].slug, pk),
                "body": body,
                "at": moment(starts),
                "agreement": mine[agreement].short_title,
            }
            for pk, body, starts, agreement in awaiting.coming(person, today)
            if agreement in mine
        ][:MOST],
        "coordinating": bool(agreements),
        "several": len(mine) > 1,
        "belongs": bool(mine),
        "agreements": [(one.slug, one.short_title) for one in mine.values()][:LINKS],
    }
    return page(request, "todo/todo.html", **context, **_of_others(person, agreements))


def _tending(agreements: dict[int, Agreement]) -> list[dict[str, Any]]:
    """What only the coordination can do for an agreement to live: say to whom letters go, and settle what no body can."""
    if not agreements:
        return []
    mute, open_points = following.out_of_reach(agreements), following.unsettled(agreements)
    told = []
    for pk, one in agreements.items():
        if count := mute.get(pk):
            words = ngettext(
                "Une instance répond d’actions et n’a personne à joindre : aucune demande de nouvelles ne peut lui parvenir.",
                "%(num)s instances répondent d’actions et n’ont personne à joindre : aucune demande de nouvelles ne peut leur parvenir.",
                count,
            )
            told.append((one, "committees", words % {"num": count}, _("Personne à joindre")))
        if count := open_points.get(pk):
            words = ngettext(
                "Un point du texte ne peut être précisé que par la coordination.",
                "%(num)s points du texte ne peuvent être précisés que par la coordination.",
                count,
            )
            told.append((one, "points", words % {"num": count}, _("À préciser")))
    return [
        {"url": reverse(route, args=[one.slug]), "agreement": one.short_title, "text": words, "badge": badge}
        for one, route, words, badge in told
    ]


def _shown(rows: Sequence[awaiting.Awaited], mine: Mapping[int, Agreement]) -> list[dict[str, Any]]:
    """The most pressing."""
    return [_awaited(one, mine[one.agreement]) for one in islice((one for one in rows if one.agreement in mine), MOST)]


def _awaited(one: awaiting.Awaited, agreement: Agreement) -> dict[str, Any]:
    """One thing that awaits somebody of their bodies, with the page where it is done: that of the letter where no other asks it."""
    return {
        "url": one.link if one.kind in ("dates", "declare") else place(one.kind, agreement.slug, one.target),
        "what": what(one.kind, one.count),
        "title": one.title,
        "body": one.body,
        "capacity": one.capacity,
        "due": long_date(one.due) if one.due else "",
        "agreement": agreement.short_title,
    }


def _question(one: Question, mine: Container[int]) -> dict[str, Any]:
    """A question asked of me; who has no seat in the agreement answers by the link of the letter."""
    asked, agreement, today = one.request, one.request.agreement, clock.today()
    inside = agreement.pk in mine
    return {
        "url": reverse("action", args=[agreement.slug, one.action_id]) + "#nouvelle" if inside else links.path(one, links.last_day(today)),
        "text": shortened(one.action.text, 160),
        "whose": asked.body.name if asked.body else asked.party.organisation.name if asked.party else "",
        "due": long_date(asked.due_on),
        "over": asked.due_on < today,
        "agreement": agreement.short_title,
    }


def _of_others(person: Any, agreements: dict[int, Agreement]) -> dict[str, Any]:
    """What the coordination follows: demands that wait, actions late or silent, decisions and blanks."""
    if not agreements:
        return {"requests": [], "waiting": 0, "groups": [], "due": [], "prepare": [], "pending": []}
    today = clock.today()
    rows = following.followed(following.current_plans(agreements.values(), today), today)
    requests, waiting = following.waiting_requests(list(agreements), MOST)
    open_ones = following.open_in([one.pk for one in requests])
    titles = {
        LATE: _("En retard"),
        DECIDE: _("Demandent une décision"),
        SILENT: _("Sans nouvelles"),
        UNCLEAR: _("Échéance à préciser"),
    }
    # An action of which news were asked already stands under « Nouvelles demandées »: asking again would not make it go faster.
    groups = [
        _group(kind, title, [row for row in rows if row.flag(kind) and (row.is_due or kind not in following.DUE)])
        for kind, title in titles.items()
    ]
    due: dict[int, int] = {}
    for row in rows:
        if row.is_due:
            due[row.agreement.pk] = due.get(row.agreement.pk, 0) + 1
    return {
        "requests": [
            {
                "pk": one.pk,
                "slug": agreements[one.agreement].slug,
                "agreement": agreements[one.agreement].short_title,
                "name": one.recipient,
                "whose": one.whose,
                "asked_on": long_date(timezone.localdate(one.asked_at)),
                "due": long_date(one.due_on),
                "over": one.due_on < today,
                "reminders": one.reminders,
                "waiting": one.waiting,
                "asked": one.asked,
                "actions": [
                    (question, reverse("action", args=[agreements[one.agreement].slug, action]), shortened(text, 130))
                    for question, action, text in open_ones.get(one.pk, ())
                ],
            }
            for one in requests
        ],
        "prepare": _shown(coordination.of_coordination(person, agreements, today), agreements),
        "pending": _shown(coordination.of_others(person, agreements, today), agreements),
        "waiting": waiting,
        "groups": [group for group in groups if group["count"]],
        "due": [(agreements[pk].slug, agreements[pk].short_title, count) for pk, count in due.items()],
    }


def _group(kind: str, title: str, rows: Sequence[following.Followed]) -> dict[str, Any]:
    """One bounded list: the oldest first."""
    ordered = sorted(rows, key=lambda row: (flag.day.toordinal() if (flag := row.flag(kind)) and flag.day else 0, row.plan))
    return {
        "kind": kind,
        "look": flags.look(Flag(kind)),
        "title": title,
        "count": len(rows),
        "more": max(0, len(rows) - MOST),
        "plans": list(dict.fromkeys((row.agreement.slug, row.agreement.short_title) for row in ordered)),
        "rows": [
            {
                "url": reverse("action", args=[row.agreement.slug, row.pk]),
                "code": row.code,
                "text": shortened(row.text, 130),
                "leads": ", ".join(row.leads),
                "agreement": row.agreement.short_title,
                "words": flags.sentence(flag) if (flag := row.flag(kind)) else "",
                "asked": row.flag("asked") is not None,
            }
            for row in ordered[:MOST]
        ],
    }
