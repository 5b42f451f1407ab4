"""The page of an action: its words, its calendar, its news, and the form that brings more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.awards.queries.listing import of_action as carried_by
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.wording import listing
from ententes.meetings.queries.followed import of_action
from ententes.plans import acts
from ententes.plans.models import Action, Attachment, Draft, Question
from ententes.plans.queries import action as reading
from ententes.plans.queries import answering
from ententes.plans.rules import news as rules
from ententes.web.files import attachment
from ententes.web.pages import attempt, draft_kept, page, whole_number
from ententes.web.sentences import said
from ententes.web.writing import NoteForm, beginning, files_of, status_choices, whom

from . import showing


def action(request: HttpRequest, agreement: Agreement, action: int) -> HttpResponse:
    """What the plan says of the action; for those who sit in the agreement, its news and the form."""
    return _show(request, agreement, _read(request, agreement, action))


def note(request: HttpRequest, agreement: Agreement, action: int) -> HttpResponse:
    """Record a note, or give the form back with what stands in the way."""
    row = _read(request, agreement, action)
    form = NoteForm(request.POST)
    speaking = [one for one in _nearest(row, request.capacities) if not list(rules.obstacles_to_speaking(row, by=one))]
    by = next((one for one in speaking if one.key == request.POST.get("by")), speaking[0] if speaking else request.capacities[0])
    if form.is_valid():
        given = form.cleaned_data
        written = attempt(
            form,
            lambda: acts.note(
                row,
                by=by,
                when=clock.now(),
                dated_on=given["dated_on"],
                text=given["text"],
                status=given["status"],
                files=files_of(request),
                on_behalf_of=given["on_behalf_of"],
            ),
        )
        if written is not None:
            _forget_typed(request)
            messages.success(request, _("La nouvelle est enregistrée."))
            if request.POST.get("seen", "").isdecimal():
                _say_who_else_wrote(request, row, whole_number(request.POST["seen"]), written.pk)
            return redirect(f"{reverse('action', args=[agreement.slug, row.pk])}#n{written.pk}")
    return _show(request, agreement, row, form, 422)


def save_draft(request: HttpRequest, agreement: Agreement, action: int) -> HttpResponse:
    """Keep what is being written. Nothing is answered, or the moment for the page that saves by itself."""
    row = _read(request, agreement, action)
    fields = {name: request.POST.get(name, "")[:300] for name in ("dated_on", "by", "on_behalf_of")}

    def keep() -> datetime | None:
        said = {"text": request.POST.get("text", ""), "status": request.POST.get("status", "")[:12], "fields": fields}
        draft = acts.save_draft(row, by=_speaking(row, request.capacities), when=clock.now(), **said)
        return draft.saved_at if draft else None

    return draft_kept(request, keep)


def drop_draft(request: HttpRequest, agreement: Agreement, action: int) -> HttpResponse:
    """Forget what was being written."""
    row = _read(request, agreement, action)
    acts.drop_draft(row, by=request.capacities[0])
    _forget_typed(request)
    messages.success(request, _("Le brouillon est effacé."))
    return redirect("action", agreement=agreement.slug, action=row.pk)


def piece(request: HttpRequest, agreement: Agreement, action: int, piece: int) -> HttpResponse:
    """A file that came with a note, to be saved."""
    found = Attachment.objects.select_related("file")
    return attachment(get_object_or_404(found, pk=piece, note__action=action, note__action__plan__agreement=agreement).file)


def _read(request: HttpRequest, agreement: Agreement, pk: int) -> Action:
    """The action; one that was removed from the plan is only for those who sit in the agreement."""
    try:
        found = reading.read(agreement, pk)
    except Action.DoesNotExist:
        raise Http404 from None
    if found.removed_at and not request.capacities:
        raise Http404
    return found


def _speaking(row: Action, capacities: Sequence[Capacity]) -> Capacity:
    """The first capacity that may write about the action, else the first one, whose refusal says why."""
    return next((one for one in _nearest(row, capacities) if not list(rules.obstacles_to_speaking(row, by=one))), capacities[0])


def _nearest(row: Action, capacities: Sequence[Capacity]) -> list[Capacity]:
    """The coordination, then the seats in the order in which the action names their bodies: the first is the one proposed."""
    named = [one.body_id for one in row.responsibilities.all() if one.body_id]
    last = len(named)

    def distance(one: Capacity) -> int:
        return -1 if one.body is None else named.index(one.body.pk) if one.body.pk in named else last

    return sorted(capacities, key=distance)


def _show(request: HttpRequest, agreement: Agreement, row: Action, form: NoteForm | None = None, status: int = 200) -> HttpResponse:
    hangs = reading.hanging(row, request.user)
    questions = reading.open_questions(row) if hangs.questions else []
    shown = showing.plan_of(agreement, row) | {
        "row": row,
        "flags": showing.flags(reading.flags(row, agreement, clock.today(), questions)) if request.capacities else [],
        "member": bool(request.capacities),
        "projects": carried_by(row, request.user, clock.now()),
    }
    if request.capacities:
        shown |= _news(request, agreement, row, hangs, questions, form)
    shown["band"] = showing.band(agreement, row, shown.get("notes", ()))
    response = page(request, "action/action.html", status, **shown)
    if status != 200:
        response.headers["HX-Push-Url"] = "false"  # the address of the form is no page to come back to
    return response


def _news(
    request: HttpRequest, agreement: Agreement, row: Action, hangs: reading.Hanging, questions: list[Question], form: NoteForm | None
) -> dict[str, Any]:
    """What only those who sit in the agreement see of an action."""
    number = request.GET.get("page", "1")
    current = max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1
    notes, count = reading.notes(row, current, hangs=hangs)
    spoken = answering.speakers(row)
    hats = _nearest(row, request.capacities)
    speaking = [one for one in hats if not list(rules.obstacles_to_speaking(row, by=one, spoken=spoken))]
    reasons = [] if speaking else list(rules.obstacles_to_speaking(row, by=request.capacities[0], spoken=spoken))
    draft = reading.draft_of(row, request.user) if speaking and hangs.draft else None
    typed = _typed(request, row)
    begun = form is not None or draft is not None or typed is not None
    if form is None:
        kept = typed or ({"text": draft.text, "status": draft.status, **draft.fields} if draft else None)
        form = beginning(clock.today(), kept)
    return {
        "notes": [showing.note(one, agreement, row) for one in notes],
        "count": count,
        "page": current,
        "last": max(1, -(-count // reading.NOTES)),
        "speaking": speaking,
        "reasons": reasons,
        "form": form,
        "form_open": begun or any(question.request.recipient_id == request.user.pk for question in questions),
        "typed": typed is not None,
        "draft": draft,
        "also_wrote": _also_wrote(row, draft, request.user) if draft else "",
        "statuses": status_choices(row.status),
        "behalf": whom(_names(row, questions)) if any(one.coordinates for one in speaking) else [],
        "seen": max((one.pk for one in notes), default=0) if current == 1 else "",
        "questions": [showing.question(one) for one in questions],
        "points": said(row.points.open().values("pk", "kind", "params", "sentence", "settled_by__name")) if hangs.points else [],
        "follow_ups": of_action(row.pk, agreement, request.user),
        "edits": [showing.edit(one, row.pk) for one in reading.edits(row)] if hangs.edits else [],
    }


def _names(row: Action, questions: list[Question]) -> list[str]:
    """For whom the coordination may answer: the people who were asked, then the bodies and organisations of the action."""
    asked = [_("%(name)s, %(whose)s") % {"name": one.request.recipient.name, "whose": showing.whose(one)} for one in questions]
    named = [str(one.body or one.organisation or one.words) for one in row.responsibilities.all()]
    return list(dict.fromkeys(asked + named))


def _also_wrote(row: Action, draft: Draft, person: Any) -> str:
    """« Une autre personne a écrit depuis », when a draft has waited."""
    since = list(reading.written_since(row, draft.begun_at, but=person)[:5])
    if not since:
        return ""
    names = listing(dict.fromkeys(one["author__name"] for one in since))
    return ngettext(
        "%(names)s a écrit depuis que ce brouillon est commencé : la nouvelle est plus bas, et la vôtre s’y ajoutera.",
        "%(names)s ont écrit depuis que ce brouillon est commencé : leurs nouvelles sont plus bas, et la vôtre s’y ajoutera.",
        len(dict.fromkeys(one["author__name"] for one in since)),
    ) % {"names": names}


def _say_who_else_wrote(request: HttpRequest, row: Action, seen: int, mine: int) -> None:
    others = row.notes.filter(pk__gt=seen, pk__lt=mine).exclude(author=request.user).values_list("author__name", flat=True)
    if names := listing(dict.fromkeys(others.order_by("pk"))):
        messages.warning(
            request, _("Pendant que vous écriviez, %(names)s a aussi donné des nouvelles. Les deux sont gardées.") % {"names": names}
        )


def _typed(request: Any, row: Action) -> dict[str, str] | None:
    """What was typed before a session expired, kept by the table of access."""
    kept = request.session.get("typed")
    if kept and kept.get("path") == reverse("action_note", args=[row.plan.agreement.slug, row.pk]) and kept["fields"].get("text"):
        return dict(kept["fields"])
    return None


def _forget_typed(request: Any) -> None:
    request.session.pop("typed", None)
