"""The register of official acts of an agreement: its pages, one entry, and its verification."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Entry, Head
from ententes.decisions.queries import entries, sealed
from ententes.decisions.queries import register as registers
from ententes.decisions.states import EntryKind
from ententes.web.pages import page, whole_number

SMALL = 5_000
"""Entries that a page verifies while one waits; a longer register is for the command."""


def register(request: Any, agreement: Agreement) -> HttpResponse:
    """One page of the register, the latest first. A constant number of queries, whatever its length."""
    asked = request.GET.get("acte", "")
    kind = asked if asked in EntryKind.values else ""
    before, after = whole_number(request.GET.get("avant")), whole_number(request.GET.get("apres"))
    found = entries.entries(agreement, request.capacities, kind=kind, before=min(before, 2**31 - 1), after=min(after, 2**31 - 1))
    here = reverse("register", kwargs={"agreement": agreement.slug})
    kept = {"acte": kind} if kind else {}
    return page(
        request,
        "register/register.html",
        found=found,
        kind=kind,
        kinds=[("", _("Tout acte")), *((one, str(label).capitalize()) for one, label in EntryKind.choices)],
        older=f"{here}?{urlencode({**kept, 'avant': found.older})}" if found.older else "",
        newer=f"{here}?{urlencode({**kept, 'apres': found.newer})}" if found.newer else "",
    )


def entry(request: Any, agreement: Agreement, entry: int) -> HttpResponse:
    """One entry, whole, with what seals it."""
    one = get_object_or_404(Entry.objects.select_related("resolution", "matter"), pk=entry, agreement=agreement)
    [closed] = entries.hidden(Entry.objects.filter(pk=one.pk).values(*entries.CLOSING), request.capacities)
    return page(
        request,
        "register/entry.html",
        one=one,
        closed=closed,
        words="" if closed else entries.told(one.kind, one.content),
        lines=[] if closed else sealed.labelled(one.content),
        content="" if closed else json.dumps(one.content, indent=1, ensure_ascii=False, sort_keys=True),
    )


def verification(request: Any, agreement: Agreement) -> HttpResponse:
    """The register read again from its first entry; a long one is for the command."""
    head = Head.objects.filter(agreement=agreement).first()
    small = head is None or head.number <= SMALL
    return page(request, "register/verify.html", head=head, verdict=registers.verify(agreement) if small else None)
