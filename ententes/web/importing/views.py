"""Pages of an import: bringing a document, watching it being read, reviewing what was understood, building, undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.years import FiscalYear
from ententes.importing import acts, corrections, queries, rules
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from ententes.web.files import attachment
from ententes.web.pages import attempt, page, refusal, whole_number

from . import shown
from .forms import ACCEPTED, BringForm, ItemForm, WhereForm

READ_AT_ONCE = 64 * 1024
"""Bytes up to which a document is read while its sender waits; longer ones are left to the worker, and their page shows how far it is."""


def bring(request: HttpRequest) -> HttpResponse:
    """The place where documents are dropped, and those already brought, the refused ones with their reason."""
    if request.method != "POST":
        return _bringing(request, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _bringing(request, form, 422)
    now, content = clock.now(), form.cleaned_data["file"]
    upload = attempt(form, lambda: acts.receive(content=content, name=content.name, by=request.user, when=now))
    if upload is None:
        return _bringing(request, form, 422)
    if upload.received_at < now and upload.stage != Stage.RECEIVED:
        messages.info(request, _("Vous aviez déjà déposé ce document : le voici, tel que vous l’avez laissé."))
    if upload.stage == Stage.RECEIVED and upload.file.size <= READ_AT_ONCE:
        acts.read(upload)
    return redirect("upload", upload=upload.pk)


def _bringing(request: HttpRequest, form: BringForm, status: int = 200) -> HttpResponse:
    brought = Upload.objects.seen_by(request.user).values(
        "pk", "file__name", "file__size", "stage", "received_at", "refusal", "agreement__short_title", "agreement__slug"
    )
    return page(request, "importing/bring.html", status, form=form, uploads=list(brought[:100]), accepted=ACCEPTED)


def _found(request: HttpRequest, number: int) -> Upload:
    return get_object_or_404(Upload.objects.seen_by(request.user).select_related("file", "agreement"), pk=number)


def upload(request: HttpRequest, upload: int) -> HttpResponse:
    """One document: being read, refused, to review, or built."""
    return _shown(request, _found(request, upload))


def _shown(request: HttpRequest, found: Upload, status: int = 200, reasons: tuple[str, ...] = (), where: str = "new") -> HttpResponse:
    if found.stage == Stage.RECEIVED:
        return page(request, "importing/waiting.html", status, upload=found)
    if found.stage == Stage.REFUSED:
        return page(request, "importing/refused.html", status, upload=found)
    if found.stage == Stage.BUILT:
        obstacles = list(rules.obstacles_to_undoing(found, by=request.user, on=clock.today()))
        return page(request, "importing/built.html", status, upload=found, obstacles=obstacles)
    return _reviewed(request, found, status, reasons, where)


def _reviewed(request: HttpRequest, found: Upload, status: int, reasons: tuple[str, ...], where: str) -> HttpResponse:
    view = shown.Shown(found.reading, found.corrections)
    items, points = view.items(), view.points()
    return page(
        request,
        "importing/review.html",
        status,
        upload=found,
        lines=shown.source(found.tree, items, points),
        items=items,
        points=points,
        unread=view.unread(),
        twins=queries.twins(found, request.user),
        reasons=reasons,
        **_to_write(request, found, view, where),
    )


def _to_write(request: HttpRequest, found: Upload, view: shown.Shown, where: str = "new") -> dict[str, Any]:
    """What will be written and where, or what stands in the way: the figures at the top and the last button."""
    counts = queries.counts(view.now, view.set_aside)
    year = corrections.plan_year(view.now)
    mine = Agreement.objects.filter(coordinations__in=_coordinations(request)).order_by("short_title", "pk").values("slug", "short_title")
    return {
        "summary": shown.summary(counts, view.now),
        "promise": shown.promise(counts),
        "title": view.now["agreement"]["title"],
        "year": FiscalYear(year, view.months).label if year else "",
        "agreements": list(mine),
        "where": where,
        "obstacles": list(rules.obstacles_to_building(found, by=request.user, on=clock.today())),
    }


def _coordinations(request: Any) -> Any:
    return request.user.coordinations.in_force(clock.today())


def progress(request: Any, upload: int) -> HttpResponse:
    """How far the reading is, for the page that waits; when it is over, that page is asked to come back."""
    found = _found(request, upload)
    if not request.htmx:
        return redirect("upload", upload=found.pk)
    response = page(request, "importing/progress.html", upload=found)
    if found.stage != Stage.RECEIVED:
        response.headers["HX-Refresh"] = "true"
    return response


def file(request: HttpRequest, upload: int) -> HttpResponse:
    """The document itself, to be saved."""
    return attachment(_found(request, upload).file)


def _item_of(found: Upload, key: str) -> tuple[shown.Shown, str, dict[str, Any]]:
    if found.reading is None:
        raise Http404
    view = shown.Shown(found.reading, found.corrections)
    which = corrections.found(view.now, key)
    if which is None:
        raise Http404
    return view, *which


def item(request: Any, upload: int, key: str) -> HttpResponse:
    """One item of the review, as its page shows it."""
    found = _found(request, upload)
    view, kind, one = _item_of(found, key)
    if not request.htmx:
        return redirect(f"{_address(found)}#{key}")
    row, what = view.row(kind, one), _to_write(request, found, view)
    return _in_place(page(request, "importing/item.html", upload=found, item=row, is_point=kind == "points", **what))


def _in_place(response: HttpResponse) -> HttpResponse:
    """A part of the page: the address of the page stays what it is."""
    response.headers["HX-Push-Url"] = "false"
    return response


def correct(request: Any, upload: int, key: str) -> HttpResponse:
    """The form of one item, in its place or on a page of its own; and what it says, kept apart from the reading."""
    found = _found(request, upload)
    view, kind, one = _item_of(found, key)
    settlement = found.corrections.get(key, {}).get("settlement", "")
    form = ItemForm(kind, one, view.now, request.POST if request.method == "POST" else None, settlement)
    revision = found.revision
    if request.method == "POST" and form.is_valid():
        known = whole_number(request.POST.get("revision"))
        if attempt(form, lambda: acts.correct(found, key=key, changes=form.changes(), revision=known)):
            return _back(request, found, key)
    row = view.row(kind, one)
    template = "importing/correct_here.html" if request.htmx else "importing/correct.html"
    status = 422 if form.errors else 200
    answer = page(request, template, status, upload=found, form=form, item=row, revision=revision, is_point=kind == "points")
    return _in_place(answer) if request.htmx else answer


def dismiss(request: HttpRequest, upload: int, key: str) -> HttpResponse:
    """Set an item aside."""
    return _aside(request, _found(request, upload), key, acts.dismiss)


def restore(request: HttpRequest, upload: int, key: str) -> HttpResponse:
    """Take an item back."""
    return _aside(request, _found(request, upload), key, acts.restore)


def _aside(request: Any, found: Upload, key: str, act: Any) -> HttpResponse:
    try:
        act(found, key=key, revision=found.revision)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    return _back(request, found, key)


def _back(request: Any, found: Upload, key: str) -> HttpResponse:
    if request.htmx:
        return redirect("upload_item", upload=found.pk, key=key)
    return redirect(f"{_address(found)}#{key}")


def _address(found: Upload) -> str:
    return reverse("upload", kwargs={"upload": found.pk})


def build(request: HttpRequest, upload: int) -> HttpResponse:
    """The last button: everything is written, or nothing."""
    found = _found(request, upload)
    mine = {one.slug: one for one in Agreement.objects.filter(coordinations__in=_coordinations(request))}
    form = WhereForm(request.POST, mine)
    if not form.is_valid():
        return _shown(request, found, 422, tuple(form.errors.get("where", [])))
    where = form.cleaned_data["where"]
    try:
        with transaction.atomic():
            agreement = acts.build(found, by=request.user, when=clock.now(), agreement=mine.get(where))
    except Refused as refused:
        return _shown(request, found, 422, tuple(refused.reasons), where)
    messages.success(request, _("L’import est fait : le plan est un brouillon, où tout garde les mots du document."))
    return redirect("agreement", agreement=agreement.slug)


def undo(request: HttpRequest, upload: int) -> HttpResponse:
    """Remove what the import wrote, as long as nothing was built on it."""
    found = _found(request, upload)
    try:
        acts.undo(found, by=request.user, when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("L’import est annulé. Le document et vos corrections sont encore là."))
    return redirect("upload", upload=found.pk)


def again(request: HttpRequest, upload: int) -> HttpResponse:
    """The same document, to be imported once more."""
    return redirect("upload", upload=acts.start_again(_found(request, upload), when=clock.now()).pk)
