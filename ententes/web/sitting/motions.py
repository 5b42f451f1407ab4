"""A motion: written and kept as one types, put to the vote, read back, then recorded as a resolution."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.conventions.queries.carried import what_stands
from ententes.decisions.acts import Copy
from ententes.decisions.models import Resolution
from ententes.decisions.states import Move, Outcome
from ententes.exporting.frozen import copy_of
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.french import shortened
from ententes.ground.wording import listing, quoted
from ententes.meetings import acts
from ententes.meetings.models import Motion
from ententes.meetings.queries.counting import carries, counted_of, tally, ties
from ententes.meetings.queries.quorum import room
from ententes.meetings.rules import voting as rules
from ententes.meetings.rules.late import Late
from ententes.meetings.states import Choice
from ententes.web.pages import page, whole_number
from ententes.web.recording import may_record, recording

from .finding import back, doing, facts, given, item_of, motion_of
from .forms import MotionForm, shown, typed
from .showing import draw, manners, matter_moves

MOST = 200
"""Resolutions of the body that a motion may choose to amend or to repeal."""


def write(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """Begin a motion with the words of its matter, and go to its page."""
    found = item_of(request, agreement, item)
    made: list[Motion] = []

    def act() -> None:
        move = request.POST.get("move", "")
        known = move if move in dict(matter_moves()) else ""
        made.append(acts.write_motion(found, by=recording(request, found.meeting), when=clock.now(), move=known))

    return doing(
        request, act, _("La proposition est commencée : elle se garde à mesure."),
        lambda: _to(made[0]), partial(draw, request, found.meeting, point=found.pk),
    )  # fmt: skip


def _to(motion: Motion, name: str = "motion") -> HttpResponse:
    return redirect(name, agreement=motion.item.meeting.body.agreement.slug, motion=motion.pk)


def motion(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """The page of a motion."""
    return show(request, motion_of(request, agreement, motion))


def show(request: Any, found: Motion, status: int = 200, form: MotionForm | None = None, reasons: Any = ()) -> HttpResponse:
    """The form of a motion that is not settled; its words and its outcome otherwise."""
    meeting = found.item.meeting
    here = room(meeting, clock.now() if meeting.closed_at is None else meeting.closed_at, found.item)
    procedure = rules.rules_of(meeting)
    abstaining = procedure.abstention_allowed
    return page(
        request,
        "sitting/motion.html",
        status,
        motion=found,
        item=found.item,
        meeting=meeting,
        body=meeting.body,
        recorder=may_record(request, meeting),
        values=typed(form) if form else shown(found),
        form=form,
        reasons=reasons,
        quorum=here.quorum,
        voters=[(term.pk, term.person.name) for term in here.voters],
        members=list({term.pk: term.person.name for term in (*here.voters, *filter(None, (found.mover, found.seconder)))}.items()),
        moves=matter_moves(found.item.matter) if found.item.matter else [],
        earlier=_earlier(meeting.body, request.user),
        manners=manners(),
        rules=procedure,
        choices=[(one, label) for one, label in Choice.choices if one != Choice.ABSTAIN or abstaining],
        cast=found.ballots.count() if found.opened_at else 0,
        tally=tally(found, None, {}) if found.closed_at else None,
    )


def _earlier(body: Body, reader: Any) -> list[tuple[Any, str]]:
    """The resolutions of a body that another may amend or repeal, the latest first."""
    rows = Resolution.objects.open_to(reader).standing(body).order_by("-taken_at", "-pk").values_list("pk", "number", "title")
    return [("", ""), *((pk, f"{number} – {shortened(title, 80)}") for pk, number, title in rows[:MOST])]


def save(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Keep a motion as it is typed: by itself, or by a button, which then goes to read it back."""
    found = motion_of(request, agreement, motion)
    form = MotionForm(found, request.POST)
    if not form.is_valid():
        return show(request, found, 422, form)
    by = recording(request, found.item.meeting)
    revision = form.cleaned_data["revision"]
    try:
        saved = acts.save_motion(found, form.details(), revision=revision, by=by, when=clock.now())
    except Late as late:
        return _late(request, late.row, form)
    except Refused as refused:
        return show(request, found, 422, form, refused.reasons)
    if request.htmx:
        return page(request, "sitting/kept.html", field="motion-revision", revision=saved.revision, now=clock.now())
    return _to(found, "motion_read" if request.POST.get("then") == "read" else "motion")


def _late(request: Any, now: Motion, form: MotionForm) -> HttpResponse:
    """Both texts, and the choice: nothing was overwritten."""
    names = ("title", "whereas", "resolved", "conditions")
    theirs, mine = shown(now), typed(form)
    differing = [
        (str(form.fields[name].label), theirs[name], mine[name])
        for name in names
        if name in form.data and str(theirs[name]) != mine[name].replace("\r\n", "\n").strip()
    ]
    sent = [(name, one) for name in form.data if name not in ("csrfmiddlewaretoken", "once", "revision") for one in form.data.getlist(name)]
    template = "sitting/late_here.html" if request.htmx else "sitting/late_motion.html"
    return page(request, template, 409, motion=now, rows=differing, sent=sent, revision=now.revision)


