"""« Points à préciser » : what the text leaves odd or silent, where, who can settle it, and how it was settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.importing import queries
from ententes.plans import acts
from ententes.plans.models import Point
from ententes.plans.rules import points as rules
from ententes.plans.states import PointState
from ententes.web.pages import attempt, page, refusal
from ententes.web.sentences import words

from .forms import DismissForm, SettleForm
from .kinds import title

STATES = {"a-preciser": PointState.OPEN, "precises": PointState.SETTLED, "ecartes": PointState.DISMISSED}


def points(request: Any, agreement: Agreement) -> HttpResponse:
    """The points in one state, by kind; those the visitor can settle say so. One query."""
    chosen = request.GET.get("etat", "")
    state = STATES.get(chosen, PointState.OPEN)
    mine = request.GET.get("pour") == "moi"
    columns = (
        "pk", "kind", "params", "sentence", "places", "state", "settlement", "settled_at", "capacity",
        "action__pk", "action__code", "body__pk", "body__name", "settled_by__pk", "settled_by__name",
    )  # fmt: skip
    rows = list(Point.objects.filter(agreement=agreement).order_by("pk").values(*columns))
    bodies = {one.body.pk for one in request.capacities if one.body}
    coordinates = any(one.coordinates for one in request.capacities)
    counts = Counter(row["state"] for row in rows)
    shown = [row for row in rows if row["state"] == state]
    for row in shown:
        row["can"] = coordinates or row["settled_by__pk"] in bodies
        row["words"] = words(row["kind"], row["params"], row["sentence"])
        row["where"] = place_words(row["places"])
        row["action_url"] = (
            reverse("action", kwargs={"agreement": agreement.slug, "action": row["action__pk"]}) if row["action__pk"] else ""
        )
    able = sum(row["can"] for row in shown)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in shown:
        if row["can"] or not mine:
            groups.setdefault(title(row["kind"]), []).append(row)
    here = reverse("points", kwargs={"agreement": agreement.slug})
    labels = {PointState.OPEN: _("À préciser"), PointState.SETTLED: _("Précisés"), PointState.DISMISSED: _("Écartés")}
    return page(
        request,
        "points/list.html",
        groups=groups,
        state=state,
        total=len(rows),
        tabs=[
            {"label": labels[one], "url": f"{here}?etat={slug}", "current": one == state, "count": counts[one]}
            for slug, one in STATES.items()
        ],
        able=able,
        mine=mine,
        mine_url=f"{here}?pour=moi",
        all_url=here,
    )


def place_words(places: Sequence[Mapping[str, Any]]) -> str:
    """Where in the source: « ligne 42 », « feuille Plan, ligne 5 », « page 3, ligne 12 »."""
    said = []
    for place in places:
        parts = [
            _("feuille « %(sheet)s »") % {"sheet": place["sheet"]} if place.get("sheet") else "",
            _("page %(page)s") % {"page": place["page"]} if place.get("page") else "",
            _("ligne %(line)s") % {"line": place["row"] if place.get("sheet") and place.get("row") else place["line"]}
            if place.get("line")
            else "",
        ]
        said.append(", ".join(part for part in parts if part))
    return "; ".join(dict.fromkeys(one for one in said if one))


def point(request: Any, agreement: Agreement, point: int) -> HttpResponse:
    """One point, with the forms that settle it for whoever can."""
    return _draw(request, _found(agreement, point))


def _found(agreement: Agreement, point: int) -> Point:
    related = ("agreement", "action", "body", "settled_by", "person", "plan")
    return get_object_or_404(Point.objects.select_related(*related), pk=point, agreement=agreement)


def _able(request: Any, point: Point) -> list[Capacity]:
    return [one for one in request.capacities if not any(rules.obstacles_to_speaking_of(point, by=one))]


def _lines(point: Point) -> list[dict[str, Any]]:
    """What the document says at the places of the point, to be read beside the question."""
    numbers = [place["line"] for place in point.places if place.get("line")]
    return queries.words_at(point.agreement, point.plan_id, numbers) if numbers else []


def _draw(
    request: Any, point: Point, status: int = 200, settling: SettleForm | None = None, dismissing: DismissForm | None = None
) -> HttpResponse:
    able = _able(request, point)
    first = able[0] if able else next(iter(request.capacities), None)
    return page(
        request,
        "points/point.html",
        status,
        point=point,
        title=title(point.kind),
        words=words(point.kind, point.params, point.sentence),
        where=place_words(point.places),
        lines=_lines(point),
        able=bool(able),
        obstacles=list(rules.obstacles_to_speaking_of(point, by=first)),
        settling=settling or SettleForm(able, initial={"text": point.settlement}),
        dismissing=dismissing or DismissForm(able, auto_id="dismiss_%s"),
    )


def _chosen(request: Any, key: str) -> Capacity:
    return next(one for one in request.capacities if one.key == key)


def settle(request: Any, agreement: Agreement, point: int) -> HttpResponse:
    """Settle a point."""
    found = _found(agreement, point)
    form = SettleForm(_able(request, found), request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        by = _chosen(request, said.pop("capacity"))
        if attempt(form, lambda: acts.settle(found, by=by, when=clock.now(), **said)):
            messages.success(request, _("Le point est précisé; le document, lui, reste tel qu’il est écrit."))
            return redirect("points", agreement=agreement.slug)
    return _draw(request, found, 422, settling=form)


def dismiss(request: Any, agreement: Agreement, point: int) -> HttpResponse:
    """Set a point aside."""
    found = _found(agreement, point)
    form = DismissForm(_able(request, found), request.POST, auto_id="dismiss_%s")
    if form.is_valid():
        by, text = _chosen(request, form.cleaned_data["capacity"]), form.cleaned_data["text"]
        if attempt(form, lambda: acts.dismiss(found, by=by, when=clock.now(), text=text)):
            messages.success(request, _("Le point est écarté; il peut être rouvert."))
            return redirect("points", agreement=agreement.slug)
    return _draw(request, found, 422, dismissing=form)


def reopen(request: Any, agreement: Agreement, point: int) -> HttpResponse:
    """Make a point a question again."""
    found = _found(agreement, point)
    able = _able(request, found)
    by = able[0] if able else next(iter(request.capacities))
    try:
        acts.reopen(found, by=by)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le point est de nouveau à préciser."))
    return redirect("point", agreement=agreement.slug, point=point)
