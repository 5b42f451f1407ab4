"""What stands in the way of asking a promoter to complete an application, and of their answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.ground.wording import long_date, moment

from ..models import CompletionRequest, Deposit
from ..queries.applications import reckoned
from ..queries.completions import asked_of
from ..states import Section
from .admissibility import WORDS, obstacles_to_examining, pronounced
from .applications import obstacles_to_answering, obstacles_to_budgeting
from .pieces import obstacles_to_pieces

LONGEST_WAIT = timedelta(days=366)


def obstacles_to_asking(
    deposit: Deposit, *, words: str, sections: Sequence[str], due_on: date, by: Capacity, when: datetime
) -> Iterator[str]:
    """The coordination asks in words, until a day to come."""
    today = timezone.localdate(when)
    yield from obstacles_to_asking_now(deposit, by=by, when=when)
    if not words.strip() or len(words) > WORDS or "\0" in words:
        yield _("Dites ce qui manque, en %(number)s caractères au plus.") % {"number": WORDS}
    if any(one not in Section.values for one in sections):
        yield _("Cette partie n’est pas de la demande.")
    if due_on <= today:
        yield _("La réponse doit être attendue pour un jour à venir.")
    elif due_on > today + LONGEST_WAIT:
        yield _("La réponse doit être attendue d’ici un an.")


def obstacles_to_asking_now(deposit: Deposit, *, by: Capacity, when: datetime) -> Iterator[str]:
    """It asks once at a time, and before it said anything of the admissibility."""
    yield from obstacles_to_examining(deposit, by=by, when=when)
    yield from pronounced(deposit)
    if any(one.waits(timezone.localdate(when)) for one in asked_of(deposit)):
        yield _("Un complément est déjà demandé et attendu : retirez-le, ou attendez sa réponse.")


def obstacles_to_taking_back(request: CompletionRequest, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What was asked is taken back as long as nobody answered."""
    yield from obstacles_to_examining(request.deposit, by=by, when=when)
    if request.withdrawn_at is not None:
        yield _("Cette demande de complément est déjà retirée.")
    if request.completions.exists():
        yield _("Le promoteur a déjà répondu.")


def obstacles_to_completing(request: CompletionRequest, *, person: Any, when: datetime) -> Iterator[str]:
    """Those of the enterprise answer until the end of the day that was given, even after the call closed."""
    application = request.deposit.application
    if not application.applicants.filter(person=person).exists():
        yield _("Vous n’écrivez pas cette demande.")
    if application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(application.withdrawn_at)}
    if request.withdrawn_at is not None:
        yield _("La coordination ne demande plus ce complément.")
    elif timezone.localdate(when) > request.due_on:
        yield _("Le complément était attendu jusqu’au %(day)s inclusivement. À l’horloge du serveur nous sommes le %(now)s.") % {
            "day": long_date(request.due_on),
            "now": moment(when),
        }
    if application.deposits.filter(number__gt=request.deposit.number).exists():
        yield _("La demande a été déposée de nouveau depuis : ce complément ne s’y ajoute plus.")
    yield from pronounced(request.deposit)


def obstacles_to_what_completes(
    request: CompletionRequest,
    *,
    words: str,
    answers: Mapping[str, Mapping[str, str]],
    budget: Mapping[str, Any],
    files: Sequence[tuple[str, Any]],
) -> Iterator[str]:
    """Only the parts that were asked are written again; a budget balances; something is said or joined."""
    if not (words.strip() or files or budget or any(answers.values())):
        yield _("Rien n’est écrit ni joint encore.")
    if len(words) > WORDS or "\0" in words:
        yield _("Une réponse compte au plus %(number)s caractères.") % {"number": WORDS}
    for section, said in answers.items():
        if said and section not in request.sections:
            yield _("La coordination n’a pas demandé que cette partie soit corrigée : « %(part)s ».") % {"part": Section(section).label}
        yield from obstacles_to_answering(section, said)
    if budget:
        if Section.BUDGET not in request.sections:
            yield _("La coordination n’a pas demandé que cette partie soit corrigée : « %(part)s ».") % {"part": Section("budget").label}
        yield from obstacles_to_budgeting(budget)
        balance = next(one for one in reckoned(request.deposit.data["kind"], budget, None).rules if one.letter == "E")
        if not balance.holds:
            yield balance.sentence
    if files:
        yield from obstacles_to_pieces(request.deposit.application, files)
