"""What stands in the way of each thing that can happen to applications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.ground.money import MOST
from ententes.ground.wording import listing, moment, money, quoted

from ..models import Applicant, Application, Call, IntentLetter
from ..queries.applications import parts, reckoned
from ..states import FIELDS, CallState, Promoter, SourceKind, SourceStatus
from .admissibility import pronounced
from .calls import obstacles_to_keeping_calls

NAME = 300
LETTER = 5000
"""Characters of a letter of intent."""
MOST_PEOPLE = 10
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
            _(
                "Cet appel recevait jusqu’au %(closed)s inclusivement. "
                "À l’horloge du serveur nous sommes le %(now)s : c’est %(late)s trop tard."
            )
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
    """Those of the enterprise write, while the call receives; where it wants a letter of intent first, once that went through."""
    yield from obstacles_to_belonging(application, person=person)
    yield from obstacles_to_receiving(application.call, when=when)
    yield from _obstacles_before_a_letter(application)
    yield from pronounced(application.deposits.last())


def obstacles_to_belonging(application: Application, *, person: Any) -> Iterator[str]:
    if not application.applicants.filter(person=person).exists():
        yield _("Vous n’écrivez pas cette demande.")
    if application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(application.withdrawn_at)}


def _obstacles_before_a_letter(application: Application) -> Iterator[str]:
    if not application.call.wants_letter:
        return
    letter = IntentLetter.objects.filter(application=application).first()
    if letter is None:
        yield _("Cet appel demande d’abord une lettre d’intention : la demande s’ouvre une fois qu’elle est acceptée.")
    elif letter.goes_on is None:
        yield _("La lettre d’intention attend la réponse de la coordination : la demande s’ouvre une fois qu’elle est acceptée.")
    elif not letter.goes_on:
        yield _("La lettre d’intention est hors de l’objet de l’appel : %(reason)s") % {"reason": letter.reason}


def obstacles_to_sending_a_letter(application: Application, *, text: str, person: Any, when: datetime) -> Iterator[str]:
    """Those of the enterprise send one letter of intent, while a call that wants one receives."""
    yield from obstacles_to_belonging(application, person=person)
    yield from obstacles_to_receiving(application.call, when=when)
    if not application.call.wants_letter:
        yield _("Cet appel ne demande pas de lettre d’intention.")
    if IntentLetter.objects.filter(application=application).exists():
        yield _("La lettre d’intention est déjà déposée.")
    if not text.strip() or len(text) > LETTER or "\0" in text:
        yield _("Une lettre d’intention compte de 1 à %(most)s caractères.") % {"most": LETTER}


def obstacles_to_answering_a_letter(letter: IntentLetter, *, goes_on: bool, reason: str, by: Capacity, when: datetime) -> Iterator[str]:
    """The coordination answers once; a no has its reason."""
    yield from obstacles_to_keeping_calls(letter.application.call.agreement, by=by, on=timezone.localdate(when))
    if letter.goes_on is not None:
        yield _("Cette lettre d’intention a déjà sa réponse.")
    if letter.application.withdrawn_at is not None:
        yield _("Cette demande est retirée depuis le %(moment)s.") % {"moment": moment(letter.application.withdrawn_at)}
    if not goes_on and not reason.strip():
        yield _("Dites pourquoi la lettre est hors de l’objet de l’appel : le promoteur le lira.")
    if len(reason) > LETTER or "\0" in reason:
        yield _("Un motif compte au plus %(number)s caractères.") % {"number": LETTER}


def obstacles_to_inviting(application: Application, *, email: str, person: Any) -> Iterator[str]:
    """Those of the enterprise let others write with them, a few."""
    yield from obstacles_to_belonging(application, person=person)
    if application.applicants.filter(person__email__iexact=email.strip()).exists():
        yield _("Cette personne écrit déjà la demande.")
    if application.applicants.count() >= MOST_PEOPLE:
        yield _("Une demande s’écrit à %(number)s personnes au plus.") % {"number": MOST_PEOPLE}


def obstacles_to_dismissing(applicant: Applicant, *, person: Any) -> Iterator[str]:
    """Those of the enterprise say who no longer writes; somebody always does."""
    yield from obstacles_to_belonging(applicant.application, person=person)
    if applicant.application.applicants.count() < 2:
        yield _("Quelqu’un écrit toujours la demande : invitez d’abord une autre personne, ou retirez la demande.")


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
    yield from obstacles_to_belonging(application, person=person)
