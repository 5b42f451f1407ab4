"""A session: the notes of each beside one another, what is agreed on, and the ranking that comes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.queries.aided import Aided, aided
from ententes.committees.queries import Capacity
from ententes.exporting import lists as exported
from ententes.exporting.sheets import SHEET_FORMATS
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment
from ententes.projects.models import Deposit
from ententes.projects.queries import pieces
from ententes.projects.queries.applications import told
from ententes.projects.queries.completions import completed
from ententes.scoring import acts
from ententes.scoring.models import Analysis, Assignment, Consensus, ConsensusDraft, Opinion
from ententes.scoring.queries import files
from ententes.scoring.queries.boards import withdrawn
from ententes.scoring.queries.grids import scale_of, told_ties
from ententes.scoring.queries.results import Result, result, results
from ententes.scoring.queries.sessions import spreads
from ententes.scoring.rules import scores as rules
from ententes.scoring.states import Tie
from ententes.web.files import attachment, taken
from ententes.web.pages import attempt, coordinating, draft_kept, page, refusal, whole_number
from ententes.web.seen import change

from .board import analysis_of, call_of
from .forms import OpinionForm, SessionForm, shown_marks


def _led(request: Any, agreement: Agreement, call: int) -> Analysis:
    """The analysis of a call that the visitor leads; for anybody else it does not exist."""
    analysis = analysis_of(call_of(request, agreement, call))
    if analysis is None or not files.leads(analysis, request.user, clock.today()):
        raise Http404
    return analysis


def _taken(request: Any, agreement: Agreement, call: int, deposit: int) -> tuple[Analysis, Deposit]:
    """A file that the visitor leads, unless an interest closes it to them."""
    analysis = _led(request, agreement, call)
    rows = files.led_by(analysis, request.user, clock.today()).select_related("application", "file")
    found = get_object_or_404(rows, pk=deposit)
    found.call = analysis.call
    return analysis, found


def leading(request: Any, analysis: Analysis) -> Capacity:
    """In which capacity the visitor leads: the coordination first, then what they hold on the body."""
    hats = sorted(request.capacities, key=lambda one: (not one.coordinates, one.body is None or one.body.pk != analysis.body_id))
    return hats[0]


def ranking(request: Any, agreement: Agreement, call: int) -> HttpResponse:
    """Every file of a call by rank, but those that are closed to the reader. A constant number of queries."""
    analysis = _led(request, agreement, call)
    scale = scale_of(analysis.grid.values)
    return page(
        request,
        "scoring/ranking.html",
        call=analysis.call,
        analysis=analysis,
        scale=scale,
        rows=_ranked(request, analysis),
        ties=told_ties(scale),
        formats=SHEET_FORMATS,
    )


def _ranked(request: Any, analysis: Analysis) -> list[Result]:
    closed = set(Deposit.objects.filter(files.closed_to(request.user), call=analysis.call).values_list("pk", flat=True))
    return [one for one in results(analysis.call) if one.deposit not in closed]


def take(request: Any, agreement: Agreement, call: int, format: str) -> HttpResponse:
    """The ranking as its reader may read it, with every note; recorded as taken."""
    if format not in SHEET_FORMATS:
        raise Http404
    analysis = _led(request, agreement, call)
    made = exported.ranking(analysis, _ranked(request, analysis), withdrawn(analysis), format=format, as_of=clock.today())
    return taken(request, agreement, made, format)


def session(request: Any, agreement: Agreement, call: int, deposit: int) -> HttpResponse:
    """One file before the session. Notes show once every analyst has locked theirs."""
    analysis, found = _taken(request, agreement, call, deposit)
    standing = files.in_force(found)
    form = _form(request.user, request.POST or None, analysis, found, standing)
    if request.method == "POST" and form.is_valid():
        read, by, now = form.cleaned_data, leading(request, analysis), clock.now()
        said = {
            "marks": form.marks,
            "reasons": read["whole"],
            "first_aid": read.get("first_aid", False),
            "computed": _aided(request.user, analysis, found),
            "correction": read.get("correction", ""),
            "because": read.get("because", ""),
            "seen": standing.pk if standing else None,
        }
        done = change(
            form, analysis, lambda _row: shown_marks(files.in_force(found)), lambda: acts.agree(analysis, found, **said, by=by, when=now)
        )
        if done:
            messages.success(request, _("La note de consensus est consignée, avec ses motifs."))
            return redirect("analysis_session", agreement=agreement.slug, call=analysis.call_id, deposit=found.pk)
    return draw(request, analysis, found, form, form.refused_status if request.method == "POST" else 200)


def _aided(person: Any, analysis: Analysis, deposit: Deposit) -> Aided | None:
    """What earlier decisions say of the territory, where the grid settles ties by it."""
    asks = any(kind == Tie.TERRITORY for kind, _letter in scale_of(analysis.grid.values).ties)
    return aided(deposit, person, clock.now()) if asks else None


def _form(person: Any, sent: Any, analysis: Analysis, deposit: Deposit, standing: Consensus | None) -> SessionForm:
    """The form of a session; opened, it shows one's draft where there is one, and answers to what is recorded."""
    known = _aided(person, analysis, deposit)
    form = SessionForm(scale_of(analysis.grid.values), sent, initial=shown_marks(standing), aided=known, again=standing is not None)
    draft = None if sent else ConsensusDraft.objects.filter(deposit=deposit, person=person).first()
    if draft:
        form.initial["seen"] = draft.fields.get("seen", "")
        form.initial.update({name: words for name, words in draft.fields.items() if name in form.fields and name != "seen"})
        form.drafted_at = draft.saved_at  # type: ignore[attr-defined]
    return form


