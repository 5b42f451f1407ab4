"""The page of a sitting, and what is recorded there about people and items, one address an act."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Charge, Term
from ententes.committees.queries import people_of
from ententes.ground import clock
from ententes.ground.act import Refused, refuse_if
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Item, Meeting, Recusal
from ententes.meetings.queries.apart import withhold
from ententes.meetings.queries.quorum import room
from ententes.meetings.rules.late import Late
from ententes.meetings.states import ItemState
from ententes.people.models import Person
from ententes.web.pages import page, whole_number
from ententes.web.recording import follow_up_said, recording

from .finding import back, doing, facts, item_of, meeting_of
from .showing import draw, is_early, live


def sitting(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """A meeting while it sits; what it asks before it opens, and what happened once it is over."""
    return draw(request, meeting_of(request, agreement, meeting))


def state(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """What changes by itself, for the page that asks again and again; nothing when it is as it was."""
    found = meeting_of(request, agreement, meeting)
    under_way = found.items.filter(state=ItemState.UNDER_WAY).first()
    withhold([under_way] if under_way else [], request.user)
    shown = live(request, found, room(found, clock.now(), under_way), under_way)
    return HttpResponse(status=204) if request.GET.get("vu") == shown["mark"] else page(request, "sitting/live.html", **shown)


def _person(request: Any, agreement: Agreement, name: str) -> Person | None:
    """Somebody of the agreement, chosen by key."""
    key = whole_number(request.POST.get(name))
    return Person.objects.filter(pk=key).first() if key in {pk for pk, _name in people_of(agreement)} else None


def _chair(request: Any, meeting: Meeting, name: str) -> Person | None:
    """Somebody of the body, or who has its chair."""
    key = whole_number(request.POST.get(name))
    seated = Term.objects.filter(seat__body=meeting.body, person=key).exists()
    known = seated or Charge.objects.filter(body=meeting.body, person=key).exists()
    return Person.objects.filter(pk=key).first() if known else None


def open_sitting(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Open the meeting now, or enter it from paper with the moment at which it opened."""
    found = meeting_of(request, agreement, meeting)
    afterwards = request.POST.get("afterwards") == "1"
    unsure = is_early(found) and not afterwards and not request.POST.get("early")
    said: dict[str, Any] = {
        "by": recording(request, found),
        "at": _opening(request.POST.get("opened", "")) if afterwards else clock.now(),
        "when": clock.now(),
        "afterwards": afterwards,
        "chair": _chair(request, found, "chair"),
        "secretary": _person(request, agreement, "secretary"),
    }

    def act() -> None:
        refuse_if([_("Dites que la rencontre s’ouvre bien maintenant, avant son heure.")] if unsure else [])
        acts.open_meeting(found, **said)

    return doing(
        request,
        act,
        _("La rencontre est ouverte."),
        partial(back, found),
        partial(draw, request, found),
    )


def _opening(words: str) -> datetime:
    try:
        found = parse_datetime(words)
    except ValueError:
        found = None
    return clock.now() if found is None else found if timezone.is_aware(found) else timezone.make_aware(found)


