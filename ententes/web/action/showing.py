"""An action in the words and drawings of its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.ground import bands, clock
from ententes.ground.windows import Window
from ententes.ground.wording import long_date
from ententes.meetings.queries import held
from ententes.plans.models import Action, Edit, Question, Schedule
from ententes.plans.queries.action import NoteRow, cadence
from ententes.plans.queries.standing import Flag
from ententes.plans.states import EditKind, Role, Status
from ententes.web import flags as flag_words
from ententes.web.rich import brief, html


def plan_of(agreement: Agreement, row: Action) -> dict[str, Any]:
    """What everybody who sees the agreement sees of the action."""
    answering = list(row.responsibilities.all())
    return {
        "leads": [_answers(one) for one in answering if one.role == Role.LEAD],
        "collaborators": [_answers(one) for one in answering if one.role == Role.COLLABORATOR],
        "state": (row.status, _first_upper(Status(row.status).label)),
        "schedules": [_schedule(agreement, one, cadence(row, agreement)) for one in row.schedules.all()],
        "targets": _targets(agreement, row),
        "extras": list(row.extras.items()),
        "source": _source(row),
    }


def _first_upper(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]


def _answers(one: Any) -> dict[str, Any]:
    name = one.body.name if one.body else one.organisation.name if one.organisation else one.words
    return {"name": name, "words": one.words if one.words != name else "", "body": one.body_id, "confirmed": one.is_confirmed}


def _targets(agreement: Agreement, row: Action) -> list[dict[str, Any]]:
    """The counted targets, with « 3 rencontres sur 5 » for those about the meetings of a body."""
    counted = {one.target: one for one in held.counted(agreement, row, clock.today())}
    return [{"words": _target(one), "held": counted.get(one.pk)} for one in row.targets.all()]


def _target(one: Any) -> str:
    """« 5 rencontres du comité, par année »."""
    words = f"{one.number}\N{NO-BREAK SPACE}{one.what}"
    return words if one.per == "unstated" else f"{words}, {one.get_per_display()}"


def _schedule(agreement: Agreement, one: Schedule, months: int) -> dict[str, str]:
    return {"year": agreement.fiscal_year(one.year).label, "words": one.words, "dates": _dates(one, months)}


def _dates(one: Schedule, months: int) -> str:
    """The days behind the words, or what the words ask for."""
    if one.kind == "ongoing":
        return ngettext("jamais en retard; des nouvelles chaque mois", "jamais en retard; des nouvelles tous les %(num)s mois", months) % {
            "num": months
        }
    if one.kind == "to_be_assessed":
        return _("à décider d’ici le %(day)s") % {"day": long_date(one.decide_by)} if one.decide_by else ""
    if one.starts_on and one.ends_on and one.starts_on != one.ends_on:
        return _("du %(first)s au %(last)s") % {"first": long_date(one.starts_on), "last": long_date(one.ends_on)}
    if one.ends_on:
        return _("au plus tard le %(day)s") % {"day": long_date(one.ends_on)} if one.kind == "by" else long_date(one.ends_on)
    return _("mots non compris") if one.kind == "unreadable" else ""


def _source(row: Action) -> dict[str, Any] | None:
    """The row of the document from which the action was read, cell by cell, and where it stands there."""
    kept = row.source_row
    if kept is None:
        return None
    headers = list(kept.headers) + [""] * (len(kept.cells) - len(kept.headers))
    place = kept.place
    where = [
        _("feuille « %(sheet)s »") % {"sheet": place["sheet"]} if place.get("sheet") else "",
        _("page %(number)s") % {"number": place["page"]} if place.get("page") else "",
        _("tableau %(number)s") % {"number": place["table"]} if place.get("table") else "",
        _("rangée %(number)s") % {"number": place["row"]} if place.get("row") else "",
        _("ligne %(number)s") % {"number": place["line"]} if place.get("line") else "",
    ]
    return {"cells": list(zip(headers, kept.cells, strict=False)), "where": ", ".join(filter(None, where))}


def flags(found: Iterable[Flag]) -> list[tuple[str, str]]:
    """The badges of the action: look and sentence."""
    return [(flag_words.look(flag), flag_words.sentence(flag)) for flag in found]


def band(agreement: Agreement, row: Action, notes: Sequence[dict[str, Any]] = ()) -> dict[str, Any] | None:
    """The calendar of the action with its news as dots; None for an action without any year."""
    cells = [(one.year, one.words, Window(one.kind, one.starts_on, one.ends_on, one.decide_by)) for one in row.schedules.all()]
    years = sorted({year for year, *_rest in cells} | set(row.plan.years))
    if not years:
        return None
    scale = bands.Scale([agreement.fiscal_year(year) for year in years], agreement.seasons)
    dots = [bands.Dot(one["dated_on"], one["short"], f"#n{one['pk']}") for one in reversed(notes)]
    today = clock.today()
    said = {year: words for year, words, _window in cells}
    words = [(agreement.fiscal_year(year).label, said.get(year, "")) for year in years]
    return {"words": words, "defs": scale.defs(), "axis": bands.axis(scale, today), "drawing": bands.band(scale, cells, dots, today)}


def note(row: NoteRow, agreement: Agreement, action: Action) -> dict[str, Any]:
    """A note as `components/notes.html` draws it."""
    words = brief(row.text)
    return {
        "pk": row.pk,
        "dated_on": row.dated_on,
        "day": long_date(row.dated_on),
        "capacity": row.capacity,
        "author": row.author,
        "on_behalf": row.on_behalf_of,
        "by_letter": row.by_letter,
        "text": html(row.text),
        "short": words if len(words) < 80 else words[:78].rstrip() + "…",
        "state": row.status,
        "state_label": _first_upper(Status(row.status).label) if row.status else "",
        "files": [(name, reverse("action_file", args=[agreement.slug, action.pk, key])) for name, key in row.files],
    }


def whose(question: Question) -> str:
    """The body or the organisation for which somebody was asked."""
    asked = question.request
    return asked.body.name if asked.body else asked.party.organisation.name if asked.party else ""


def question(one: Question) -> dict[str, Any]:
    """A question that waits, as the page says it."""
    asked = one.request
    return {
        "pk": one.pk,
        "request": asked.pk,
        "name": asked.recipient.name,
        "whose": whose(one),
        "asked": long_date(asked.asked_at),
        "due": long_date(asked.due_on),
        "reminders": asked.reminders,
    }


def edit(one: Edit, action: int) -> dict[str, Any]:
    """What was done to the words of the action, by whom and when; its earlier words where they were others."""
    was, now = (state["actions"].get(str(action)) for state in (one.before, one.after))
    earlier = was["text"] if was and now and was["text"] != now["text"] else ""
    words = _first_upper(EditKind(one.kind).label)
    return {"words": words, "who": one.coordination.person.name, "day": long_date(one.at), "earlier": earlier}
