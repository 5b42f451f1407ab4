"""The conventions of an agreement, and the page of one: its text, who signs it, what it pays."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.queries.decided import decision
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries import changes, listing
from ententes.conventions.queries.content import content, usual_delay
from ententes.conventions.rules import signing as rules
from ententes.conventions.rules import writing
from ententes.conventions.states import Side
from ententes.exporting import typeset
from ententes.exporting.convention import text_of
from ententes.funding.queries import figures
from ententes.ground import clock
from ententes.ground.wording import long_date
from ententes.web.files import attachment, taken
from ententes.web.pages import page

from .finding import BADGES, PAID_BADGES, convention_of, dated, sections, signatories
from .forms import SendForm, WhyForm

FORMATS = ("docx", "pdf")


def conventions(request: Any, agreement: Agreement) -> HttpResponse:
    """Every convention one may read, and for the coordination the projects that await theirs. A constant number of queries."""
    today = clock.today()
    coordinates = any(one.coordinates for one in request.capacities)
    return page(
        request,
        "conventions/list.html",
        rows=listing.conventions(GrantAgreement.objects.seen_by(request.user).filter(agreement=agreement), today),
        to_draw_up=listing.to_draw_up(request.user, agreement) if coordinates else [],
        badges=BADGES,
    )


def convention(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """One convention, whole."""
    return draw(request, convention_of(request, agreement, convention))


def draw(request: Any, found: GrantAgreement, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a convention; a form that was refused comes back in it."""
    today, state = clock.today(), found.state(clock.today())
    who = signatories(found)
    coordination = next((one for one in request.capacities if one.coordinates), None)
    to_send: list[str] = []
    sign_by = found.sign_by or usual_delay(found, today)
    if coordination and found.sent_at is None:
        use = found.project.use
        committed = figures.of_use(use).committed if use else 0
        facts = {"found": decision(found.project), "committed": committed, "sign_by": sign_by, "by": coordination, "on": today}
        to_send = list(writing.obstacles_to_sending(found, **facts))
    to_release = list(rules.obstacles_to_releasing(found, state=state, by=coordination)) if coordination else []
    return page(
        request,
        "conventions/convention.html",
        status,
        convention=found,
        project=found.project,
        aid=changes.granted(found),
        state=state,
        badges=BADGES,
        paid_badges=PAID_BADGES,
        sides=[(str(side), str(label), who.get(str(side))) for side, label in Side.choices],
        text=sections(content(found), dated(found, today)),
        to_send=to_send,
        to_release=to_release,
        sending=forms.get("sending") or SendForm(initial={"sign_by": sign_by}),
        defaulting=forms.get("defaulting") or WhyForm(auto_id="default_%s"),
        recalling=forms.get("recalling") or WhyForm(auto_id="recall_%s"),
        recalls=list(found.recalls.prefetch_related("signatures")),
        lifting=forms.get("lifting") or WhyForm(auto_id="lift_%s"),
        instalments=listing.of_one(found, today) if found.sent_at else [],
        defaults=list(found.defaults.order_by("-declared_at")),
        formats=FORMATS,
        today=today,
    )


def export(request: Any, agreement: Agreement, convention: int, format: str) -> HttpResponse:
    """The convention as Word or PDF, as it is being written or as it was sent."""
    found = convention_of(request, agreement, convention)
    if format not in FORMATS:
        raise Http404
    today = clock.today()
    state = _("transmise le %(day)s") % {"day": long_date(found.sent_at)} if found.sent_at else _("projet, à valider")
    text = text_of(content(found), day=dated(found, today), state=state)
    return taken(request, agreement, typeset(text, format=format, name=f"convention {found.number} {agreement.slug}"), format)


def file(request: Any, agreement: Agreement, convention: int) -> HttpResponseBase:
    """The document that was sent to be signed, the very bytes."""
    found = convention_of(request, agreement, convention)
    if found.file is None:
        raise Http404
    return attachment(found.file)


def paper(request: Any, agreement: Agreement, convention: int, side: str) -> HttpResponseBase:
    """The copy signed on paper."""
    signature = signatories(convention_of(request, agreement, convention)).get(side)
    if signature is None or signature.copy is None:
        raise Http404
    return attachment(signature.copy)


def recalled(request: Any, agreement: Agreement, convention: int, recall: int, what: str) -> HttpResponseBase:
    """The text that was taken back, or the copy of it that a side had signed on paper."""
    found = get_object_or_404(convention_of(request, agreement, convention).recalls, pk=recall)
    signature = found.signatures.filter(side=what).first()
    file = found.file if what == "texte" else signature.copy if signature else None
    if file is None:
        raise Http404
    return attachment(file)


def authority(request: Any, agreement: Agreement, convention: int, side: str) -> HttpResponseBase:
    """The resolution by which somebody signs, where its copy was filed."""
    signature = signatories(convention_of(request, agreement, convention)).get(side)
    if signature is None or signature.authority_file is None:
        raise Http404
    return attachment(signature.authority_file)


def tabs(agreement: Agreement, here: str) -> list[dict[str, Any]]:
    """The pages of money beside that of payments."""
    places = (("funding", _("Vue d’ensemble")), ("ledger", _("Livre de comptes")), ("payments", _("Versements")))
    return [{"label": label, "url": reverse(name, args=[agreement.slug]), "current": name == here} for name, label in places]
