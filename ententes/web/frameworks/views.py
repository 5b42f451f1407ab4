"""The frameworks of an agreement, the page of each, and how one begins, is brought in and leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter
from ententes.decisions.states import State
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.exporting import TEXT_FORMATS, typeset
from ententes.exporting.framework import text_of
from ententes.frameworks import acts, queries, rules
from ententes.frameworks.models import Framework
from ententes.frameworks.states import Kind
from ententes.ground import clock
from ententes.web.files import attachment, taken
from ententes.web.opening import opened
from ententes.web.pages import attempt, page

from .forms import BeginForm, BringForm, TitleForm
from .writing import capacity, framework_of, writing


def frameworks(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Every text with where it stands. A constant number of queries."""
    rows = queries.listed(agreement, request.user)
    return page(request, "frameworks/list.html", rows=rows, may_begin=bool(_kinds(request, agreement)))


def _kinds(request: Any, agreement: Agreement) -> dict[str, Capacity]:
    """The kinds of text that the visitor may begin, each with the capacity that lets them."""
    today, found = clock.today(), {}
    for kind in Kind.values:
        for one in request.capacities:
            if kind not in found and not list(rules.obstacles_to_authoring(agreement, kind, by=one, on=today)):
                found[kind] = one
    return found


def begin(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """A new text, from the outline of its kind or from a file."""
    kinds = _kinds(request, agreement)
    form = BeginForm(list(kinds), request.POST or None, request.FILES or None, initial={"kind": request.GET.get("nature", "")})
    if request.method == "POST" and kinds and form.is_valid():
        kind = form.cleaned_data["kind"]
        by, when = kinds[kind], clock.now()
        facts = {"kind": kind, "title": form.entitled, "by": by, "when": when}
        with transaction.atomic():
            made = attempt(
                form, lambda: acts.begin(agreement, **facts, sections=form.sections, source=_kept(form.cleaned_data["file"], form, request))
            )
        if made:
            count = len(queries.sections(made))
            messages.success(request, ngettext("Le texte a une section.", "Le texte a %(num)s sections.", count) % {"num": count})
            return redirect("framework", agreement=agreement.slug, framework=made.pk)
    reasons = [] if kinds else list(rules.obstacles_to_authoring(agreement, str(Kind.DOCUMENT), by=_first(request), on=clock.today()))
    return page(request, "frameworks/begin.html", 422 if request.method == "POST" else 200, form=form, reasons=reasons)


def _first(request: Any) -> Capacity:
    found: Capacity = request.capacities[0]
    return found


def _kept(file: Any, form: BeginForm | BringForm, request: HttpRequest) -> File | None:
    """The file as it came, kept beside the text that was read in it."""
    if not file:
        return None
    return documents.keep(content=file, name=file.name, media_type=form.media_type, by=request.user, when=clock.now())


def framework(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """One text, to read."""
    return draw(request, framework_of(request, agreement, framework))


def draw(
    request: Any, found: Framework, status: int = 200, title_form: TitleForm | None = None, new: TitleForm | None = None
) -> HttpResponse:
    """The page of a text, with a form to correct when there is one. A constant number of queries."""
    allowed, reasons = writing(request, found)
    sections = queries.sections(found)
    matter = Matter.objects.seen_by(request.user).filter(pk=found.matter_id).first()
    row = next(one for one in queries.listed(found.agreement, request.user) if one.pk == found.pk)
    return page(
        request,
        "frameworks/framework.html",
        status,
        framework=found,
        row=row,
        sections=sections,
        unwritten=queries.unwritten(found, sections) if allowed else [],
        removed=queries.removed(found) if allowed else [],
        writers=queries.writers(found.agreement, found.kind, queries.mandates_day(found, clock.today())),
        may_write=bool(allowed),
        reasons=reasons,
        matter=matter,
        before=row.before if row.state == State.BEFORE else "",
        version=found.matter.versions.count() if found.matter else 0,
        formats=TEXT_FORMATS,
        bodies=list(found.agreement.bodies.filter(dissolved_on=None).values_list("pk", "name")) if found.kind == Kind.DOCUMENT else [],
        today=clock.today(),
        title_form=title_form or TitleForm(initial={"title": found.title}),
        new_section=new or TitleForm(prefix="new"),
    )


def entitle(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """Another title for a text."""
    found, form = framework_of(request, agreement, framework), TitleForm(request.POST)
    by = capacity(request, found)
    if form.is_valid() and attempt(form, lambda: acts.entitle(found, **form.cleaned_data, by=by, when=clock.now())):
        messages.success(request, _("Le titre est changé."))
        return redirect("framework", agreement=agreement.slug, framework=framework)
    return draw(request, found, 422, title_form=form)


def bring_in(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """The text of a file in place of the present one; every earlier text is kept."""
    found = framework_of(request, agreement, framework)
    form = BringForm(request.POST or None, request.FILES or None)
    by = capacity(request, found)
    obstacles = list(rules.obstacles_to_writing(found, by=by, on=clock.today()))
    if request.method == "POST" and not obstacles and form.is_valid():
        with transaction.atomic():
            done = attempt(
                form,
                lambda: acts.bring_in(
                    found, sections=form.sections or [], source=_kept(form.cleaned_data["file"], form, request), by=by, when=clock.now()
                ),
            )
        if done:
            count = len(form.sections or [])
            said = ngettext(
                "Une section lue dans le fichier. L’ancien texte reste dans l’historique.",
                "%(num)s sections lues dans le fichier. L’ancien texte reste dans l’historique.",
                count,
            )
            messages.success(request, said % {"num": count})
            return redirect("framework", agreement=agreement.slug, framework=framework)
    status = 422 if request.method == "POST" else 200
    return page(request, "frameworks/bring_in.html", status, framework=found, form=form, reasons=obstacles)


def propose(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """Open the matter of a text."""
    return opened(request, framework_of(request, agreement, framework), acts.propose)


def revise(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """Open the matter of the revision of an adopted text."""
    return opened(request, framework_of(request, agreement, framework), acts.revise)


def source(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponseBase:
    """The file a text was read in, to be saved."""
    found = framework_of(request, agreement, framework)
    if found.source is None:
        raise Http404
    return attachment(found.source)


def export(request: HttpRequest, agreement: Agreement, framework: int, format: str) -> HttpResponse:
    """The text as a document, recorded as taken. Its form carries no `once`: an answer that is not a redirect would undo the record."""
    found = framework_of(request, agreement, framework)
    if format not in TEXT_FORMATS:
        raise Http404
    row = next(one for one in queries.listed(agreement, request.user) if one.pk == found.pk)
    today = clock.today()
    text = text_of(found, as_of=today, state=row.state_words, heading=format != "docx")
    made = typeset(text, format=format, name=f"{found.title} {today.isoformat()}")
    return taken(request, agreement, made, format)
