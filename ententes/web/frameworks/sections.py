"""A section of a framework: writing it with drafts and a preview, arranging it, and going back to what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.frameworks import acts, queries
from ententes.frameworks.models import Framework, FrameworkSection, SectionDraft, SectionText
from ententes.frameworks.rules import Stale
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.comparing import pieces
from ententes.ground.wording import moment
from ententes.web.pages import attempt, draft_kept, page, refusal, whole_number

from .forms import SectionForm, TitleForm
from .views import draw
from .writing import capacity, framework_of, section_of, writing


def edit(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Write a section: from what is recorded, or from one's own draft."""
    section = section_of(request, agreement, passage)
    if request.method != "POST":
        return _begun(request, section)
    form, by = SectionForm(request.POST), capacity(request, section.framework)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "text", "revision")}
        try:
            done = attempt(form, lambda: (acts.write(section, **said, by=by, when=clock.now()),))
        except Stale as stale:
            return _draw(request, stale.section, form, 409, overtaken=True)
        if done:
            request.session.pop("typed", None)
            if done[0]:
                messages.success(request, _("La section est enregistrée."))
            else:
                messages.info(request, _("Rien n’a changé."))
            return _back(section)
    return _draw(request, section, form, 422)


def _begun(request: HttpRequest, section: FrameworkSection) -> HttpResponse:
    """The form as it opens: what was typed before a session ended, else one's draft, else the section."""
    draft = queries.draft_of(section, request.user)
    typed = _typed(request, section)
    kept = {"title": section.title, "text": section.text, "revision": section.revision}
    if draft:
        kept = {"title": draft.title, "text": draft.text, "revision": draft.begun_on_revision}
    if typed:
        kept |= {name: typed[name] for name in kept if name in typed}
    overtaken = whole_number(str(kept["revision"])) != section.revision
    return _draw(request, section, SectionForm(initial=kept), draft=draft, typed=bool(typed), overtaken=overtaken)


def _typed(request: HttpRequest, section: FrameworkSection) -> dict[str, str] | None:
    """What was typed before a session expired, kept by the table of access."""
    kept = request.session.get("typed")
    if kept and kept.get("path") == _address(section):
        return dict(kept["fields"])
    return None


def _draw(
    request: HttpRequest,
    section: FrameworkSection,
    form: SectionForm,
    status: int = 200,
    *,
    draft: SectionDraft | None = None,
    typed: bool = False,
    overtaken: bool = False,
) -> HttpResponse:
    """The form; where somebody else saved meanwhile, both texts, and a form that answers to what is recorded now."""
    allowed, reasons = writing(request, section.framework)
    mine = str(form["text"].value() or "")
    return page(
        request,
        "frameworks/edit.html",
        status,
        section=section,
        framework=section.framework,
        form=form,
        allowed=allowed,
        reasons=reasons,
        revision=section.revision,
        preview=mine,
        draft=draft,
        typed=typed,
        overtaken=overtaken,
        last=queries.texts(section)[0] if overtaken else None,
        differing=pieces(section.text, mine.replace("\r\n", "\n")) if overtaken else [],
    )


def preview(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """What is being written, as it will read: alone for the page that asks again and again, in its page otherwise. Writes nothing."""
    section = section_of(request, agreement, passage)
    form = SectionForm(request.POST)
    form.is_valid()
    if request.htmx:  # type: ignore[attr-defined]
        return page(request, "frameworks/preview.html", preview=str(form["text"].value() or "")[: 4 * 60_000])
    shown = SectionForm(initial={name: form[name].value() for name in form.fields})
    seen = whole_number(request.POST.get("revision"))
    return _draw(request, section, shown, overtaken=bool(seen) and seen != section.revision)


def save_draft(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Keep what is being written. Nothing is answered, or the moment for the page that saves by itself."""
    section = section_of(request, agreement, passage)
    by = capacity(request, section.framework)
    title, text = request.POST.get("title", ""), request.POST.get("text", "")
    revision = whole_number(request.POST.get("revision")) or section.revision
    said: dict[str, Any] = {"title": title, "text": text, "revision": min(revision, 2**31 - 1), "by": by, "when": clock.now()}
    return draft_kept(request, lambda: acts.save_draft(section, **said).saved_at)


def drop_draft(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Forget what was being written."""
    section = section_of(request, agreement, passage)
    acts.drop_draft(section, by=capacity(request, section.framework))
    request.session.pop("typed", None)
    messages.success(request, _("Le brouillon est effacé."))
    return redirect(_address(section))


def add(request: HttpRequest, agreement: Agreement, framework: int) -> HttpResponse:
    """A new section at the end, opened at once to be written."""
    found, form = framework_of(request, agreement, framework), TitleForm(request.POST, prefix="new")
    by = capacity(request, found)
    if form.is_valid() and (made := attempt(form, lambda: acts.add_section(found, **form.cleaned_data, by=by, when=clock.now()))):
        return redirect(_address(made))
    return draw(request, found, 422, new=form)


def move(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Before the previous section, or after the next one (`move=up`)."""
    section = section_of(request, agreement, passage)
    up = request.POST.get("move") == "up"
    return _done(request, section, lambda by, when: acts.move_section(section, up=up, by=by, when=when), "")


def remove(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Take a section out of the text; it may come back."""
    section = section_of(request, agreement, passage)
    said = _("La section « %(title)s » est retirée; elle peut être reprise plus bas.") % {"title": section.title}
    return _done(request, section, lambda by, when: acts.remove_section(section, by=by, when=when), said)


def restore(request: HttpRequest, agreement: Agreement, earlier: int) -> HttpResponse:
    """Take back an earlier text of a section."""
    text = get_object_or_404(SectionText.objects.filter(section__framework__agreement=agreement), pk=earlier)
    section = text.section = section_of(request, agreement, text.section_id)
    said = _("Le texte du %(moment)s est repris; le précédent reste dans l’historique.") % {"moment": moment(text.at)}
    return _done(request, section, lambda by, when: acts.restore(text, by=by, when=when), said)


def _done(request: HttpRequest, section: FrameworkSection, act: Callable[[Any, Any], Any], said: str) -> HttpResponse:
    try:
        act(capacity(request, section.framework), clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    if said:
        messages.success(request, said)
    return _back(section)


def history(request: HttpRequest, agreement: Agreement, passage: int) -> HttpResponse:
    """Every text of a section, and two of them compared: `de` and `a`, by default the last change."""
    section = section_of(request, agreement, passage)
    texts = queries.texts(section)
    by_number = {one.pk: one for one in texts}
    new = by_number.get(whole_number(request.GET.get("a")), texts[0])
    old = by_number.get(whole_number(request.GET.get("de")), texts[min(texts.index(new) + 1, len(texts) - 1)])
    if any(name in request.GET and whole_number(request.GET[name]) not in by_number for name in ("de", "a")):
        raise Http404
    allowed, _reasons = writing(request, section.framework)
    return page(
        request,
        "frameworks/history.html",
        section=section,
        framework=section.framework,
        texts=texts,
        old=old,
        new=new,
        differing=pieces(old.text, new.text),
        may_write=bool(allowed),
    )


def _address(section: FrameworkSection) -> str:
    return reverse("framework_section", args=[section.framework.agreement.slug, section.pk])


def _back(section: FrameworkSection) -> HttpResponse:
    framework: Framework = section.framework
    return redirect(f"{reverse('framework', args=[framework.agreement.slug, framework.pk])}#s{section.pk}")
