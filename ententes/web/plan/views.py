"""Reading a plan: its page, and the search of an agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition
from markupsafe import Markup

from ententes.agreements.models import Agreement
from ententes.ground import bands, clock
from ententes.ground.wording import long_date
from ententes.plans.models import Plan
from ententes.plans.queries import listing
from ententes.plans.queries.filters import BY_BODY, BY_OBJECTIVE, Filters
from ententes.plans.queries.listing import Listing, Row
from ententes.plans.queries.standing import Flag
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
    plans = list(agreement.plans.all())
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
    found = listing.rows(shown, Filters.from_query(request.GET), today=today, members=members)
    here = reverse("plan_year", kwargs={"agreement": agreement.slug, "year": shown.year})
    scale = bands.Scale([agreement.fiscal_year(one) for one in shown.years], agreement.seasons)
    return page(
        request,
        "plan/plan.html",
        plan=shown,
        lede=_summary(found, members),
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
        parts=_parts(found, agreement, scale, today, members),
        members=members,
        may_edit=may_edit,
        edit_url=address("plan_edit", agreement, year=shown.year),
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


def _summary(found: Listing, members: bool) -> str:
    """« Brouillon. 30 actions, dont 12 ont donné des nouvelles ce trimestre. »"""
    if not found.total:
        return _("Brouillon.")
    actions = ngettext("%(number)s action", "%(number)s actions", found.total) % {"number": found.total}
    if not found.heard:
        heard = _("aucune n’a encore donné de nouvelles ce trimestre")
        return _("Brouillon. %(actions)s; %(heard)s.") % {"actions": actions, "heard": heard}
    heard = ngettext("%(number)s a donné", "%(number)s ont donné", found.heard) % {"number": found.heard}
    return _("Brouillon. %(actions)s, dont %(heard)s des nouvelles ce trimestre.") % {"actions": actions, "heard": heard}


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


def _parts(found: Listing, agreement: Agreement, scale: bands.Scale, today: date, members: bool) -> list[dict[str, Any]]:
    """The rows as the template unpacks them: tuples cost it least. Bands, days and flags that come back are drawn once."""
    pattern = address("action", agreement, action=0) or f"#{0}"
    before, _zero, after = pattern.rpartition("0")
    blank = _("non précisé")
    drawn: dict[Any, Markup] = {}
    days: dict[date, str] = {}

    def band(row: Row) -> Markup:
        if row.cells not in drawn:
            drawn[row.cells] = bands.band(scale, row.cells, (), today)
        return drawn[row.cells]

    def day(row: Row) -> str:
        on = row.news_on
        if on is None:
            return ""
        if on not in days:
            days[on] = long_date(on)
        return days[on]

    # The most pressing flag says its day; the others are named.
    first = _Once(lambda flag: (flags.look(flag), flags.sentence(flag)))
    other = _Once(lambda flag: (flags.look(flag), flags.short(flag)))
    return [
        {
            "key": part.key,
            "number": part.number,
            "title": part.title,
            "rows": [
                (
                    row.code,
                    row.text,
                    f"{before}{row.pk}{after}",
                    [one.name for one in row.leads],
                    [one.name for one in row.collaborators],
                    [words or blank for _year, words, _window in row.cells],
                    band(row),
                    row.status,
                    [(other if place else first)[flag] for place, flag in enumerate(row.flags)],
                    row.points,
                    row.news,
                    day(row),
                )
                for row in part.rows
            ],
        }
        for part in found.parts
    ]


class _Once(dict[Flag, Any]):
    """What is worked out the first time it is asked for."""

    def __init__(self, made: Callable[[Flag], Any]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, key: Flag) -> Any:
        self[key] = made = self._made(key)
        return made
