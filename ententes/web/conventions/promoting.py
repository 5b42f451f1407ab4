"""The conventions of a promoter, for those who wrote its application or sign for it: to read, to sign, to know what is asked by when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries import changes, listing, reports
from ententes.conventions.states import How, Side
from ententes.funding.queries import figures
from ententes.ground import clock
from ententes.ground.wording import long_date
from ententes.web.files import attachment
from ententes.web.pages import attempt, page

from .finding import BADGES, PAID_BADGES, dated, own_of, sections, signatories
from .forms import SignForm
from .signing import show


def own(request: HttpRequest) -> HttpResponse:
    """« Mes conventions ». One query beyond the session."""
    rows = listing.conventions(GrantAgreement.objects.of_promoter(request.user), clock.today())
    return page(request, "conventions/own.html", rows=rows, badges=BADGES)


def convention(request: HttpRequest, convention: int) -> HttpResponse:
    """One of them: where it stands, what is asked of the promoter and by when, what is paid, its text."""
    found, today = own_of(request, convention), clock.today()
    who = signatories(found)
    signing = who.get(str(Side.PROMOTER))
    instalments = listing.of_one(found, today)
    return page(
        request,
        "conventions/own_convention.html",
        convention=found,
        project=found.project,
        aid=changes.granted(found),
        state=found.state(today),
        badges=BADGES,
        paid_badges=PAID_BADGES,
        sides=[(str(side), str(label), who.get(str(side))) for side, label in Side.choices],
        mine=signing is not None and signing.signed_at is None and signing.person_id == request.user.pk,
        asked=_asked(found, signing, today),
        changes=list(found.changes.all()),
        reports=reports.rows(GrantAgreement.objects.filter(pk=found.pk), today),
        instalments=instalments,
        defaults=[one for one in found.defaults.all() if one.lifted_at is None],
        short=_short(found),
        text=sections(found.content, dated(found, today)),
    )


def _short(found: GrantAgreement) -> Any:
    """Since when the credits that pay it are under reserve; None where they are not."""
    use = found.project.use
    return next((one.invoked_at for one in figures.short_of(use.envelope)), None) if use else None


def _asked(found: GrantAgreement, signing: Any, today: Any) -> list[tuple[str, str]]:
    """What awaits the promoter, and by when."""
    told = []
    if signing is not None and signing.signed_at is None and str(found.state(today)) == "sent":
        told.append((_("Signer la convention : %(name)s") % {"name": signing.name}, long_date(found.sign_by)))
    for one in found.reports.filter(waived_at=None).exclude(deposits__accepted_at__isnull=False).order_by("due_on"):
        told.append((str(one.get_kind_display()).capitalize(), long_date(one.due_on)))
    return told


def sign(request: HttpRequest, convention: int) -> HttpResponse:
    """Sign, being signed in as whoever is authorised."""
    found = own_of(request, convention)
    signature = signatories(found).get(str(Side.PROMOTER))
    if signature is None or signature.person_id != request.user.pk:
        raise Http404
    signature.convention = found
    form = SignForm(request.POST or None, initial={"sha256": found.sha256})
    if request.method == "POST" and form.is_valid():
        facts = {"sha256": form.cleaned_data["sha256"], "confirmed": form.cleaned_data["confirmed"], "how": How.PAGE}
        if attempt(form, lambda: acts.sign(signature, **facts, person=request.user, when=clock.now())):
            messages.success(request, _("Merci, votre signature est enregistrée."))
            return redirect("own_convention", convention=found.pk)
    here = reverse("own_convention_sign", args=[found.pk])
    return show(request, signature, form, here, reverse("own_convention_file", args=[found.pk]))


def file(request: HttpRequest, convention: int) -> HttpResponseBase:
    """The document, to keep or to print."""
    found = own_of(request, convention)
    if found.file is None:
        raise Http404
    return attachment(found.file)
