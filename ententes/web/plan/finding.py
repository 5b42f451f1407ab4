"""The search of an agreement: its actions, its bodies, their mandates, its organisations and documents; notes and points for members."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Mandate
from ententes.committees.queries import said
from ententes.ground import clock
from ententes.ground.markdown import plain
from ententes.organisations.models import Organisation
from ententes.plans.models import Action, Note, Point
from ententes.plans.queries import search as words_search
from ententes.plans.states import PointState
from ententes.web.access import ACCESS
from ententes.web.marking import marked
from ententes.web.pages import page
from ententes.web.sentences import said as said_points

SHOWN = 50
"""Results written in each group."""


def search(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What holds every word typed, in groups; at most nine queries."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ")[: words_search.LONGEST].split())
    words = words_search.words_of(typed)
    members = bool(request.capacities)  # type: ignore[attr-defined]
    groups: list[dict[str, Any]] = []
    if words:
        groups = [_actions(agreement, typed, words)]
        if members:
            groups.append(_notes(agreement, typed, words))
        groups += [_bodies(agreement, words), _mandates(agreement, words)]
        if members:
            groups.append(_points(agreement, words))
        groups += [_organisations(agreement, words), _documents(agreement, words, members)]
        groups = [one for one in groups if one["items"]]
    return page(request, "plan/search.html", typed=typed, groups=groups, total=sum(one["count"] for one in groups), asked=bool(words))


def _group(title: str, count: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "count": count, "more": count > len(items), "items": items}


def _url(route: str, **parts: Any) -> str:
    return reverse(route, kwargs=parts) if route in ACCESS else ""


def _actions(agreement: Agreement, typed: str, words: list[str]) -> dict[str, Any]:
    found = words_search.matching("plans_action", agreement.pk, typed)
    columns = ("pk", "code", "text", "plan__year", "status")
    kept = Action.objects.filter(pk__in=found[:900], removed_at__isnull=True)
    of = {row["pk"]: row for row in kept.values(*columns)}
    rows = [of[pk] for pk in found if pk in of]
    items = [
        {
            "title": marked(row["text"], words),
            "url": _url("action", agreement=agreement.slug, action=row["pk"]),
            "over": f"{row['code']} · {agreement.fiscal_year(row['plan__year']).label}",
            "status": row["status"],
            "text": "",
        }
        for row in rows[:SHOWN]
    ]
    return _group(_("Actions"), len(rows), items)


def _notes(agreement: Agreement, typed: str, words: list[str]) -> dict[str, Any]:
    found = words_search.matching("plans_note", agreement.pk, typed)
    columns = ("pk", "text", "dated_on", "capacity", "action_id", "action__code", "action__text", "status")
    kept = Note.objects.filter(pk__in=found[:900], action__removed_at__isnull=True)
    of = {row["pk"]: row for row in kept.values(*columns)}
    rows = [of[pk] for pk in found if pk in of]
    items = [
        {
            "title": f"{row['action__code']} · {row['action__text']}",
            "url": _url("action", agreement=agreement.slug, action=row["action_id"]),
            "over": said(row["capacity"]),
            "day": row["dated_on"],
            "status": row["status"],
            "text": marked(plain(row["text"]), words, 240),
        }
        for row in rows[:SHOWN]
    ]
    return _group(_("Nouvelles"), len(rows), items)


def _bodies(agreement: Agreement, words: list[str]) -> dict[str, Any]:
    rows = [
        (pk, name, acronym)
        for pk, name, acronym in agreement.bodies.values_list("pk", "name", "acronym")
        if words_search.says(f"{name} {acronym}", words)
    ]
    items = [
        {
            "title": marked(name, words),
            "url": _url("committee", agreement=agreement.slug, body=pk),
            "over": acronym,
            "status": "",
            "text": "",
        }
        for pk, name, acronym in rows[:SHOWN]
    ]
    return _group(_("Instances"), len(rows), items)


def _mandates(agreement: Agreement, words: list[str]) -> dict[str, Any]:
    """Those of every body, with their words as the agreement writes them: the page of the body shows them too."""
    every = Mandate.objects.in_force(clock.today()).filter(body__agreement=agreement).order_by("body__position", "body", "position", "pk")
    rows = [one for one in every.values_list("words", "body", "body__name") if words_search.says(one[0], words)]
    items = [
        {
            "title": marked(said_so, words),
            "url": _url("committee", agreement=agreement.slug, body=body),
            "over": name,
            "status": "",
            "text": "",
        }
        for said_so, body, name in rows[:SHOWN]
    ]
    return _group(_("Mandats"), len(rows), items)


def _points(agreement: Agreement, words: list[str]) -> dict[str, Any]:
    """The sentence of each in the language of the reader, and how it was settled."""
    columns = ("pk", "kind", "params", "sentence", "settlement", "state")
    every = said_points(Point.objects.filter(agreement=agreement).order_by("pk").values(*columns))
    rows = [row for row in every if words_search.says(f"{row['sentence']} {row['settlement']}", words)]
    items = [
        {
            "title": marked(row["sentence"], words),
            "url": _url("point", agreement=agreement.slug, point=row["pk"]),
            "over": PointState(row["state"]).label,
            "status": "",
            "text": marked(row["settlement"], words, 240) if row["settlement"] else "",
        }
        for row in rows[:SHOWN]
    ]
    return _group(_("Points à préciser"), len(rows), items)


def _organisations(agreement: Agreement, words: list[str]) -> dict[str, Any]:
    """Those that are parties; the plan answers for the others."""
    every = Organisation.objects.filter(parties__agreement=agreement).values_list("name", "acronym")
    rows = [(name, acronym) for name, acronym in every if words_search.says(f"{name} {acronym}", words)]
    items = [{"title": marked(name, words), "url": "", "over": acronym, "status": "", "text": ""} for name, acronym in rows[:SHOWN]]
    return _group(_("Organismes"), len(rows), items)


def _documents(agreement: Agreement, words: list[str], members: bool) -> dict[str, Any]:
    filings = agreement.filings.all() if members else agreement.filings.filter(is_public=True)
    every = filings.values_list("pk", "title", "file__name", "file__filed_at")
    rows = [one for one in every if words_search.says(f"{one[1]} {one[2]}", words)]
    items = [
        {
            "title": marked(title, words),
            "url": _url("document_file", agreement=agreement.slug, filing=pk),
            "over": name,
            "day": filed_at,
            "status": "",
            "text": "",
        }
        for pk, title, name, filed_at in rows[:SHOWN]
    ]
    return _group(_("Documents"), len(rows), items)