def withdraw(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Nobody will vote on it."""
    return _doing(request, motion_of(request, agreement, motion), acts.withdraw_motion, _("La proposition est retirée."))


def open_ballot(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Put it to a secret vote."""
    return _doing(request, motion_of(request, agreement, motion), acts.open_ballot, _("Le vote est ouvert; chaque membre a son lien."))


def close_ballot(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Close the vote."""
    return _doing(request, motion_of(request, agreement, motion), acts.close_ballot, _("Le vote est fermé."))


def _doing(request: Any, found: Motion, act: Any, said: str) -> HttpResponse:
    return doing(
        request,
        lambda: act(found, **facts(request, found.item.meeting)),
        said,
        lambda: _to(found),
        partial(show, request, found),
    )


def vote_again(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Take the vote again on the same words."""
    found = motion_of(request, agreement, motion)
    made: list[Motion] = []
    return doing(
        request,
        lambda: made.append(acts.vote_again(found, **facts(request, found.item.meeting))),
        _("La proposition est reprise; le vote précédent est gardé."),
        lambda: _to(made[0]),
        partial(show, request, found),
    )


def read_back(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """What will be recorded, in one sentence and in full; or what stands in the way."""
    return _read(request, motion_of(request, agreement, motion))


def _read(request: Any, found: Motion, status: int = 200, reasons: Any = ()) -> HttpResponse:
    meeting = found.item.meeting
    counted = counted_of(found)
    at = found.closed_at or given(found.counted.get("at", ""), meeting)
    copy = _copy(found)
    when: dict[str, Any] = {"by": recording(request, meeting), "at": at, "when": clock.now(), "copy": copy}
    stand = list(reasons or rules.obstacles_to_resolving(found, **counted.facts, **when)) or _money_stands(found, counted, copy)
    return page(
        request,
        "sitting/read_back.html",
        status,
        motion=found,
        item=found.item,
        meeting=meeting,
        body=meeting.body,
        at=at,
        reasons=stand,
        sentence="" if stand else _sentence(found, counted),
        dissents=listing(term.person.name for term in counted.dissents),
        differences=copy.differences if copy else [],
    )


def _money_stands(motion: Motion, counted: Any, copy: Copy | None) -> list[str]:
    """What would refuse the money of a project, where the count adopts."""
    matter, found = motion.item.matter, tally(motion, counted.votes, counted.by_name)
    if matter is None or not (found is None or carries(rules.rules_of(motion.item.meeting), found, counted.casting)):
        return []
    return what_stands(matter, motion.move, copy.data if copy else None)


def _copy(motion: Motion) -> Copy | None:
    """The text as the body changed it, where that is what it adopts."""
    return copy_of(motion.item.matter) if motion.move == Move.PASS_WITH_CHANGES and motion.item.matter else None


def _sentence(motion: Motion, counted: Any) -> str:
    """« Comité de gestion adopte « Plan » par 4 voix contre 1 » — what pressing the button records."""
    found = tally(motion, counted.votes, counted.by_name)
    procedure = rules.rules_of(motion.item.meeting)
    adopted = found is None or carries(procedure, found, counted.casting)
    fact = {"body": motion.item.meeting.body.name, "title": quoted(motion.title)}
    if found is None:
        said = (
            _("%(body)s prend à l’unanimité la résolution %(title)s.")
            if not counted.dissents
            else _("%(body)s prend la résolution %(title)s.")
        )
        return said % fact
    fact |= {
        "for": ngettext("%(count)s voix pour", "%(count)s voix pour", found.votes_for) % {"count": found.votes_for},
        "against": ngettext("%(count)s contre", "%(count)s contre", found.votes_against) % {"count": found.votes_against},
        "abstain": ngettext("%(count)s abstention", "%(count)s abstentions", found.abstentions) % {"count": found.abstentions},
    }
    said = _("%(body)s prend la résolution %(title)s, par %(for)s, %(against)s, %(abstain)s.")
    if not adopted:
        said = _("%(body)s rejette la proposition %(title)s, par %(for)s, %(against)s, %(abstain)s.")
    if ties(procedure, found):
        said += " " + _("La voix prépondérante de la présidence départage.")
    elif found.tied and found.votes_for and not adopted:
        said += " " + _("Les voix sont partagées : rien n’est adopté à égalité.")
    return said % fact


def record(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """Record the resolution that was read back; refused where the motion changed since, or where something stands in the way."""
    found = motion_of(request, agreement, motion)
    if whole_number(request.POST.get("revision")) != found.revision:
        return _read(request, found, 409, [_("La proposition a changé depuis que vous l’avez relue : la voici comme elle est maintenant.")])
    meeting = found.item.meeting
    said: dict[str, Any] = {
        "by": recording(request, meeting),
        "at": given(found.counted.get("at", ""), meeting),
        "when": clock.now(),
        "copy": _copy(found),
    }
    try:
        resolution = acts.record(found, **counted_of(found).facts, **said)
    except Refused as refused:
        return _read(request, found, 422, refused.reasons)
    outcome = str(Outcome(resolution.outcome).label)
    messages.success(request, _("Résolution %(number)s, %(outcome)s.") % {"number": resolution.number, "outcome": outcome})
    return back(meeting, found.item_id)
