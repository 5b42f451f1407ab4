"""Reading a plan: its page, and the search of an agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition
from markupsafe import Markup

from ententes.agreements.models import Agreement
from ententes.decisions.states import State
from ententes.ground import bands, clock
from ententes.ground.wording import long_date
from ententes.plans.models import Plan
from ententes.plans.queries import force, listing
from ententes.plans.queries.filters import BY_BODY, BY_OBJECTIVE, Filters
from ententes.plans.queries.listing import Listing, Row
from ententes.plans.states import Status
from ententes.web import flags
from ententes.web.access import ACCESS
from ententes.web.pages import page

from .finding import search
from .freshness import tag, with_marks

__all__ = ["plan", "search"]

FORMATS = {"docx": "Word (.docx)", "pdf": "PDF", "xlsx": "Excel (.xlsx)", "csv": "CSV", "json": "JSON"}


def chosen(agreement: Agreement, year: int | None, today: date) -> tuple[list[Plan], Plan | None]:
    """The plans of the agreement, the latest first, and the one of that year, or the current one. One query."""
    plans = list(force.with_force(agreement.plans.all()))
    for one in plans:
        one.agreement = agreement
    if year is None:
        return plans, listing.current(plans, agreement, today)
    found = next((one for one in plans if one.year == year), None)
    if found is None:
        raise Http404
    return plans, found


@condition(etag_func=tag)
def plan(request: HttpRequest, agreement: Agreement, year: int | None = None) -> HttpResponse:
    """The plan as written, with its season bands, its latest news and what it asks for."""
    today = clock.today()
    plans, shown = chosen(agreement, year, today)
    may_edit = any(one.coordinates for one in request.capacities)  # type: ignore[attr-defined]
    if shown is None:
        return page(request, "plan/none.html", may_edit=may_edit, import_url=reverse("import"), begin_url="")
    members = bool(request.capacities)  # type: ignore[attr-defined]
    found = listing.rows(shown, Filters.from_query(request.GET), today=today, members=members, days=True)
    here = reverse("plan_year", kwargs={"agreement": agreement.slug, "year": shown.year})
    scale = bands.Scale([agreement.fiscal_year(one) for one in shown.years], agreement.seasons)
    pieces = Pieces(agreement, scale, today)
    return page(
        request,
        "plan/plan.html",
        plan=shown,
        lede=_summary(shown, found),
        plans=[
            {"label": agreement.fiscal_year(one.year).label, "url": _of_year(agreement, one.year), "current": one == shown} for one in plans
        ]
        if len(plans) > 1
        else [],
        here=here,
        found=found,
        filters=found.filters,
        words=found.words,
        chips_main=_chips(found, here, members),
        choices=_choices(found),
        exports=_exports(agreement, shown),
        statuses=[(one.value, _capital(str(one.label))) for one in list(Status) if found.counts["status", one.value]],
        defs=scale.defs(),
        axis=bands.axis(scale, today),
        today=today,
        parts=[(part.key, part.number, part.title, [pieces.row(row) for row in part.rows]) for part in found.parts],
        pieces=pieces,
        may_edit=may_edit,
        edit_url="" if shown.matter and shown.matter.state == State.SETTLED else address("plan_edit", agreement, year=shown.year),
        matter=shown.matter if members else None,
        add_url=address("plan_action_add", agreement, year=shown.year),
        ask_url=address("ask", agreement),
        import_url=reverse("import"),
        search_url=reverse("search", kwargs={"agreement": agreement.slug}),
    )


plan.also_loads = with_marks  # type: ignore[attr-defined]


def address(route: str, agreement: Agreement, **parts: Any) -> str:
    """The address of a route of the agreement, or nothing where the installation does not have it."""
    return reverse(route, kwargs={"agreement": agreement.slug, **parts}) if route in ACCESS else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _import_url(request: HttpRequest) -> str:
    return reverse("import") if request.user.is_authenticated and request.user.opens_agreements else ""


def _of_year(agreement: Agreement, year: int) -> str:
    return reverse("plan_year", kwargs={"agreement": agreement.slug, "year": year})


def _summary(shown: Plan, found: Listing) -> str:
    """« Brouillon. 30 actions, dont 12 ont donné des nouvelles ce trimestre. »"""
    state = force.said(shown)
    if not found.total:
        return state
    actions = ngettext("%(number)s action", "%(number)s actions", found.total) % {"number": found.total}
    if not found.heard:
        heard = _("aucune n’a encore donné de nouvelles ce trimestre")
        return state + " " + _("%(actions)s; %(heard)s.") % {"actions": actions, "heard": heard}
    heard = ngettext("%(number)s a donné", "%(number)s ont donné", found.heard) % {"number": found.heard}
    return state + " " + _("%(actions)s, dont %(heard)s des nouvelles ce trimestre.") % {"actions": actions, "heard": heard}


def _chips(found: Listing, here: str, members: bool) -> list[dict[str, Any]]:
    """One click each: the whole plan, this season by body, by body, what asks for an answer."""
    filters = found.filters
    chips = [
        {"label": _("Tout le plan"), "url": here, "count": found.total, "current": not filters.narrow and filters.by == BY_OBJECTIVE},
        {
            "label": _capital(found.season),
            "url": here + (filters.address(now=False, by=BY_OBJECTIVE) if filters.now else filters.address(now=True, by=BY_BODY)),
            "count": found.in_season,
            "current": filters.now,
        },
        {
            "label": _("Par instance"),
            "url": here + filters.address(by=BY_OBJECTIVE if filters.by == BY_BODY else BY_BODY),
            "count": None,
            "current": filters.by == BY_BODY,
        },
    ]
    if members:
        chips.append(
            {
                "label": _("Demande une réponse"),
                "url": here + filters.address(asks=not filters.asks),
                "count": found.asking,
                "current": filters.asks,
                "kind": "warm",
            }
        )
    return chips


def _choices(found: Listing) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """The selects of the filter form: name, label, options with their counts, what is chosen. Those with one option are left out."""
    counts, filters = found.counts, found.filters

    def options(kind: str, names: dict[Any, str]) -> list[tuple[str, str]]:
        return [(str(key), f"{name} ({counts[kind, key]})") for key, name in names.items() if counts[kind, key]]

    fields = [
        ("objectif", _("Objectif"), options("section", found.sections), filters.section),
        ("instance", _("Instance"), options("body", found.bodies), filters.body),
        ("organisme", _("Organisme"), options("organisation", found.organisations), filters.organisation),
        ("annee", _("Exercice"), [(str(key), name) for key, name in found.years.items()], filters.year),
        ("etat", _("État"), options("status", {one.value: str(one.label) for one in list(Status)}), filters.status),
    ]
    return [(name, label, some, str(value or "")) for name, label, some, value in fields if len(some) > 1 or value]


def _exports(agreement: Agreement, shown: Plan) -> list[tuple[str, str]]:
    return [(label, url) for format, label in FORMATS.items() if (url := address("plan_export", agreement, year=shown.year, format=format))]


class Pieces:
    """What the cells of a plan say, each different cell once: a row names its cells by their places in these lists."""

    def __init__(self, agreement: Agreement, scale: bands.Scale, today: date) -> None:
        self.whos: list[tuple[list[str], list[str]]] = []
        self.whens: list[tuple[list[str], Markup]] = []
        self.states: list[tuple[str, list[tuple[str, str]], int]] = []
        self.days: dict[date | None, str] = {None: ""}
        self.dots: dict[tuple[date, ...], Markup | str] = {(): ""}
        self._scale, self._today, self._blank = scale, today, _("non précisé")
        self._known: dict[Any, int] = {}
        self._before, _zero, self._after = reverse("action", kwargs={"agreement": agreement.slug, "action": 0}).rpartition("0")

    def row(self, row: Row) -> tuple[Any, ...]:
        """The row as the template unpacks it."""
        known, on = self._known, row.news_on
        who = known.get(id(row.answerers))
        if who is None:
            who = known[id(row.answerers)] = len(self.whos)
            self.whos.append(([one.name for one in row.leads], [one.name for one in row.collaborators]))
        when = known.get(id(row.cells))
        if when is None:
            when = known[id(row.cells)] = len(self.whens)
            words = [said or self._blank for _year, said, _window in row.cells]
            self.whens.append((words, bands.band(self._scale, row.cells, (), self._today)))
        key = (row.status, row.flags, row.points)
        state = known.get(key)
        if state is None:
            state = known[key] = len(self.states)
            # The most pressing flag says its day; the others are named.
            said = [(flags.look(flag), flags.short(flag) if place else flags.sentence(flag)) for place, flag in enumerate(row.flags)]
            self.states.append((row.status, said, row.points))
        if on not in self.days:
            self.days[on] = long_date(on)
        if row.days not in self.dots:
            self.dots[row.days] = bands.marks(self._scale, row.days)
        return row.code, row.text, f"{self._before}{row.pk}{self._after}", who, when, self.dots[row.days], state, row.news, self.days[on]
