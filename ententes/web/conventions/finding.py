"""What the pages of conventions share: finding one that the visitor may read, and its text as sections to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions.models import GrantAgreement, GrantSignature, Instalment, Payment
from ententes.conventions.states import RUNNING, State
from ententes.exporting.convention import addendum_text, text_of
from ententes.exporting.text import Text
from ententes.web.pages import asked

BADGES = {
    str(State.DRAFT): "draft",
    str(State.SENT): "asked",
    str(State.SIGNED_PROMOTER): "pending",
    str(State.SIGNED_MANAGER): "pending",
    str(State.IN_FORCE): "under_way",
    str(State.LAPSED): "abandoned",
    str(State.IN_DEFAULT): "failed",
    str(State.TERMINATED): "abandoned",
    str(State.CLOSED): "done",
}
"""How each state looks, as `components/status.html` knows it."""
PAID_BADGES = {
    "planned": "upcoming",
    "due": "asked",
    "suspended": "postponed",
    "entered": "pending",
    "paid": "done",
    "cancelled": "abandoned",
}
_READ = ("agreement", "project__deposit__application", "project__use__envelope", "file")


def convention_of(request: HttpRequest, agreement: Agreement, pk: int) -> GrantAgreement:
    """The convention, with what its state reads; not found for whoever may not read its project."""
    rows = GrantAgreement.objects.seen_by(request.user).with_state().select_related(*_READ)
    found = get_object_or_404(rows, pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def own_of(request: HttpRequest, pk: int) -> GrantAgreement:
    """A convention of the promoter that the visitor is."""
    return get_object_or_404(GrantAgreement.objects.of_promoter(request.user).with_state().select_related(*_READ), pk=pk)


def instalment_of(request: HttpRequest, agreement: Agreement, pk: int) -> Instalment:
    seen = GrantAgreement.objects.seen_by(request.user).filter(agreement=agreement)
    return get_object_or_404(Instalment.objects.select_related("convention__project__use__envelope"), pk=pk, convention__in=seen)


def payment_of(request: HttpRequest, agreement: Agreement, pk: int) -> Payment:
    seen = GrantAgreement.objects.seen_by(request.user).filter(agreement=agreement)
    rows = Payment.objects.select_related("instalment__convention__project__use__envelope", "entered_by")
    return get_object_or_404(rows, pk=pk, instalment__convention__in=seen)


def sections(data: Mapping[str, Any], day: date) -> list[tuple[int, Any]]:
    """The text of a convention, in French as its document has it: the level of each section under the title, and the section."""
    with translation.override("fr"):
        return _levelled(text_of(data, day=day, state=""))


def sections_of_addendum(data: Mapping[str, Any], day: date) -> list[tuple[int, Any]]:
    """The same of an addendum."""
    with translation.override("fr"):
        return _levelled(addendum_text(data, day=day))


def _levelled(text: Text) -> list[tuple[int, Any]]:
    return [(level + 1, one) for level, one in text.levelled()]


def dated(convention: GrantAgreement, today: date) -> date:
    """The day of the text: that of its sending, today while it is written."""
    return timezone.localdate(convention.sent_at) if convention.sent_at else today


def signatories(convention: GrantAgreement) -> dict[str, GrantSignature]:
    """Who signs, by side. One query."""
    return {one.side: one for one in convention.signatures.standing().select_related("person", "resolution")}


def runs(state: Any) -> bool:
    return state in RUNNING


def asked_here(request: Any, form: Any, **said: str) -> HttpResponse:
    """One thing to write about a convention."""
    return asked(request, form, trail=[(_("Conventions"), reverse("conventions", args=[request.agreement.slug]))], **said)


def back_to(convention: GrantAgreement) -> HttpResponse:
    return redirect("convention", agreement=convention.agreement.slug, convention=convention.pk)
