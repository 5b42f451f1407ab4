"""Editing the draft of a plan: its page, and one address for each act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Action, Plan, Section
from ententes.plans.rules import editing as rules
from ententes.plans.rules.editing import Stale
from ententes.web.pages import attempt, coordinating, page, whole_number
from ententes.web.seen import change

from .forms import ActionForm, Answerers, MergeForm, SplitForm, TitleForm, halves, section_of
from .history import last_edit
from .telling import differences


def plan_of(agreement: Agreement, year: int) -> Plan:
    plan = get_object_or_404(agreement.plans, year=year)
    plan.agreement = agreement
    return plan


def action_of(plan: Plan, pk: int) -> Action:
    action = get_object_or_404(plan.actions.select_related("section"), pk=pk, removed_at__isnull=True)
    action.plan = plan
    return action


def capacity(request: HttpRequest) -> dict[str, Any]:
    """Who acts and when, as the acts take them."""
    return {"by": coordinating(request), "when": clock.now()}


def address(route: str, plan: Plan, **parts: Any) -> str:
    return reverse(route, kwargs={"agreement": plan.agreement.slug, "year": plan.year, **parts})


def draft(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    """The draft, as something to arrange: every section and action with what can be done to it. Five queries."""
    return _draft(request, plan_of(agreement, year), TitleForm())


def _draft(request: HttpRequest, plan: Plan, title_form: TitleForm, status: int = 200) -> HttpResponse:
    rows: dict[int, list[Any]] = {pk: [] for pk in plan.sections.values_list("pk", flat=True)}
    found = plan.actions.filter(removed_at__isnull=True).order_by("position", "pk")
    for row in found.values_list("pk", "section_id", "code", "text", "revision"):
        rows[row[1]].append(row)
    sections = [(one, rows.get(one.pk, [])) for one in plan.sections.all()]
    return page(
        request,
        "plan/edit.html",
        status,
        plan=plan,
        sections=sections,
        last=last_edit(plan, coordinating(request)),
        title_form=title_form,
        pattern=address("plan_action_edit", plan, action=0).rpartition("0/")[0],
        next_label=plan.agreement.fiscal_year(plan.year + 1).label,
        has_next=plan.agreement.plans.filter(year=plan.year + 1).exists(),
    )


def add(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    if not plan.sections.exists():
        messages.info(request, _("Un plan range ses actions par objectif ou par section : ajoutez d’abord la première."))
        return redirect(address("plan_edit", plan))
    form = ActionForm(plan, Answerers(agreement), None, request.POST or None, section=request.GET.get("section", ""))
    if request.method == "POST" and form.is_valid():
        section = section_of(plan, form.cleaned_data["section"])
        action = attempt(form, lambda: acts.add(section, **form.details(), **capacity(request)))
        if action:
            messages.success(request, _("L’action %(code)s est ajoutée au brouillon.") % {"code": action.code})
            return _back(plan, action.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "plan/action_form.html", status, plan=plan, action=None, form=form, sections=[])


def edit(request: HttpRequest, agreement: Agreement, year: int, action: int) -> HttpResponse:
    """The words of an action, who answers for it, its schedules and its targets."""
    plan = plan_of(agreement, year)
    found = action_of(plan, action)
    form = ActionForm(plan, Answerers(agreement), found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            done = attempt(form, lambda: (acts.reword(found, revision=revision, **form.details(), **capacity(request)),))
        except Stale as stale:
            return _stale(request, plan, stale.action, form)
        if done:
            if done[0]:
                messages.success(request, _("L’action %(code)s est modifiée.") % {"code": found.code})
            else:
                messages.info(request, _("Rien n’a changé."))
            return _back(plan, found.pk)
    status = 422 if request.method == "POST" else 200
    sections = [(pk, title) for pk, title in plan.sections.values_list("pk", "title") if pk != found.section_id]
    return page(request, "plan/action_form.html", status, plan=plan, action=found, form=form, sections=sections)


def _stale(request: HttpRequest, plan: Plan, saved: Action, form: ActionForm) -> HttpResponse:
    """Both texts, side by side, and the choice; nothing was overwritten."""
    mine, theirs = form.details(), ActionForm(plan, form.answerers, saved)
    sent = [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", "once", "revision")
        for value in request.POST.getlist(name)
    ]
    return page(
        request,
        "plan/stale.html",
        409,
        plan=plan,
        action=saved,
        rows=differences(plan, saved.text, theirs.kept, saved, theirs.targets, mine),
        sent=sent,
    )


def move(request: HttpRequest, agreement: Agreement, year: int, action: int) -> HttpResponse:
    """Up or down (`move=up-3`: the direction and the revision seen), or to another section."""
    plan = plan_of(agreement, year)
    found = action_of(plan, action)
    direction, _dash, revision = request.POST.get("move", "").partition("-")
    seen = whole_number(revision)
    try:
        if direction in ("up", "down"):
            acts.move(found, revision=seen, up=direction == "up", **capacity(request))
        else:
            section = get_object_or_404(plan.sections, pk=whole_number(request.POST.get("section")))
            acts.move_to(found, revision=seen, section=section, **capacity(request))
    except Stale:
        messages.warning(request, _("L’action %(code)s avait changé entre-temps; voici le brouillon à jour.") % {"code": found.code})
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return _back(plan, found.pk)


def split(request: HttpRequest, agreement: Agreement, year: int, action: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    found = action_of(plan, action)
    first, second = halves(found.text)
    late: Action | None = None
    form = SplitForm(request.POST or None, initial={"revision": found.revision, "first": first, "second": second})
    if request.method == "POST" and form.is_valid():
        try:
            made = attempt(form, lambda: acts.split(found, **form.cleaned_data, **capacity(request)))
        except Stale as stale:
            form, made, late = SplitForm(_seen(request, revision=stale.action.revision)), None, stale.action
        if made:
            messages.success(request, _("L’action est divisée en deux."))
            return _back(plan, made.pk)
    return page(request, "plan/split.html", _status(request, late), plan=plan, action=found, form=form, late=late)


def merge(request: HttpRequest, agreement: Agreement, year: int, action: int) -> HttpResponse:
    """First with which other action (`?avec=`), then the words of both."""
    plan = plan_of(agreement, year)
    found = action_of(plan, action)
    late: Action | None = None
    chosen = request.POST.get("other") or request.GET.get("avec") or ""
    others = plan.actions.filter(removed_at__isnull=True).exclude(pk=found.pk).order_by("section__position", "position")
    other = others.filter(pk=whole_number(chosen)).first() if chosen else None
    initial = {"revision": found.revision, "text": f"{found.text.rstrip(' .;')}; {other.text}"} if other else {}
    form = MergeForm(
        request.POST or None, initial=initial | ({"other": other.pk, "other_revision": other.revision} if other else {}), auto_id="merge_%s"
    )
    if request.method == "POST" and other and form.is_valid():
        details = {key: form.cleaned_data[key] for key in ("revision", "other_revision", "text")}
        try:
            if attempt(form, lambda: acts.merge(found, other=other, **details, **capacity(request))):
                messages.success(request, _("Les deux actions n’en font plus qu’une."))
                return _back(plan, found.pk)
        except Stale as stale:
            late = stale.action
            form = MergeForm(_seen(request, revision=found.revision, other_revision=other.revision), auto_id="merge_%s")
    status = _status(request, late)
    obstacles = list(rules.obstacles_to_merging(found, other)) if other else []
    choices = [] if other else list(others.values_list("pk", "code", "text"))
    context = {"plan": plan, "action": found, "partner": other, "form": form, "late": late, "obstacles": obstacles, "choices": choices}
    return page(request, "plan/merge.html", status, **context)


def _seen(request: HttpRequest, **revisions: int) -> Any:
    """What was typed, once its author has been shown what somebody else saved meanwhile."""
    sent = request.POST.copy()
    sent.update({name: str(revision) for name, revision in revisions.items() if sent.pop(name, None) is not None})
    return sent


def _status(request: HttpRequest, late: Action | None) -> int:
    return 409 if late else 422 if request.method == "POST" else 200


def remove(request: HttpRequest, agreement: Agreement, year: int, action: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    found = action_of(plan, action)
    try:
        acts.remove(found, revision=whole_number(request.POST.get("revision")), **capacity(request))
        messages.success(
            request, _("L’action « %(text)s » est retirée du brouillon; elle se remet par « Annuler ».") % {"text": found.text[:80]}
        )
    except Stale:
        messages.warning(request, _("L’action %(code)s avait changé entre-temps; voici le brouillon à jour.") % {"code": found.code})
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(address("plan_edit", plan))


def section_add(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    form = TitleForm(request.POST)
    made = form.is_valid() and attempt(form, lambda: acts.open_section(plan, title=form.cleaned_data["title"], **capacity(request)))
    if not made:
        return _draft(request, plan, form, 422)
    messages.success(request, _("La section est ajoutée."))
    return redirect(f"{address('plan_edit', plan)}#section-{made.pk}")


def section_rename(request: HttpRequest, agreement: Agreement, year: int, section: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    found = _section(plan, section)
    form = TitleForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        done = change(form, found, _titled, lambda: (acts.rename_section(found, title=title, **capacity(request)),))
        if done:
            return redirect(f"{address('plan_edit', plan)}#section-{found.pk}")
    return page(request, "plan/section.html", form.refused_status if request.method == "POST" else 200, plan=plan, section=found, form=form)


def _titled(section: Section) -> dict[str, str]:
    return {"title": section.title}


def section_move(request: HttpRequest, agreement: Agreement, year: int, section: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    acts.move_section(_section(plan, section), up=request.POST.get("move") == "up", **capacity(request))
    return redirect(f"{address('plan_edit', plan)}#section-{section}")


def section_drop(request: HttpRequest, agreement: Agreement, year: int, section: int) -> HttpResponse:
    plan = plan_of(agreement, year)
    try:
        acts.drop_section(_section(plan, section), **capacity(request))
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(address("plan_edit", plan))


def _section(plan: Plan, pk: int) -> Section:
    section: Section = get_object_or_404(plan.sections, pk=pk)
    section.plan = plan
    return section


def _back(plan: Plan, action: int) -> HttpResponse:
    return redirect(f"{address('plan_edit', plan)}#action-{action}")