def draw(
    request: Any, analysis: Analysis, deposit: Deposit, form: SessionForm, status: int = 200, asking: OpinionForm | None = None
) -> HttpResponse:
    by, now = leading(request, analysis), clock.now()
    closed = list(rules.obstacles_to_meeting(analysis, deposit, by=by, when=now))
    sheets = files.counting_sheets(deposit) or []
    live = list(Assignment.objects.live().filter(deposit=deposit).select_related("deposit", "person").order_by("pk"))
    where = files.standings(live)
    return page(
        request,
        "scoring/session.html",
        status,
        call=analysis.call,
        analysis=analysis,
        deposit=deposit,
        told=told(completed(deposit)),
        pieces=[(each.pk, each.file.name) for each in pieces.received(deposit)],
        form=form,
        closed=closed,
        spread={one.key: one for one in spreads(scale_of(analysis.grid.values), sheets)} if not closed else {},
        overall=[(one.assignment.person.name, one.words) for one in sheets if one.words] if not closed else [],
        waiting=[(one.person.name, where[one.pk]) for one in live if where[one.pk] != "locked"],
        interests=[one for one in files.interested(deposit) if one.capacity],
        found=result(deposit),
        past=list(Consensus.objects.filter(deposit=deposit, replaced_at__isnull=False)),
        opinions=list(deposit.opinions.all()),
        drafted=moment(form.drafted_at) if getattr(form, "drafted_at", None) else "",
        asking=asking or OpinionForm(prefix="opinion"),
        coordinates=any(one.coordinates for one in request.capacities),
    )


def keep_draft(request: Any, agreement: Agreement, call: int, deposit: int) -> HttpResponse:
    """Keep what is being typed in a session."""
    analysis, found = _taken(request, agreement, call, deposit)
    names = {"seen", "because", *_form(request.user, None, analysis, found, None).fields}
    fields = {name: words for name, words in request.POST.items() if name in names}
    said = {"fields": fields, "by": leading(request, analysis), "when": clock.now()}
    return draft_kept(request, lambda: acts.keep_consensus_draft(analysis, found, **said).saved_at)


def document(request: Any, agreement: Agreement, call: int, deposit: int) -> HttpResponseBase:
    """The application as it was received, to be saved."""
    return attachment(_taken(request, agreement, call, deposit)[1].file)


def piece(request: Any, agreement: Agreement, call: int, deposit: int, enclosed: int) -> HttpResponseBase:
    """A file that came with the application."""
    found = _taken(request, agreement, call, deposit)[1]
    return attachment(get_object_or_404(pieces.received(found), pk=enclosed).file)


def ask(request: Any, agreement: Agreement, call: int, deposit: int) -> HttpResponse:
    """Ask somebody outside for an opinion."""
    analysis, found = _taken(request, agreement, call, deposit)
    form = OpinionForm(request.POST, prefix="opinion")
    by, now = coordinating(request), clock.now()
    if form.is_valid() and attempt(form, lambda: acts.ask_opinion(analysis, found, **form.cleaned_data, by=by, when=now)):
        messages.success(request, _("Une lettre part à %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("analysis_session", agreement=agreement.slug, call=analysis.call_id, deposit=found.pk)
    return draw(request, analysis, found, _form(request.user, None, analysis, found, files.in_force(found)), 422, form)


def withdraw(request: Any, agreement: Agreement, call: int, deposit: int) -> HttpResponse:
    """Ask no more."""
    analysis, found = _taken(request, agreement, call, deposit)
    opinion = get_object_or_404(Opinion, pk=whole_number(request.POST.get("opinion")), deposit=found)
    opinion.analysis = analysis
    try:
        acts.withdraw_opinion(opinion, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("L’avis n’est plus demandé : aucun rappel ne partira."))
    return redirect("analysis_session", agreement=agreement.slug, call=analysis.call_id, deposit=found.pk)
