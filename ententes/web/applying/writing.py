"""An application, for those who write it: its parts, its budget computed as it is typed, its deposits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.exporting import typeset
from ententes.exporting.application import printed, text_of
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment
from ententes.projects import acts
from ententes.projects.models import Application, ApplicationDraft
from ententes.projects.queries import admissibility, standing
from ententes.projects.queries import applications as queries
from ententes.projects.queries.budget import Result
from ententes.projects.queries.completions import asked_of, told
from ententes.projects.queries.norms import Norms, in_force
from ententes.projects.queries.pieces import joined
from ententes.projects.rules import applications as rules
from ententes.projects.states import FIELDS, Section
from ententes.web.files import attachment, outgoing
from ententes.web.pages import draft_kept, page, refusal
from ententes.web.seen import change

from .forms import AnswersForm, BudgetForm, ColleagueForm, PieceForm, shown


def own(request: HttpRequest) -> HttpResponse:
    """« Mes demandes ». One query beyond the session."""
    return page(request, "applying/own.html", rows=standing.own(request.user))


def application_of(request: HttpRequest, pk: int) -> Application:
    rows = Application.objects.written_by(request.user).select_related("call__agreement")
    return get_object_or_404(rows, pk=pk)


def application(request: HttpRequest, application: int) -> HttpResponse:
    """One application: what is missing, what can be done, what was received."""
    return draw(request, application_of(request, application))


def draw(
    request: HttpRequest,
    found: Application,
    status: int = 200,
    piece: PieceForm | None = None,
    colleague: ColleagueForm | None = None,
) -> HttpResponse:
    """The page of an application, with a form to correct where there is one."""
    now = clock.now()
    deposits = queries.deposits(found)
    verdict = admissibility.verdict(deposits[0]) if deposits else None
    norms = in_force(found.call.agreement, clock.today())
    return page(
        request,
        "applying/application.html",
        status,
        application=found,
        call=found.call,
        state=standing.state_of(found),
        parts=queries.parts(found.answers, found.budget),
        deposits=deposits,
        pieces=joined(found),
        piece_form=piece or PieceForm(),
        colleague_form=colleague or ColleagueForm(),
        people=list(found.applicants.select_related("person")),
        asked=[(one, [(made, told(made)) for made in one.completions]) for one in asked_of(deposits[0])] if deposits else [],
        today=clock.today(),
        verdict=verdict,
        reasons=admissibility.reasons(verdict) if verdict else [],
        changed=bool(deposits) and {**queries.content(found), "norms": deposits[0].data["norms"]} != deposits[0].data,
        obstacles=list(rules.obstacles_to_depositing(found, person=request.user, when=now)),
        closed=list(rules.obstacles_to_writing(found, person=request.user, when=now)),
        norms=norms,
        result=queries.reckoned(found.kind, found.budget, norms.norms if norms else None, queries.offer_of(found.call))
        if found.budget.get("expenses")
        else None,
    )


def section(request: HttpRequest, application: int, section: str) -> HttpResponse:
    """Write a part: from what is recorded, or from one's own draft."""
    if section not in Section.values:
        raise Http404
    found = application_of(request, application)
    form = _form(request, found, section)
    if request.method == "POST" and form.is_valid():
        now, person = clock.now(), request.user
        if isinstance(form, BudgetForm):
            said = form.said
            done = change(form, found, _shown_budget, lambda: acts.set_budget(found, said=said, person=person, when=now))
        else:
            answers = form.answers
            done = change(
                form, found, _shown_answers, lambda: acts.answer(found, section=section, answers=answers, person=person, when=now)
            )
        if done:
            messages.success(request, _("C’est enregistré."))
            return redirect("application", application=found.pk)
    return _draw_part(request, found, section, form, form.refused_status if request.method == "POST" else 200)


def _shown_answers(row: Application) -> dict[str, Any]:
    return dict(row.answers)


def _shown_budget(row: Application) -> dict[str, Any]:
    return shown(row.budget)


def _norms(found: Application) -> Norms | None:
    held = in_force(found.call.agreement, clock.today())
    return held.norms if held else None


