"""How conventions are signed: by the link of a letter, by whoever is signed in, on paper; and what follows when they are not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions import acts
from ententes.conventions.models import GrantSignature
from ententes.conventions.queries import signing as queries
from ententes.conventions.rules import signing as rules
from ententes.conventions.states import How, Side
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.links import Forged
from ententes.ground.wording import long_date, money
from ententes.web.by_link import forged, private, speak_to
from ententes.web.files import attachment, received
from ententes.web.pages import attempt, coordinating, page, refusal

from .finding import asked_here, back_to, convention_of, dated, sections, sections_of_addendum, signatories
from .forms import PaperForm, SignForm, WhyForm
from .views import draw


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link, kept by no cache and no search engine: the address itself is a key."""
    return private(_by_link(request, token))


def _by_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found, last = queries.signature_of(token)
    except Forged:
        return forged(request)
    if found.person is not None:
        speak_to(found.person, request)
    if found.recall is not None:
        said = {"day": long_date(found.recall.recalled_at), "reason": found.recall.reason}
        return refusal(request, _("La convention a été reprise le %(day)s : ce lien ne sert plus. %(reason)s") % said, status=410)
    if clock.today() > last and found.signed_at is None:
        return refusal(request, _("Ce lien n’est plus valide depuis le %(day)s.") % {"day": long_date(last)}, status=410)
    form = SignForm(request.POST or None, initial={"sha256": found.signed_text.sha256})
    if request.method == "POST" and form.is_valid():
        facts = {"sha256": form.cleaned_data["sha256"], "confirmed": form.cleaned_data["confirmed"], "how": How.LINK}
        if attempt(form, lambda: acts.sign(found, **facts, when=clock.now())):
            messages.success(request, _("Merci, votre signature est enregistrée."))
            return redirect("convention_link", token=token)
    return show(request, found, form, reverse("convention_link", args=[token]), reverse("convention_link_file", args=[token]))


def show(request: HttpRequest, found: GrantSignature, form: SignForm, here: str, file: str) -> HttpResponse:
    """The whole text read back, then what will be recorded, and one button; or why there is none."""
    convention, change, today = found.convention, found.change, clock.today()
    obstacles = list(rules.obstacles_to_signing(found, sha256=found.signed_text.sha256, on=today))
    said = {"number": convention.number, "promoter": convention.project.promoter, "aid": money(convention.cents)}
    if change is not None:
        lede = _("Avenant %(number)s à la convention d’aide financière n° %(convention)s") % change.content
    else:
        lede = _("Convention d’aide financière n° %(number)s, avec %(promoter)s : au plus %(aid)s.") % said
    return page(
        request,
        "conventions/sign.html",
        422 if request.method == "POST" else 200,
        title=convention.agreement.title,
        lede=lede,
        project=convention.project,
        signature=found,
        side=str(Side(found.side).label),
        form=form,
        obstacles=obstacles,
        text=sections_of_addendum(change.content, today) if change else sections(convention.content, dated(convention, today)),
        here=here,
        file=file,
    )


def link_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The document to keep or to print, by the same link."""
    try:
        found, last = queries.signature_of(token)
    except Forged:
        return private(forged(request))
    if found.recall is not None or found.signed_text.file is None or clock.today() > last:
        raise Http404
    return private(attachment(found.signed_text.file))


def paper(request: Any, agreement: Agreement, convention: int, side: str) -> HttpResponse:
    """File a copy that was signed on paper."""
    found = convention_of(request, agreement, convention)
    signature = signatories(found).get(side)
    if signature is None:
        raise Http404
    signature.convention = found
    form = PaperForm(request.POST or None, request.FILES or None, initial={"signed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        by, now, given = coordinating(request), clock.now(), form.cleaned_data

        def act() -> Any:
            copy = received(request, given["file"])
            return acts.file_paper(signature, copy=copy, signed_on=given["signed_on"], by=by, when=now)

        if attempt(form, act):
            messages.success(request, _("La copie signée est déposée."))
            return back_to(found)
    return asked_here(
        request,
        form,
        title=_("Déposer la copie signée par %(name)s") % {"name": signature.name},
        lede=_("Le texte signé est celui qui a été transmis, dont l’empreinte est %(hash)s.") % {"hash": found.sha256[:16]},
        button=_("Déposer"),
        back=reverse("convention", args=[agreement.slug, found.pk]),
        over=_("Convention %(number)s") % {"number": found.number},
    )


def recall(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Take back a convention that both have not signed yet."""
    found = convention_of(request, agreement, convention)
    form = WhyForm(request.POST, auto_id="recall_%s")
    facts = {"by": coordinating(request), "when": clock.now()}
    if form.is_valid() and attempt(form, lambda: acts.recall(found, reason=form.cleaned_data["why"], **facts)):
        messages.success(request, _("La convention est reprise : corrigez-la, puis transmettez-la de nouveau."))
        return back_to(found)
    return draw(request, found, 422, recalling=form)


def release(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Give back the money of a convention that lapsed."""
    found = convention_of(request, agreement, convention)
    try:
        entry = acts.release_lapsed(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("%(amount)s retournent à leur enveloppe; le promoteur en est averti.") % {"amount": money(-entry.cents)})
    return back_to(found)


def default(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Declare that a promoter does not keep what it signed."""
    found = convention_of(request, agreement, convention)
    form = WhyForm(request.POST, auto_id="default_%s")
    facts = {"by": coordinating(request), "when": clock.now()}
    if form.is_valid() and attempt(form, lambda: acts.declare_default(found, reason=form.cleaned_data["why"], **facts)):
        messages.success(request, _("Le défaut est constaté; le promoteur en est averti, et ses versements sont suspendus."))
        return back_to(found)
    return draw(request, found, 422, defaulting=form)


def lift(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Lift a default."""
    found = convention_of(request, agreement, convention)
    form = WhyForm(request.POST, auto_id="lift_%s")
    facts = {"by": coordinating(request), "when": clock.now()}
    if form.is_valid() and attempt(form, lambda: acts.lift_default(found, because=form.cleaned_data["why"], **facts)):
        messages.success(request, _("Le défaut est levé."))
        return back_to(found)
    return draw(request, found, 422, lifting=form)
