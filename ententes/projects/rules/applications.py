"""What stands in the way of each thing that can happen to applications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ententes.ground.french import quoted
from ententes.ground.money import MOST
from ententes.ground.wording import listing, moment, money

from ..models import Applicant, Application, Call
from ..queries.applications import parts, reckoned
from ..states import FIELDS, CallState, Promoter, SourceKind, SourceStatus
from .admissibility import pronounced

NAME = 300
MOST_LINES = 60
"""Lines of expenses, and of sources."""
MOST_BEGUN = 10
"""Applications that one person may have under way: a draft costs nothing, and a machine writes many."""


def obstacles_to_receiving(call: Call, *, when: datetime) -> Iterator[str]:
    """A call receives between its opening and its last instant, by the clock of the server."""
    state = call.state(when)
    if state == CallState.ANNOUNCED:
        yield _("Cet appel ouvre le %(moment)s.") % {"moment": moment(call.opens_at)}
    elif state == CallState.CLOSED and call.closes_at is not None:
        said = {"closed": moment(call.closes_at), "late": lateness(when - call.closes_at), "now": moment(when)}
        yield (
            _("Cet appel recevait jusqu’au %(closed)s inclusivement. À l’horloge du serveur il est %(now)s : c’est %(late)s trop tard.")
            % said
        )
    elif state != CallState.OPEN:
        yield _("Cet appel ne reçoit pas de demandes.")


def lateness(late: timedelta) -> str:
    """So much time: « 1 ms », « 12 s », « 3 min », « 5 h », « 2 jours »."""
    seconds = late.total_seconds()
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))}\N{NO-BREAK SPACE}ms"
    for most, size, unit in ((60, 1, "s"), (3600, 60, "min"), (86_400, 3600, "h")):
        if seconds < most:
            return f"{int(seconds // size)}\N{NO-BREAK SPACE}{unit}"
    return _("%(days)s jours") % {"days": int(seconds // 86_400)}


def obstacles_to_beginning(call: Call, *, promoter: str, neq: str, kind: str, title: str, person: Any, when: datetime) -> Iterator[str]:
    """Anybody who signed in begins one while the call receives, for an enterprise with a name."""
    yield from obstacles_to_receiving(call, when=when)
    yield from obstacles_to_naming(promoter=promoter, neq=neq, kind=kind, title=title)
    begun = Applicant.objects.filter(person=person, application__withdrawn_at=None, application__deposits=None).count()
    if begun >= MOST_BEGUN:
        yield _("Vous avez déjà %(number)s demandes commencées : terminez-en une, ou retirez-la.") % {"number": MOST_BEGUN}


def obstacles_to_naming(*, promoter: str, neq: str, kind: str, title: str) -> Iterator[str]:
    for words, what in ((promoter, _("Le nom de l’organisme")), (title, _("Le titre du projet"))):
        if not words.strip() or len(words) > NAME or "\0" in words:
            yield _("%(what)s compte de 1 à %(most)s caractères.") % {"what": what, "most": NAME}
    if neq and not (neq.isascii() and neq.isdigit() and len(neq) == 10):
        yield _("Un numéro d’entreprise du Québec (NEQ) compte 10 chiffres.")
    if kind not in Promoter.values:
        yield _("Dites quelle sorte de promoteur vous êtes.")


def obstacles_to_writing(application: Application, *, person: Any, when: datetime) -> Iterator[str]:
    """Those of the enterprise write, while the call receives."""
    if not application.applicants.filter(person=person).exists():
        yield _("Vous n’écrivez pas cette demande.")
    if application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(application.withdrawn_at)}
    yield from obstacles_to_receiving(application.call, when=when)
    yield from pronounced(application.deposits.last())


def obstacles_to_answering(section: str, answers: Mapping[str, str]) -> Iterator[str]:
    """Answers are those of questions of the part, and not too long."""
    known = {name: (label, most) for name, label, most, _needed in FIELDS.get(section, ())}
    for name, words in answers.items():
        if name not in known:
            yield _("Cette question n’est pas de la demande.")
        elif len(words) > known[name][1] or "\0" in words:
            yield _("%(label)s : au plus %(most)s caractères.") % {"label": known[name][0], "most": known[name][1]}


def obstacles_to_budgeting(said: Mapping[str, Any]) -> Iterator[str]:
    """Amounts are not negative, and each source is of a known kind. What does not balance is kept, and told."""
    lines = [*said["expenses"], *said["sources"]]
    if len(said["expenses"]) > MOST_LINES or len(said["sources"]) > MOST_LINES:
        yield _("Un budget compte au plus %(number)s lignes de chaque sorte.") % {"number": MOST_LINES}
    if any(not 0 <= one < MOST for one in [*(line["cents"] for line in lines), said["asked"], said["own"], said["in_kind"]]):
        yield _("Un montant va de zéro à moins de %(most)s.") % {"most": money(MOST)}
    if any(not one["post"].strip() or len(one["post"]) > NAME or "\0" in one["post"] for one in said["expenses"]):
        yield _("Chaque dépense a un poste.")
    if any(one["kind"] not in SourceKind.values or one["status"] not in SourceStatus.values for one in said["sources"]):
        yield _("Chaque source a une sorte et un statut.")
    if any(len(one["words"]) > NAME or "\0" in one["words"] for one in said["sources"]):
        yield _("Le nom d’une source compte au plus %(number)s caractères.") % {"number": NAME}


def obstacles_to_depositing(application: Application, *, person: Any, when: datetime) -> Iterator[str]:
    """What is asked is answered, and the financing equals the cost. The other rules are told, for whoever checks admissibility."""
    yield from obstacles_to_writing(application, person=person, when=when)
    for part in parts(application.answers, application.budget):
        if part.missing:
            yield _("%(part)s : il manque %(missing)s.") % {"part": part.title, "missing": listing(quoted(one) for one in part.missing)}
    if application.budget.get("expenses"):
        balance = next(one for one in reckoned(application.kind, application.budget, None).rules if one.letter == "E")
        if not balance.holds:
            yield balance.sentence


def obstacles_to_withdrawing(application: Application, *, person: Any) -> Iterator[str]:
    """Those of the enterprise withdraw it, at any time."""
    if not application.applicants.filter(person=person).exists():
        yield _("Vous n’écrivez pas cette demande.")
    if application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(application.withdrawn_at)}
