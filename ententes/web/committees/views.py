"""The bodies of an agreement and the page of each: mandates as written, seats, members, what it leads, what it can settle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Mandate, Procedure
from ententes.committees.queries import Place, coverage, kind_words, places, posts, procedure_on, seats_of, spelled_out
from ententes.ground import clock
from ententes.ground.wording import long_date, span
from ententes.ground.years import FiscalYear
from ententes.meetings.models import Consultation, Meeting, Minutes
from ententes.meetings.queries import held
from ententes.meetings.queries.minutes import ADOPTED, readable
from ententes.meetings.states import COMING, MinutesState, State
from ententes.organisations.queries import pasts
from ententes.plans.models import Plan
from ententes.plans.queries import listing
from ententes.plans.queries.filters import Filters
from ententes.web import flags
from ententes.web.access import ACCESS
from ententes.web.pages import day_asked, page
from ententes.web.sentences import said

from .forms import SeatForm

LAST = 5
"""Minutes that the page of a body leads to."""


def committees(request: Any, agreement: Agreement) -> HttpResponse:
    """Every body under the one it reports to, with its seats and its vacancies. Two queries."""
    seats = places(agreement, on=clock.today())
    rows = list(agreement.bodies.values("pk", "name", "acronym", "kind", "parent", "composition", "host__name"))
    return page(request, "committees/list.html", rows=_in_order(agreement, rows, seats))


def _in_order(agreement: Agreement, rows: Sequence[dict[str, Any]], seats: Sequence[Place]) -> list[dict[str, Any]]:
    """Each body right after the one it reports to, with how deep it stands."""
    below: dict[Any, list[dict[str, Any]]] = {}
    known = {row["pk"] for row in rows}
    for row in rows:
        below.setdefault(row["parent"] if row["parent"] in known else None, []).append(row)
    ordered: list[dict[str, Any]] = []

    def add(parent: Any, depth: int) -> None:
        for row in below.pop(parent, ()):
            own = [one for one in seats if one.body == row["pk"]]
            ordered.append(
                row
                | {
                    "depth": min(depth, 3),
                    "kind_words": kind_words(agreement, row["kind"]),
                    "seats": len(own),
                    "vacant": sum(not one.held for one in own),
                    "names": [term.name for one in own for term in one.held],
                }
            )
            add(row["pk"], depth + 1)

    add(None, 0)
    return ordered


def committee(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """One body."""
    return draw(request, agreement, body)


def draw(request: Any, agreement: Agreement, body: int, status: int = 200, seat_form: SeatForm | None = None) -> HttpResponse:
    """The page of a body, with a form to correct when there is one; as at another day (`?au=`), what held then. Constant queries."""
    member, today, day = bool(request.capacities), clock.today(), day_asked(request)
    found = get_object_or_404(Body.objects.select_related("host", "parent", "constituted_from", "contact"), pk=body, agreement=agreement)
    found.agreement = agreement
    plan = listing.current(list(agreement.plans.all()), agreement, today)
    mandates = Mandate.objects.in_force(day).filter(body=found).values(*_MANDATE)
    seats = places(agreement, on=day, body=found)
    procedure = procedure_on(found, day)
    settles = said(found.points_to_settle.values("pk", "sentence", "kind", "params", "state")) if member else []
    actions = _actions(plan, found, member) if plan else []
    return page(
        request,
        "committees/committee.html",
        status,
        body=found,
        day=day,
        today=today,
        kind_words=kind_words(agreement, found.kind),
        aliases=list(found.aliases.values_list("name", flat=True)),
        children=list(found.children.values("pk", "name")),
        mandates=[_mandate(row) for row in mandates],
        seats=seats,
        pasts=pasts(seat.organisation_pk for seat in seats if seat.organisation_pk),
        coverage=coverage(found, seats),
        posts=posts(found, on=day) if member else [],
        rules=spelled_out(procedure, seats_of(seats, procedure)) if procedure else [],
        member=member,
        plan=plan,
        leads=[row for row in actions if row["leads"]],
        collaborates=[row for row in actions if not row["leads"]],
        gathered=_gathered(found, plan, procedure),
        meetings=_meetings(request, found),
        consultations=_consultations(request, found),
        minutes=_minutes(request, found),
        minuted=bool(request.capacities) and _of_body(request, found),
        settles=[row for row in settles if row["state"] == "open"],
        seat_form=seat_form or SeatForm(found),
    )


def _gathered(body: Body, plan: Plan | None, procedure: Procedure | None) -> list[tuple[str, str]]:
    """« 3 rencontres sur 5 », and who expects them: the rules of the body, an action of the plan."""
    today = clock.today()
    found = []
    if procedure is not None and procedure.meetings_a_year:
        year = FiscalYear.of(today, body.agreement.fiscal_month)
        found.append((held.said(held.held(body, year), procedure.meetings_a_year), _("ses règles, en %(year)s") % {"year": year.label}))
    for one in held.counted_of(body, plan, today) if plan else ():
        found.append((one.words, _("le plan, %(code)s, en %(year)s") % {"code": one.code, "year": one.year.label}))
    return found


def _meetings(request: Any, body: Body) -> list[tuple[int, str]]:
    """The next meetings of the body, for those who see them. One query."""
    if not _of_body(request, body):
        return []
    rows = Meeting.objects.filter(body=body, state__in=(*COMING, State.OPEN)).order_by("starts_at", "pk")[:3]
    return [(pk, span(starts, ends)) for pk, starts, ends in rows.values_list("pk", "starts_at", "ends_at")]


def _consultations(request: Any, body: Body) -> list[dict[str, Any]]:
    """The latest texts that the body was asked to sign, for those who read them. One query."""
    rows = Consultation.objects.read_as(request.capacities).filter(body=body)
    return list(rows.values("pk", "title", "closes_on", "ended_at", "resolution__number")[:5])


_MANDATE = (
    "words",
    "verbs",
    "addressee",
    "addressee_body__name",
    "addressee_organisation__name",
    "clause__number",
    "starts_on",
    "ends_on",
    "amendment__number",
    "ended_by__number",
)


def _of_body(request: Any, body: Body) -> bool:
    return any(one.coordinates or (one.body is not None and one.body.pk == body.pk) for one in request.capacities)


def _minutes(request: Any, body: Body) -> list[tuple[int, str]]:
    """The last minutes that the visitor may read, adopted or sent. One query for the members of the body, two for others."""
    rows = Minutes.objects.filter(meeting__body=body)
    if _of_body(request, body):
        rows = rows.exclude(state=MinutesState.DRAFT)
    else:
        rows = rows.filter(state__in=ADOPTED) if readable(body, request.capacities, clock.today()) else rows.none()
    found = rows.order_by("-meeting__starts_at", "-pk")[:LAST].values_list("meeting", "meeting__number", "meeting__starts_at", "state")
    words = _("Rencontre n° %(number)s, %(day)s (%(state)s)")
    return [
        (
            pk,
            words % {"number": number, "day": long_date(starts), "state": MinutesState(state).label},
        )
        for pk, number, starts, state in found
    ]


def _mandate(row: dict[str, Any]) -> dict[str, Any]:
    verbs = {
        "propose": _("proposer"),
        "collaborate": _("collaborer"),
        "adopt": _("adopter"),
        "determine": _("déterminer"),
        "choose": _("choisir"),
        "validate": _("valider"),
        "recommend": _("recommander"),
        "decide": _("décider"),
        "ensure": _("assurer"),
        "inform": _("informer"),
    }
    return {
        "words": row["words"],
        # « Assurer » is what is understood of many verbs that give no power: the words say better which one it was.
        "verbs": [verbs.get(verb, verb) for verb in row["verbs"] if verb != "ensure"],
        "addressee": row["addressee_body__name"] or row["addressee_organisation__name"] or row["addressee"],
        "clause": row["clause__number"] or "",
        "starts_on": row["starts_on"],
        "given_by": row["amendment__number"],
        "ends_on": row["ends_on"],
        "ended_by": row["ended_by__number"],
    }


def _actions(plan: Plan, body: Body, member: bool) -> list[dict[str, Any]]:
    """What the body answers for in the plan, leading or collaborating."""
    found = listing.rows(plan, Filters(body=body.pk), today=clock.today(), members=member)
    return [
        {
            "code": row.code,
            "text": row.text,
            "url": reverse("action", kwargs={"agreement": plan.agreement.slug, "action": row.pk}) if "action" in ACCESS else "",
            "leads": any(one.body == body.pk for one in row.leads),
            "words": [(plan.agreement.fiscal_year(year).label, words) for year, words, _window in row.cells],
            "status": row.status,
            "flags": [(flags.look(flag), flags.short(flag)) for flag in row.flags],
        }
        for part in found.parts
        for row in part.rows
    ]
