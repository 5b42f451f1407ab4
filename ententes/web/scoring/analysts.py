"""« Mes analyses »: the files given to me, what I sign and declare before opening one, and what I score alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards import acts as awards
from ententes.awards.models import Project
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment
from ententes.projects.models import Deposit
from ententes.projects.queries import pieces
from ententes.projects.queries.applications import told
from ententes.projects.queries.completions import completed
from ententes.scoring import acts
from ententes.scoring.models import Assignment, Declaration, Sheet
from ententes.scoring.queries import files
from ententes.scoring.queries.analysts import undertaking_words
from ententes.scoring.queries.grids import scale_of
from ententes.scoring.rules import scores as rules
from ententes.scoring.states import Standing
from ententes.web.files import attachment
from ententes.web.pages import attempt, draft_kept, page, refusal
from ententes.web.seen import change

from .forms import InterestForm, MarksForm, shown_marks

OPEN = (Standing.SCORING, Standing.LOCKED)
"""Where a file is open to its analyst."""


def analyses(request: Any, agreement: Agreement) -> HttpResponse:
    """My files, call by call. A constant number of queries."""
    rows = Assignment.objects.of(request.user).filter(analysis__call__agreement=agreement)
    found = list(rows.select_related("analysis__call", "deposit__application").order_by("analysis__due_on", "analysis", "pk"))
    where = files.standings(found)
    today = clock.today()
    shown = [
        {
            "pk": one.pk,
            "call": one.analysis.call.title,
            "due": one.analysis.due_on,
            "late": one.analysis.due_on < today and where[one.pk] != Standing.LOCKED,
            "standing": where[one.pk],
            "title": one.deposit.application.title if where[one.pk] != Standing.UNSIGNED else "",
            "promoter": one.deposit.application.promoter if where[one.pk] != Standing.UNSIGNED else "",
            "receipt": one.deposit.receipt,
        }
        for one in found
    ]
    return page(request, "scoring/mine.html", rows=shown)


def mine(request: Any, agreement: Agreement, pk: int) -> Assignment:
    """A file of the visitor; one that an interest closed answers as if it did not exist."""
    rows = Assignment.objects.of(request.user).filter(analysis__call__agreement=agreement)
    rows = rows.select_related(
        "analysis__call", "analysis__grid", "analysis__body", "deposit__application", "deposit__file", "term__seat__body"
    )
    found = get_object_or_404(rows, pk=pk)
    found.analysis.call.agreement = found.term.seat.body.agreement = agreement
    return found


def acting(one: Assignment) -> Capacity:
    return Capacity(one.analysis.call.agreement, term=one.term)


def file(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """A file as far as its analyst may go: sign, declare, then read and score."""
    one = mine(request, agreement, assignment)
    where = files.standing(one)
    if where not in OPEN:
        if request.method == "POST":
            return refusal(request, _("Avant de noter : %(standing)s.") % {"standing": where.label}, status=422)
        return _before(request, one, where)
    form = _form(request, one)
    if request.method == "POST" and form.is_valid():
        by, now = acting(one), clock.now()
        done = change(
            form,
            one.analysis,
            lambda _row: _shown(one),
            lambda: acts.keep_sheet(one, marks=form.marks, words=form.cleaned_data["whole"], by=by, when=now),
        )
        if done:
            messages.success(
                request, _("Vos notes sont enregistrées. Personne d’autre ne les lit tant que chacun n’a pas verrouillé les siennes.")
            )
            return redirect("analysis_file", agreement=agreement.slug, assignment=one.pk)
    return _draw(request, one, where, form, form.refused_status if request.method == "POST" else 200)


def _before(request: Any, one: Assignment, where: Any, form: InterestForm | None = None, status: int = 200) -> HttpResponse:
    return page(
        request,
        "scoring/before.html",
        status,
        one=one,
        call=one.analysis.call,
        standing=where,
        words=undertaking_words(one.analysis),
        title=one.deposit.application.title if where != Standing.UNSIGNED else one.deposit.receipt,
        promoter=one.deposit.application.promoter if where != Standing.UNSIGNED else "",
        form=form or InterestForm(),
    )


def _sheet(one: Assignment) -> Sheet | None:
    return Sheet.objects.filter(assignment=one).first()


def _shown(one: Assignment) -> dict[str, Any]:
    return shown_marks(_sheet(one))


def _form(request: Any, one: Assignment) -> MarksForm:
    """The form of one's notes; opened, it shows one's draft where there is one, and answers to what is recorded."""
    sent, sheet = request.POST or None, _sheet(one)
    form = MarksForm(scale_of(one.analysis.grid.values), sent, initial=shown_marks(sheet))
    if sent is None and sheet is not None and sheet.drafted_at is not None:
        form.initial["seen"] = sheet.draft.get("seen", "")
        form.initial.update({name: words for name, words in sheet.draft.items() if name in form.fields and name != "seen"})
        form.drafted_at = sheet.drafted_at  # type: ignore[attr-defined]
    return form


def _draw(
    request: Any, one: Assignment, where: Any, form: MarksForm, status: int = 200, interest: InterestForm | None = None
) -> HttpResponse:
    by, now = acting(one), clock.now()
    sheet = _sheet(one)
    agreed = files.counting_sheets(one.deposit) if where == Standing.LOCKED else None
    return page(
        request,
        "scoring/file.html",
        status,
        one=one,
        call=one.analysis.call,
        standing=where,
        scale=scale_of(one.analysis.grid.values),
        form=form,
        sheet=sheet,
        told=told(completed(one.deposit)),
        pieces=[(each.pk, each.file.name) for each in pieces.received(one.deposit)],
        opinions=list(one.deposit.opinions.filter(answered_at__isnull=False)),
        obstacles=list(rules.obstacles_to_locking(one, sheet, by=by, when=now)) if where == Standing.SCORING else [],
        drafted=moment(form.drafted_at) if getattr(form, "drafted_at", None) else "",
        together=agreed is not None,
        interest=interest or InterestForm(),
    )


def undertake(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """Sign the confidentiality of the call."""
    one = mine(request, agreement, assignment)
    try:
        acts.undertake(one, by=acting(one), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Votre engagement de confidentialité est signé, pour tout l’appel."))
    return redirect("analysis_file", agreement=agreement.slug, assignment=one.pk)


def declare(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """Declare no interest, and the file opens; or an interest, and it closes for good."""
    one = mine(request, agreement, assignment)
    by, now = acting(one), clock.now()
    if request.POST.get("none") == "1":
        try:
            acts.declare(one, interested=False, by=by, when=now)
        except Refused as refused:
            return refusal(request, *refused.reasons, status=422)
        return redirect("analysis_file", agreement=agreement.slug, assignment=one.pk)
    form = InterestForm(request.POST)
    if form.is_valid() and attempt(form, lambda: _close(one, form.cleaned_data["nature"], by, now)):
        messages.success(request, _("Votre intérêt est consigné. Ce dossier vous est fermé; la coordination en est avisée."))
        return redirect("analyses", agreement=agreement.slug)
    where = files.standing(one)
    if where in OPEN:
        return _draw(request, one, where, MarksForm(scale_of(one.analysis.grid.values), initial=_shown(one)), 422, form)
    return _before(request, one, where, form, 422)


@transaction.atomic
def _close(one: Assignment, nature: str, by: Capacity, when: datetime) -> Declaration:
    """The interest closes the file, and the matter of its project where one is open."""
    declared = acts.declare(one, interested=True, nature=nature, by=by, when=when)
    project = (
        Project.objects.filter(deposit=one.deposit_id).select_related("matter__agreement", "agreement", "deposit__application").first()
    )
    if project is not None:
        awards.withdraw_concerned(project, when=when)
    return declared


def keep_draft(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """Keep what is being typed. Nothing is answered, or the moment for the page that saves by itself."""
    one = mine(request, agreement, assignment)
    names = set(MarksForm(scale_of(one.analysis.grid.values)).fields)
    fields = {name: words for name, words in request.POST.items() if name in names}
    return draft_kept(request, lambda: acts.keep_sheet_draft(one, fields=fields, by=acting(one), when=clock.now()).drafted_at)


def lock(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """Make one's notes final."""
    one = mine(request, agreement, assignment)
    try:
        acts.lock(one, by=acting(one), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Vos notes sont verrouillées : elles ne changent plus."))
    return redirect("analyses", agreement=agreement.slug)


def document(request: HttpRequest, agreement: Agreement, assignment: int) -> HttpResponseBase:
    """The application as it was received, to be saved, once the file is open."""
    return _leaving(request, agreement, assignment, lambda deposit: attachment(deposit.file))


def piece(request: HttpRequest, agreement: Agreement, assignment: int, enclosed: int) -> HttpResponseBase:
    """A file that came with the application, once the file is open."""
    return _leaving(
        request, agreement, assignment, lambda deposit: attachment(get_object_or_404(pieces.received(deposit), pk=enclosed).file)
    )


def _leaving(request: HttpRequest, agreement: Agreement, pk: int, taken: Callable[[Deposit], HttpResponseBase]) -> HttpResponseBase:
    one = mine(request, agreement, pk)
    where = files.standing(one)
    if where not in OPEN:
        return refusal(request, _("Avant de lire ce dossier : %(standing)s.") % {"standing": where.label})
    return taken(one.deposit)
