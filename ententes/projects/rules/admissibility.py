"""What stands in the way of checking applications, of asking what they lack, and of saying whether they are admissible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.ground.wording import listing, long_date, moment, quoted
from ententes.plans.rules.news import obstacles_to_attaching

from ..models import Call, Deposit
from ..queries.admissibility import Point, checked, points, verdict
from ..queries.completions import asked_of
from ..states import CallState, Computed, Inadmissible, Reply
from .calls import obstacles_to_keeping_calls, obstacles_to_revising

MOST_POINTS = 60
POINT = 300
"""Characters of a point."""
WORDS = 5_000
"""Characters of a reason, of an evidence, of a recourse."""


def obstacles_to_listing(call: Call, *, found: Sequence[Point], by: Capacity, when: datetime) -> Iterator[str]:
    """The coordination writes the checklist of a call until it is published: all applications are checked by the same one."""
    yield from obstacles_to_revising(call, by=by, on=timezone.localdate(when))
    if not 1 <= len(found) <= MOST_POINTS:
        yield _("Une liste de contrôle compte de 1 à %(number)s points.") % {"number": MOST_POINTS}
    if any(not one.words.strip() or len(one.words) > POINT or "\0" in one.words for one in found):
        yield _("Un point de la liste compte de 1 à %(number)s caractères.") % {"number": POINT}
    if any(one.test and one.test not in Computed.values for one in found) or len({one.key for one in found}) < len(found):
        yield _("Un point de la liste n’est pas de ceux qui se vérifient.")


def obstacles_to_examining(deposit: Deposit, *, by: Capacity, when: datetime) -> Iterator[str]:
    """The coordination examines the last deposit of an application that is not withdrawn, and that is not its own."""
    application = deposit.application
    if application.applicants.filter(person=by.person).exists():
        yield _("Vous écrivez cette demande : quelqu’un d’autre de la coordination l’examine.")
    yield from obstacles_to_keeping_calls(deposit.call.agreement, by=by, on=timezone.localdate(when))
    if application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(application.withdrawn_at)}
    if application.deposits.filter(number__gt=deposit.number).exists():
        yield _("Le promoteur a déposé de nouveau : c’est le dernier dépôt qui compte.")


def obstacles_to_checking(
    deposit: Deposit, *, point: str, reply: str, words: str, files: Sequence[Any], by: Capacity, when: datetime
) -> Iterator[str]:
    """A known point gets a known answer; an exception to what is computed has a reason."""
    yield from obstacles_to_examining(deposit, by=by, when=when)
    known = {one.key: one for one in points(deposit.call)}
    if point not in known:
        yield _("Ce point n’est pas de la liste de cet appel.")
        return
    if reply and reply not in Reply.values:
        yield _("Cette réponse n’existe pas.")
    if len(words) > WORDS or "\0" in words:
        yield _("Une preuve compte au plus %(number)s caractères.") % {"number": WORDS}
    if known[point].test and reply and not words.strip():
        yield _("« %(point)s » est calculé : dites pourquoi vous répondez autrement.") % {"point": known[point].words}
    yield from obstacles_to_attaching(files)


def obstacles_to_pronouncing(
    deposit: Deposit, *, admissible: bool, codes: Sequence[str], words: str, recourse: str, by: Capacity, when: datetime
) -> Iterator[str]:
    """Every point is answered before a yes; a no has its reasons and its recourse; nothing is said while the promoter has time left."""
    yield from obstacles_to_examining(deposit, by=by, when=when)
    yield from obstacles_to_any_verdict(deposit, when=when)
    if admissible:
        yield from obstacles_to_admitting(deposit)
    else:
        yield from _obstacles_to_refusing(deposit, codes, words, recourse, when)
    if any(len(one) > WORDS or "\0" in one for one in (words, recourse)):
        yield _("Un motif compte au plus %(number)s caractères.") % {"number": WORDS}


def obstacles_to_any_verdict(deposit: Deposit, *, when: datetime) -> Iterator[str]:
    """A promoter may still correct, or was given until a day."""
    call, today = deposit.call, timezone.localdate(when)
    if call.closes_at is not None and call.state(when) == CallState.OPEN:
        yield _("L’appel reçoit jusqu’au %(moment)s : d’ici là, le promoteur peut corriger sa demande et la déposer de nouveau.") % {
            "moment": moment(call.closes_at)
        }
    for one in asked_of(deposit):
        if one.waits(today):
            yield _("Un complément est attendu d’ici le %(day)s : rien ne se prononce avant sa réception ou la fin de ce jour.") % {
                "day": long_date(one.request.due_on)
            }


def obstacles_to_admitting(deposit: Deposit) -> Iterator[str]:
    """No point may be unanswered, nor answered by no."""
    found = checked(deposit)
    open_points = [one.point.words for one in found if not one.reply]
    if open_points:
        yield _("Des points n’ont pas de réponse : %(points)s.") % {"points": listing(quoted(one) for one in open_points)}
    failed = [one.point.words for one in found if one.reply == Reply.NO]
    if failed:
        yield _("Des points ont « non » pour réponse : %(points)s.") % {"points": listing(quoted(one) for one in failed)}


def _obstacles_to_refusing(deposit: Deposit, codes: Sequence[str], words: str, recourse: str, when: datetime) -> Iterator[str]:
    if not codes or any(one not in Inadmissible.values for one in codes):
        yield _("Choisissez au moins un motif.")
    if not words.strip():
        yield _("Dites le motif en mots : le promoteur le lira.")
    if not recourse.strip():
        yield _("Dites ce que le promoteur peut faire s’il n’est pas d’accord : il le lira.")
    if Inadmissible.INCOMPLETE in codes and not any(one.passed(timezone.localdate(when)) for one in asked_of(deposit)):
        yield _("« Incomplet au terme du délai » ne se prononce qu’une fois passé le jour d’un complément demandé et jamais reçu.")


def pronounced(deposit: Deposit | None) -> Iterator[str]:
    """What closes an application to its writers: that its last deposit was said admissible or not."""
    found = verdict(deposit) if deposit else None
    if found is not None:
        yield _("L’admissibilité de cette demande est prononcée depuis le %(moment)s : elle ne se modifie plus.") % {
            "moment": moment(found.at)
        }
