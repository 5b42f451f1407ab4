"""What the coordination writes of conventions: the standard clauses, one convention, who signs it; and how it leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries import clauses
from ententes.conventions.queries.clauses import BLANKS
from ententes.conventions.states import Side
from ententes.exporting.convention import printed
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import long_date
from ententes.web.choosing import naming
from ententes.web.files import received
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .finding import asked_here, back_to, convention_of, signatories
from .forms import ClausesForm, ConventionForm, SendForm, SignatoryForm, initial_of, signatory_initial
from .views import draw


def draw_up(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Begin the convention of a decided project."""
    found = get_object_or_404(Project.objects.seen_by(request.user).select_related("agreement", "matter"), pk=project, agreement=agreement)
    try:
        made = acts.draw_up(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(
        request, _("La convention %(number)s est commencée : relisez ses clauses, puis nommez qui la signe.") % {"number": made.number}
    )
    return redirect("convention", agreement=agreement.slug, convention=made.pk)


def standard(request: Any, agreement: Agreement) -> HttpResponse:
    """The clauses with which conventions begin."""
    number, said = clauses.standard(agreement)
    form = ClausesForm(said, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, now = coordinating(request), clock.now()

        def shown(row: Agreement) -> dict[str, Any]:
            return initial_of(clauses.standard(row)[1])

        if change(form, agreement, shown, lambda: acts.set_clauses(agreement, content=form.content, by=by, when=now)):
            messages.success(request, _("Les clauses sont enregistrées : les prochaines conventions commencent par elles."))
            return redirect("convention_clauses", agreement=agreement.slug)
    status = form.refused_status if request.method == "POST" else 200
    return page(request, "conventions/clauses.html", status, form=form, number=number, convention=None, blanks=BLANKS)


def reword(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """The clauses of one convention, until it is sent."""
    found = convention_of(request, agreement, convention)
    if found.sent_at is not None:
        return refusal(request, _("La convention a été transmise : son texte ne change plus que par un avenant."), status=422)
    form = ConventionForm(found.content, found.ends_on, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, ends_on = coordinating(request), form.cleaned_data["ends_on"]

        def shown(row: GrantAgreement) -> dict[str, Any]:
            return initial_of(row.content) | {"ends_on": row.ends_on}

        if change(form, found, shown, lambda: acts.reword(found, content=form.content, ends_on=ends_on, by=by)):
            messages.success(request, _("Le texte est enregistré."))
            return back_to(found)
    status = form.refused_status if request.method == "POST" else 200
    return page(request, "conventions/clauses.html", status, form=form, number=0, convention=found, blanks=BLANKS)


def signatory(request: Any, agreement: Agreement, convention: int, side: str) -> HttpResponse:
    """Who signs for a side, by which resolution."""
    found = convention_of(request, agreement, convention)
    if side not in Side.values:
        raise Http404
    deposit = found.project.deposit
    writers = [one.person for one in deposit.application.applicants.select_related("person")] if deposit else []
    said = deposit.data["answers"].get("authority", "") if deposit and side == Side.PROMOTER else ""
    before = signatories(found).get(side)
    if before and before.person and before.person not in writers:
        writers.append(before.person)
    form = SignatoryForm(
        agreement, request.user, side, writers, request.POST or None, request.FILES or None, initial=signatory_initial(before, said)
    )
    if request.method == "POST" and form.is_valid():
        given, by, now = form.cleaned_data, coordinating(request), clock.now()
        facts = {"office": given["office"], "authority": given["authority"], "resolution": given.get("resolution")}

        def act(person: Any) -> Any:
            file = received(request, given["file"])
            return acts.name_signatory(found, side=side, person=person, name=person.name, authority_file=file, **facts, by=by, when=now)

        if attempt(form, naming(form, act)):
            messages.success(request, _("C’est enregistré."))
            return back_to(found)
    whose = found.project.promoter if side == Side.PROMOTER else _("le gestionnaire")
    lede = _("Cette personne reçoit un lien qui n’est que pour elle. Sa signature n’engage %(whose)s que si une résolution l’y autorise.")
    return asked_here(
        request,
        form,
        title=_("Qui signe pour %(whose)s") % {"whose": whose},
        lede=lede % {"whose": whose},
        button=_("Enregistrer"),
        back=reverse("convention", args=[agreement.slug, found.pk]),
        over=_("Convention %(number)s") % {"number": found.number},
    )


def send(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Freeze the text and write to whoever signs for the promoter."""
    found = convention_of(request, agreement, convention)
    form = SendForm(request.POST)
    if form.is_valid():
        now, today = clock.now(), clock.today()
        facts = {"sign_by": form.cleaned_data["sign_by"], "by": coordinating(request), "when": now}
        made = attempt(form, lambda: acts.send(found, printed=lambda data: printed(data, day=today), **facts))
        if made:
            who = made.signatures.standing().get(side=Side.PROMOTER)
            said = {"name": who.name, "day": long_date(made.sign_by)}
            messages.success(
                request,
                _("La convention est figée et part à %(name)s, qui la signe au plus tard le %(day)s.") % said
                if made.sign_by
                else _("La convention est figée et part à %(name)s.") % said,
            )
            return back_to(found)
    return draw(request, found, 422, sending=form)
