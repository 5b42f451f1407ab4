"""The resolutions of all bodies: searched, read one by one, taken as a certified extract or as a list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.committees.queries import said as spoken
from ententes.decisions import acts, rules
from ententes.decisions.models import Entry, Head, Matter, Resolution
from ententes.decisions.queries import extracts as extracts_of
from ententes.decisions.queries import listing, standing
from ententes.decisions.states import EntryKind, Outcome
from ententes.exporting import extract as extracts
from ententes.exporting.document import Made
from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.ground.wording import long_date, quoted
from ententes.web.by_link import forged, private, speak_to
from ententes.web.files import outgoing, taken
from ententes.web.pages import attempt, page, refusal

from .forms import DeliverForm

_NOT_ENTERED = lazy("Cette résolution n’est pas au registre : aucun extrait ne peut en être certifié.")
RELATED = (
    "stage__mandate__addressee_body__contact",
    "body",
    "matter",
    "version",
    "mover__person",
    "seconder__person",
    "amends",
    "repeals",
    "agreement",
)


def resolutions(request: Any, agreement: Agreement) -> HttpResponse:
    """The resolutions that one may read, under a filter, the latest first. A constant number of queries."""
    filters = listing.ResolutionFilters.of(request.GET)
    rows = listing.resolutions(agreement, request.capacities, filters)
    shown = Paginator(rows, listing.PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("resolutions", kwargs={"agreement": agreement.slug})
    fields = _fields(filters)
    return page(
        request,
        "register/resolutions.html",
        shown=shown,
        rows=[row | {"outcome_words": _label(row["outcome"])} for row in shown.object_list],
        filters=filters,
        fields=fields,
        address=f"{here}?{urlencode({**fields, 'page': ''})}",
        years=[("", _("Toute année")), *((year, year) for year in listing.years(agreement, request.capacities))],
        bodies=[("", _("Toute instance")), *agreement.bodies.values_list("pk", "name")],
        movers=[("", _("Qui que ce soit")), *listing.movers(agreement, request.capacities)],
        kinds=[("", _("Tout objet")), *listing.kinds(agreement, request.capacities)],
        outcomes=[("", _("Toute issue")), *((str(one), _label(one)) for one in (Outcome.ADOPTED, Outcome.REJECTED))],
    )


def _fields(filters: listing.ResolutionFilters) -> dict[str, Any]:
    said = {"q": filters.words, "annee": filters.year, "instance": filters.body, "par": filters.mover, "issue": filters.outcome}
    said["objet"] = filters.kind
    return {name: value for name, value in said.items() if value}


def _label(outcome: Any) -> str:
    return str(Outcome(outcome).label).capitalize()


def _found(request: Any, agreement: Agreement, resolution: int) -> Resolution:
    rows = Resolution.objects.read_as(request.capacities).select_related(*RELATED)
    return get_object_or_404(rows, pk=resolution, agreement=agreement)


def resolution(request: Any, agreement: Agreement, resolution: int) -> HttpResponse:
    """One resolution, whole, with what it amends or repeals and what amended or repealed it, and its place in the register.

    Whoever it is withheld from is told so, and reads nothing of it.
    """
    try:
        return show(request, agreement, _found(request, agreement, resolution))
    except Http404:
        matter = Resolution.objects.filter(pk=resolution, agreement=agreement).values_list("matter", flat=True).first()
        if interest := standing.withdrawn_from(agreement, matter, request.user):
            return page(request, "withdrawn.html", interest=interest)
        raise


def show(request: Any, agreement: Agreement, one: Resolution, form: DeliverForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with what was typed of a delivery that was refused. A constant number of queries."""
    entry, by = _entry(one), _delivering(request, one)
    closed = entry is None or any(rules.obstacles_to_delivering(one, to=request.user, by=by, on=clock.today()))
    readable = Resolution.objects.read_as(request.capacities)
    return page(
        request,
        "register/resolution.html",
        status,
        one=one,
        form=form or (None if closed else DeliverForm(agreement, initial={"to": getattr(extracts_of.addressee(one), "pk", "")})),
        delivered=list(one.extracts.values("person__name", "delivered_at")),
        outcome=extracts.outcome_words(one),
        outcome_label=_label(one.outcome),
        amendments=list(one.entries.filter(kind=EntryKind.AMENDMENT).values_list("content__amendment", flat=True)),
        amended_by=list(readable.filter(amends=one).values("pk", "number")),
        repealed_by=list(readable.filter(repeals=one).values("pk", "number")),
        entry=entry,
        matter=Matter.objects.seen_by(request.user).filter(pk=one.matter_id).first() if one.matter_id else None,
        taken=reverse("resolution_extract", kwargs={"agreement": agreement.slug, "resolution": one.pk}),
    )