def _form(request: HttpRequest, found: Application, section: str) -> AnswersForm | BudgetForm:
    """The form of a part; opened, it shows one's draft where there is one, and answers to what is recorded."""
    sent = request.POST or None
    if section == Section.BUDGET:
        return BudgetForm(_norms(found), sent, initial=shown(found.budget))
    form = AnswersForm(section, sent, initial=_shown_answers(found))
    draft = None if sent else ApplicationDraft.objects.filter(application=found, section=section, person=request.user).first()
    if draft:
        form.initial["seen"] = draft.fields.get("seen", "")
        form.initial.update({name: words for name, words in draft.fields.items() if name in form.fields and name != "seen"})
        form.drafted_at = draft.saved_at  # type: ignore[attr-defined]
    return form


def _draw_part(request: HttpRequest, found: Application, section: str, form: Any, status: int = 200) -> HttpResponse:
    now = clock.now()
    budget = section == Section.BUDGET
    said = form.said if budget and form.is_bound else found.budget
    return page(
        request,
        "applying/budget.html" if budget else "applying/section.html",
        status,
        application=found,
        call=found.call,
        section=section,
        title=Section(section).label,
        form=form,
        closed=list(rules.obstacles_to_writing(found, person=request.user, when=now)),
        others=queries.others_writing(found, section, request.user),
        drafted=moment(form.drafted_at) if getattr(form, "drafted_at", None) else "",
        result=_reckoned(found, said, _norms(found)) if budget else None,
    )


def _reckoned(application: Application, said: Mapping[str, Any], norms: Norms | None) -> Result | None:
    """A budget under the norms and what the call says that it offers: never what others asked, nor what is left."""
    return queries.reckoned(application.kind, said, norms, queries.offer_of(application.call)) if said.get("expenses") else None


def reckon(request: HttpRequest, application: int) -> HttpResponse:
    """The budget being typed, computed: alone for the page that asks again and again, in its page otherwise. Writes nothing."""
    found = application_of(request, application)
    form = BudgetForm(_norms(found), request.POST, initial=shown(found.budget))
    form.is_valid()
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, "applying/reckoned.html", result=_reckoned(found, form.said, _norms(found)))
    return _draw_part(request, found, str(Section.BUDGET), form)


def keep_draft(request: HttpRequest, application: int, section: str) -> HttpResponse:
    """Keep what is being written. Nothing is answered, or the moment for the page that saves by itself."""
    if section not in FIELDS:
        raise Http404
    found = application_of(request, application)
    names = {"seen", *(name for name, *_rest in FIELDS[section])}
    fields = {name: words for name, words in request.POST.items() if name in names}
    said: dict[str, Any] = {"section": section, "fields": fields, "person": request.user, "when": clock.now()}
    return draft_kept(request, lambda: acts.keep_draft(found, **said).saved_at)


def deposit(request: HttpRequest, application: int) -> HttpResponse:
    """Deposit the application as it stands, at the clock of the server."""
    found, now = application_of(request, application), clock.now()

    def document(data: dict[str, Any], number: int) -> bytes:
        return printed(data, call=found.call, at=now, receipt=f"{found.call_id}-{number}")

    try:
        made = acts.deposit(found, printed=document, person=request.user, when=now)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(
        request,
        _("La demande est reçue : accusé de réception %(receipt)s, le %(moment)s.") % {"receipt": made.receipt, "moment": moment(made.at)},
    )
    return redirect("application", application=found.pk)


def withdraw(request: HttpRequest, application: int) -> HttpResponse:
    """Ask for nothing any more."""
    found = application_of(request, application)
    try:
        acts.withdraw(found, person=request.user, when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("La demande est retirée."))
    return redirect("applications")


def document(request: HttpRequest, application: int) -> HttpResponse:
    """« Télécharger ma demande », as it stands now."""
    found = application_of(request, application)
    norms = _norms(found)
    data = queries.content(found) | {"norms": norms.as_data() if norms else None}
    text = text_of(data, call=found.call, at=clock.now())
    made = typeset(text, format="pdf", name=f"demande {found.title} {clock.today().isoformat()}")
    return outgoing(made.content, made.filename, made.media_type)


def received(request: HttpRequest, application: int, deposit: int) -> HttpResponseBase:
    """A deposit as it was received, to be saved."""
    found = application_of(request, application)
    return attachment(get_object_or_404(found.deposits.select_related("file"), pk=deposit).file)