def preside(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Say who presides from now on."""
    found = meeting_of(request, agreement, meeting)
    person = _chair(request, found, "chair")

    def act() -> None:
        refuse_if([] if person else [_("Choisissez qui préside.")])
        acts.preside(found, person, **facts(request, found))

    return doing(request, act, _("La présidence est consignée."), partial(back, found), partial(draw, request, found))


def arrive(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Those who are ticked are there, all at one moment: refused for one, it is refused for all and the ticks stay."""
    found = meeting_of(request, agreement, meeting)
    keys = [whole_number(one) for one in request.POST.getlist("term")]
    remote = {whole_number(one) for one in request.POST.getlist("remote")}
    terms = (
        Term.objects.filter(pk__in=keys, seat__body=found.body).select_related("seat__body", "person").order_by("role", "seat__position")
    )

    def act() -> None:
        refuse_if([] if terms else [_("Cochez les personnes qui sont là.")])
        said = facts(request, found)
        with transaction.atomic():
            for term in terms:
                acts.arrive(found, term, remote=term.pk in remote, **said)

    return doing(request, act, _("Les arrivées sont consignées."), partial(back, found), partial(draw, request, found))


def welcome(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """A guest is there."""
    found = meeting_of(request, agreement, meeting)
    act = lambda: acts.welcome(found, request.POST.get("guest", ""), **facts(request, found))  # noqa: E731
    return doing(request, act, _("La personne invitée est inscrite."), partial(back, found), partial(draw, request, found))


def _attendance(request: Any, agreement: Agreement, pk: int) -> Attendance:
    rows = Attendance.objects.filter(meeting__in=Meeting.objects.seen_by(request.user), meeting__body__agreement=agreement)
    return get_object_or_404(rows.select_related("meeting__body__agreement", "meeting__chair", "term__person"), pk=pk)


def depart(request: Any, agreement: Agreement, attendance: int) -> HttpResponse:
    """Somebody leaves; whoever presides may name who takes the chair."""
    row = _attendance(request, agreement, attendance)
    found = row.meeting
    acting = _chair(request, found, "acting")
    act = lambda: acts.depart(row, acting_chair=acting, **facts(request, found))  # noqa: E731
    return doing(request, act, _("Le départ est consigné."), partial(back, found), partial(draw, request, found))


def strike(request: Any, agreement: Agreement, attendance: int) -> HttpResponse:
    """Take back a presence entered by mistake."""
    row = _attendance(request, agreement, attendance)
    found = row.meeting
    act = lambda: acts.strike(row, by=recording(request, found), when=clock.now())  # noqa: E731
    return doing(request, act, _("La présence est effacée."), partial(back, found), partial(draw, request, found))


def _at_item(request: Any, item: Item, act: Any, said: str) -> HttpResponse:
    """Do something at an item, and come back to it."""
    meeting = item.meeting
    return doing(
        request,
        lambda: act(**facts(request, meeting)),
        said,
        partial(back, meeting, item.pk),
        partial(draw, request, meeting, point=item.pk),
    )


def take_up(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """The meeting comes to an item."""
    found = item_of(request, agreement, item)
    return _at_item(request, found, partial(acts.take_up, found), _("Le point est en cours."))


def finish(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """The meeting is done with the item."""
    found = item_of(request, agreement, item)
    return _at_item(request, found, partial(acts.finish, found), _("Le point est traité."))


def postpone(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """The body puts an item off."""
    found = item_of(request, agreement, item)
    act = partial(acts.postpone_item, found, reasons=request.POST.get("reasons", ""))
    return _at_item(request, found, act, _("Le point est reporté."))


def go_in_camera(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """The body sits in camera."""
    found = item_of(request, agreement, item)
    return _at_item(
        request, found, partial(acts.go_in_camera, found), _("L’instance siège à huis clos; les personnes invitées sont sorties.")
    )


def end_in_camera(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """The body no longer sits in camera."""
    found = item_of(request, agreement, item)
    return _at_item(request, found, partial(acts.end_in_camera, found), _("Le huis clos est terminé."))


def recuse(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """A member withdraws from the item."""
    found = item_of(request, agreement, item)
    rows = Term.objects.filter(seat__body=found.meeting.body).select_related("seat__body", "person")
    term = get_object_or_404(rows, pk=whole_number(request.POST.get("term")))
    act = partial(acts.recuse, found, term, nature=request.POST.get("nature", ""))
    return _at_item(request, found, act, _("Le retrait est consigné."))


def come_back(request: Any, agreement: Agreement, recusal: int) -> HttpResponse:
    """A member who had withdrawn is back."""
    rows = Recusal.objects.filter(item__meeting__in=Meeting.objects.seen_by(request.user), item__meeting__body__agreement=agreement)
    found = get_object_or_404(rows.select_related("item__meeting__body__agreement", "item__matter", "term__person"), pk=recusal)
    return _at_item(request, found.item, partial(acts.come_back, found), _("Le retour est consigné."))


def summarise(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """Keep what the minutes will say of an item: by itself while one types, or by the button."""
    found = item_of(request, agreement, item)
    text = request.POST.get("summary", "")[:50_000]
    said = {"revision": whole_number(request.POST.get("revision")), "by": recording(request, found.meeting), "when": clock.now()}
    try:
        saved = acts.summarise(found, text, **said)  # type: ignore[arg-type]
    except Late as late:
        row = late.row
        again = {"item": row, "theirs": row.summary, "mine": text, "revision": row.revision}
        return page(request, "sitting/late_summary.html" if not request.htmx else "sitting/late_here.html", 409, **again)
    except Refused as refused:
        return draw(request, found.meeting, status=422, reasons=refused.reasons, point=found.pk)
    if request.htmx:
        return page(request, "sitting/kept.html", field="summary-revision", revision=saved.revision, now=clock.now())
    return back(found.meeting, found.pk)


def correct(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """Note a correction to the minutes that the item adopts."""
    found = item_of(request, agreement, item)
    act = lambda **said: acts.correct(found, request.POST.get("correction", ""), by=said["by"], when=said["when"])  # noqa: E731
    return _at_item(request, found, act, _("La correction est notée à côté du texte."))


def give_follow_up(request: Any, agreement: Agreement, item: int) -> HttpResponse:
    """Say what must follow the item, by whom, by when, for which action."""
    found = item_of(request, agreement, item)
    details = follow_up_said(request, agreement)
    act = lambda **said: acts.give_follow_up(found, **details, by=said["by"], when=said["when"])  # noqa: E731
    return _at_item(request, found, act, _("La suite est consignée."))


def close(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """The meeting ends."""
    found = meeting_of(request, agreement, meeting)
    act = lambda: acts.close_meeting(found, **facts(request, found))  # noqa: E731
    return doing(request, act, _("La rencontre est levée."), partial(back, found), partial(draw, request, found))


def adjourn(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """The meeting cannot be held."""
    found = meeting_of(request, agreement, meeting)
    act = lambda: acts.adjourn_for_lack_of_quorum(found, **facts(request, found))  # noqa: E731
    return doing(request, act, _("La rencontre est ajournée faute de quorum."), partial(back, found), partial(draw, request, found))