def _entry(one: Resolution) -> Entry | None:
    return Entry.objects.filter(resolution=one, kind=EntryKind.RESOLUTION).order_by("number").first()


def extract(request: Any, agreement: Agreement, resolution: int) -> HttpResponse:
    """The certified extract, recorded as taken. Its form carries no `once`: an answer that is not a redirect would undo the record."""
    one = _found(request, agreement, resolution)
    entry, head = _entry(one), Head.objects.filter(agreement=agreement).first()
    if entry is None or head is None:
        return refusal(request, _NOT_ENTERED, status=422)
    content, name = _certified(request, one, entry, head, request.capacities[0].words)
    return taken(request, agreement, Made(content, name, "application/pdf"), "pdf")


def _certified(request: Any, one: Resolution, entry: Entry, head: Head, capacity: str) -> tuple[bytes, str]:
    address = f"{settings.BASE_URL or request.build_absolute_uri('/').rstrip('/')}{reverse('extract_check')}"
    return extracts.certified(one, entry, head, address=address, capacity=capacity, when=clock.now())


def deliver(request: Any, agreement: Agreement, resolution: int) -> HttpResponse:
    """Send the certified extract to somebody of the agreement, by the link of a letter."""
    one = _found(request, agreement, resolution)
    form, by = DeliverForm(agreement, request.POST), _delivering(request, one)
    if form.is_valid() and attempt(form, lambda: acts.deliver(one, to=form.cleaned_data["to"], by=by, when=clock.now())):
        messages.success(request, _("L’extrait est envoyé à %(name)s.") % {"name": form.cleaned_data["to"].name})
        return redirect("resolution", agreement=agreement.slug, resolution=one.pk)
    return show(request, agreement, one, form, 422)


def _delivering(request: Any, one: Resolution) -> Capacity:
    """In which capacity the visitor would deliver an extract: the coordination first, then a hat on the body."""
    hats: list[Capacity] = sorted(request.capacities, key=lambda hat: (not hat.coordinates, hat.body is None or hat.body.pk != one.body_id))
    return hats[0]


def by_letter(request: Any, token: str) -> HttpResponse:
    """The extract behind the link of a letter, certified as it stands now."""
    try:
        extract, until = extracts_of.extract_of(token)
    except Forged:
        return forged(request)
    speak_to(extract.person, request)
    if clock.today() > until:
        said = _("Ce lien servait jusqu’au %(day)s : demandez un nouvel extrait à la coordination de l’entente.")
        return private(refusal(request, said % {"day": long_date(until)}, status=410))
    entry, head = _entry(extract.resolution), Head.objects.filter(agreement=extract.resolution.agreement).first()
    if entry is None or head is None:
        return private(refusal(request, _NOT_ENTERED, status=422))
    made = _certified(request, extract.resolution, entry, head, spoken(extract.delivered_by))
    return outgoing(*made, "application/pdf")


def export(request: Any, agreement: Agreement) -> HttpResponse:
    """The resolutions under the same filter, for a program; recorded as taken."""
    filters = listing.ResolutionFilters.of(request.POST)
    content = extracts.resolutions_csv(listing.resolutions(agreement, request.capacities, filters))
    words = quoted(filters.words) if filters.words else ""
    told = ", ".join([words] * bool(words) + [f"{name} {value}" for name, value in _fields(filters).items() if name != "q"])
    return taken(request, agreement, Made(content, "resolutions.csv", "text/csv; charset=utf-8", told), "csv")
