"""Writing the agenda: items added, reworded, moved and removed, documents joined, what waits taken up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Item, ItemPiece, Meeting
from ententes.meetings.states import ItemState
from ententes.web.pages import attempt, page, whole_number

from .forms import ItemForm, JoinForm
from .showing import acting, facts, find
from .views import draw


def add(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """A new point."""
    found = find(request, agreement, meeting)
    form = ItemForm(request.POST, auto_id="item_%s")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "purpose", "estimate")}
        if item := attempt(form, lambda: acts.add_item(found, **given, **_by(request, found))):
            return _back(agreement, found, item)
    return draw(request, agreement, found, 422, item_form=form)


def complete(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Take up what waits."""
    found = find(request, agreement, meeting)

    def act() -> None:
        fresh = acts.complete_agenda(found, **_by(request, found))
        if fresh:
            words = ngettext("Un point s’ajoute à l’ordre du jour.", "%(count)s points s’ajoutent à l’ordre du jour.", len(fresh))
            messages.success(request, words % {"count": len(fresh)})
        else:
            messages.info(request, _("Rien n’attendait : l’ordre du jour reste le même."))

    return _attempted(request, agreement, found, act, None)


def edit(request: Any, agreement: Agreement, meeting: int, item: int) -> HttpResponse:
    """Reword a point; a second saver reads what the first recorded and keeps their own words."""
    found = find(request, agreement, meeting)
    row = _item(request, found, item)
    shown = {"title": row.title, "purpose": row.purpose, "estimate": row.estimate, "revision": row.revision}
    form = ItemForm(request.POST or None, initial=shown)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("title", "purpose", "estimate")}
            revision = form.cleaned_data["revision"] or 0
            if attempt(form, lambda: acts.reword_item(row, **given, revision=revision, **_by(request, found))):
                messages.success(request, _("Le point est enregistré."))
                return _back(agreement, found, row)
            row.refresh_from_db()
            if revision != row.revision:
                status = 409
                form.data = form.data.copy()
                form.data["revision"] = str(row.revision)
    return _draw(request, found, row, form, JoinForm(), status)


def _draw(request: Any, found: Meeting, row: Item, form: ItemForm, join_form: JoinForm, status: int) -> HttpResponse:
    pieces = list(row.pieces.values("pk", "title", "file__name", "file__size"))
    open_ = row.state == ItemState.PENDING
    return page(request, "meetings/item.html", status, form=form, join_form=join_form, item=row, pieces=pieces, open=open_, **facts(found))


def move(request: Any, agreement: Agreement, meeting: int, item: int) -> HttpResponse:
    """Up or down."""
    found = find(request, agreement, meeting)
    row = _item(request, found, item)
    up = request.POST.get("move") == "up"
    return _attempted(request, agreement, found, lambda: acts.move_item(row, up=up, **_by(request, found)), row)


def remove(request: Any, agreement: Agreement, meeting: int, item: int) -> HttpResponse:
    """Take a point off the agenda."""
    found = find(request, agreement, meeting)
    row = _item(request, found, item)
    revision = whole_number(request.POST.get("revision"))

    def act() -> None:
        acts.remove_item(row, revision=revision, **_by(request, found))
        messages.success(request, _("Le point « %(title)s » est retiré de l’ordre du jour.") % {"title": row.title})

    return _attempted(request, agreement, found, act, None)


def join(request: Any, agreement: Agreement, meeting: int, item: int) -> HttpResponse:
    """Join a document to a point."""
    found = find(request, agreement, meeting)
    row = _item(request, found, item)
    form = JoinForm(request.POST, request.FILES)
    if form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        if attempt(form, lambda: acts.join_document(row, file=file, title=title, **_by(request, found))):
            messages.success(request, _("Le document est joint."))
            return redirect("item_edit", agreement=agreement.slug, meeting=found.pk, item=row.pk)
    shown = {"title": row.title, "purpose": row.purpose, "estimate": row.estimate, "revision": row.revision}
    return _draw(request, found, row, ItemForm(initial=shown), form, 422)


def part(request: Any, agreement: Agreement, meeting: int, paper: int) -> HttpResponse:
    """Take a document away from its point."""
    found = find(request, agreement, meeting)
    rows = ItemPiece.objects.filter(item__in=Item.objects.open_to(request.user))
    piece = get_object_or_404(rows.select_related("item__meeting__body"), pk=paper, item__meeting=found)

    def act() -> None:
        acts.remove_document(piece, **_by(request, found))
        messages.success(request, _("Le document n’est plus joint; ses octets restent gardés."))

    return _attempted(request, agreement, found, act, piece.item)


def _by(request: Any, found: Meeting) -> dict[str, Any]:
    return {"by": acting(request, found.body), "when": clock.now()}


def _item(request: Any, found: Meeting, pk: int) -> Item:
    """A point of the agenda; one whose file is closed to the visitor is not theirs to write."""
    row: Item = get_object_or_404(Item.objects.open_to(request.user), pk=pk, meeting=found)
    row.meeting = found
    return row


def _back(agreement: Agreement, found: Meeting, item: Item | None) -> HttpResponse:
    address = reverse("meeting", kwargs={"agreement": agreement.slug, "meeting": found.pk})
    return redirect(f"{address}#p{item.pk}" if item else f"{address}#agenda")


def _attempted(request: Any, agreement: Agreement, found: Meeting, act: Callable[[], Any], item: Item | None) -> HttpResponse:
    """Do it and go back to the agenda; where it is refused, the page says why above it."""
    try:
        act()
    except Refused as refused:
        return draw(request, agreement, found, 422, reasons=refused.reasons)
    return _back(agreement, found, item)
