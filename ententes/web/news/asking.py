"""Asking for news: choosing, reading what will leave, sending; reminding and withdrawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import listing, long_date
from ententes.organisations.models import Organisation
from ententes.plans import acts, letters
from ententes.plans.models import Action, Question, Request
from ententes.plans.queries import answering, following, links
from ententes.plans.rules import news as rules
from ententes.web.pages import page, way_back

from .forms import AskForm

USUAL_DELAY = timedelta(days=14)


def ask(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What can be asked; once something is chosen, the letters that would leave."""
    return _show(request, agreement, AskForm(request.GET))


def send(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Write the letters that were read."""
    form = AskForm(request.POST)
    actions = _chosen(agreement, form)
    try:
        sent = acts.ask(
            agreement, by=_coordination(request), when=clock.now(), actions=actions, due_on=form.due(clock.today() + USUAL_DELAY)
        )
    except Refused as refused:
        return _show(request, agreement, form, refused.reasons)
    names = listing(dict.fromkeys(one.recipient.name for one in sent))
    count = len({one.recipient_id for one in sent})
    messages.success(
        request,
        ngettext("Une lettre part à %(names)s.", "%(count)s lettres partent, à %(names)s.", count) % {"names": names, "count": count},
    )
    return redirect("todo")


def remind(request: HttpRequest, agreement: Agreement, request_pk: int) -> HttpResponse:
    """Write again at once to somebody who has not answered."""
    asked = get_object_or_404(Request.objects.select_related("agreement", "recipient"), pk=request_pk, agreement=agreement)
    try:
        acts.remind(asked, by=_coordination(request), when=clock.now())
        messages.success(request, _("Un rappel part à %(name)s.") % {"name": asked.recipient.name})
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(way_back(request, request.POST.get("back", ""), "todo"))


def withdraw(request: HttpRequest, agreement: Agreement, question: int) -> HttpResponse:
    """Stop asking."""
    asked = get_object_or_404(Question.objects.select_related("request__agreement"), pk=question, request__agreement=agreement)
    try:
        acts.withdraw(asked, by=_coordination(request), when=clock.now())
        messages.success(request, _("La demande est retirée : aucun rappel ne partira."))
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(way_back(request, request.POST.get("back", ""), "todo"))


def _coordination(request: Any) -> Capacity:
    return next(one for one in request.capacities if one.coordinates)


def _chosen(agreement: Agreement, form: AskForm) -> list[Action]:
    """The actions that the form names: one by one, all those of a body, or all that are due."""
    rows = following.followed(following.current_plans([agreement], clock.today()), clock.today()) if form.several else []
    keys = set(form.actions)
    if form.body:
        keys |= {row.pk for row in rows if form.body in row.bodies}
    if form.organisation:
        keys |= {row.pk for row in rows if form.organisation in row.organisations}
    if form.all_due:
        keys |= {row.pk for row in rows if row.is_due}
    found = Action.objects.filter(pk__in=list(keys)[:2000], plan__agreement=agreement, removed_at__isnull=True)
    return list(found.select_related("plan", "news").prefetch_related("schedules").order_by("plan", "position", "pk"))


def _show(request: HttpRequest, agreement: Agreement, form: AskForm, reasons: Sequence[str] = ()) -> HttpResponse:
    today = clock.today()
    due_on = form.due(today + USUAL_DELAY)
    context: dict[str, Any] = {"due_on": due_on.isoformat(), "earliest": (today + timedelta(days=1)).isoformat()}
    if not form.chooses:
        return page(request, "news/choose.html", **context, **_choices(agreement))
    actions = _chosen(agreement, form)
    if form.actions and not actions:
        raise Http404
    found = answering.asking(agreement, actions)
    by = _coordination(request)
    assert by.coordination is not None
    obstacles = list(reasons) or list(
        rules.obstacles_to_asking(agreement, by=by, when=clock.now(), actions=actions, found=found, due_on=due_on)
    )
    until = links.last_day(today)
    for action in found.actions:
        action.plan.agreement = agreement
    sheets = [
        {
            "name": sheet.recipient.name,
            "address": sheet.recipient.email,
            "language": sheet.recipient.language,
            "count": len(sheet.actions),
            "letter": letters.preview(sheet, asker=by.coordination, agreement=agreement, due_on=due_on, until=until),
        }
        for sheet in found.sheets
    ]
    return page(
        request,
        "news/preview.html",
        422 if reasons else 200,
        **context,
        sheets=sheets,
        sentence=_sentence(found, long_date(due_on)),
        unreachable=[(action.code, action.text, names) for action, names in found.unreachable],
        already=[
            (action.code, action.text, asked.request.recipient.name, long_date(asked.request.asked_at)) for action, asked in found.already
        ],
        reasons=obstacles,
        chosen=[action.pk for action in found.actions],
        query=form.query,
    )


def _sentence(found: answering.Asking, day: str) -> str:
    """What will be recorded, read back in one sentence."""
    letters_ = ngettext("Une lettre part", "%(count)s lettres partent", len(found.sheets)) % {"count": len(found.sheets)}
    actions = ngettext("d’une action", "de %(count)s actions", len(found.actions)) % {"count": len(found.actions)}
    return _("%(letters)s à %(names)s, pour demander des nouvelles %(actions)s d’ici le %(day)s.") % {
        "letters": letters_,
        "names": listing(sheet.recipient.name for sheet in found.sheets),
        "actions": actions,
        "day": day,
    }


def _choices(agreement: Agreement) -> dict[str, Any]:
    """What there is to choose from: everything that is due, or the actions of each body."""
    rows = following.followed(following.current_plans([agreement], clock.today()), clock.today())
    led: Counter[tuple[str, int]] = Counter()
    due: Counter[tuple[str, int]] = Counter()
    for row in rows:
        keys = [("instance", pk) for pk in row.bodies] + [("organisme", pk) for pk in row.organisations]
        led.update(keys)
        due.update(keys if row.is_due else ())
    organisations = Organisation.objects.filter(pk__in=[pk for kind, pk in led if kind == "organisme"])
    names = [(("instance", pk), name) for pk, name in agreement.bodies.values_list("pk", "name")]
    names += [(("organisme", pk), name) for pk, name in organisations.values_list("pk", "name")]
    bodies = [{"query": f"{key[0]}={key[1]}", "name": name, "led": led[key], "due": due[key]} for key, name in names if led[key]]
    return {
        "bodies": bodies,
        "due": sum(row.is_due for row in rows),
        "asked": sum(row.flag("asked") is not None for row in rows),
        "total": len(rows),
        "actions": [(row.pk, row.code, row.text, ", ".join(row.leads), row.is_due) for row in rows],
    }
