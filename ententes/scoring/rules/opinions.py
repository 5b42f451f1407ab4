"""What stands in the way of asking somebody outside for an opinion, and of answering."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.ground.wording import moment
from ententes.projects.models import Applicant, Deposit

from ..models import Analysis, Declaration, Opinion
from ..queries.files import is_last
from .grids import obstacles_to_preparing
from .scores import REASONS

QUESTION = 3000
NAME = 150


def obstacles_to_asking(
    analysis: Analysis,
    deposit: Deposit,
    *,
    name: str,
    email: str,
    question: str,
    due_on: date,
    language: str,
    by: Capacity,
    when: datetime,
) -> Iterator[str]:
    """The coordination asks somebody who neither wrote the application nor declared an interest in it."""
    yield from obstacles_to_preparing(analysis.call.agreement, by=by, on=timezone.localdate(when))
    if deposit.call_id != analysis.call_id or not is_last(deposit):
        yield _("Cette demande a été retirée, ou déposée de nouveau : ce dépôt ne s’analyse plus.")
    if not name.strip() or len(name) > NAME or "\0" in name:
        yield _("Dites à qui l’avis est demandé.")
    try:
        validate_email(email)
    except ValidationError:
        yield _("Cette adresse courriel ne peut pas être écrite.")
    if not question.strip() or len(question) > QUESTION or "\0" in question:
        yield _("Dites ce qui est demandé, en %(number)s caractères au plus.") % {"number": QUESTION}
    if due_on <= timezone.localdate(when):
        yield _("Le jour de la réponse est à venir.")
    if language not in dict(settings.LANGUAGES):
        yield _("Une lettre s’écrit en français ou en anglais.")
    written = Applicant.objects.filter(application=deposit.application_id, person__email__iexact=email)
    declared = Declaration.objects.filter(application=deposit.application_id, interested=True, person__email__iexact=email)
    if (
        written.exists()
        or declared.exists()
        or Opinion.objects.filter(deposit__application=deposit.application_id, email__iexact=email, declined_at__isnull=False).exists()
    ):
        yield _("Cette personne a un intérêt dans la demande, ou a refusé de donner son avis.")
    if Opinion.objects.filter(deposit=deposit, email__iexact=email, withdrawn_at=None, declined_at=None).exists():
        yield _("Un avis est déjà demandé à cette adresse.")


def obstacles_to_withdrawing(opinion: Opinion, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What was not answered may be asked no more."""
    yield from obstacles_to_preparing(opinion.analysis.call.agreement, by=by, on=timezone.localdate(when))
    yield from _obstacles_to_waiting(opinion)


def _obstacles_to_waiting(opinion: Opinion) -> Iterator[str]:
    if opinion.answered_at:
        yield _("L’avis est rendu depuis le %(moment)s.") % {"moment": moment(opinion.answered_at)}
    elif opinion.declined_at:
        yield _("Vous avez refusé de donner cet avis le %(moment)s.") % {"moment": moment(opinion.declined_at)}
    elif opinion.withdrawn_at:
        yield _("Cet avis n’est plus demandé.")


def obstacles_to_answering(opinion: Opinion) -> Iterator[str]:
    """A link serves while the opinion is waited for and the deposit is the one that counts."""
    yield from _obstacles_to_waiting(opinion)
    if opinion.waits and not is_last(opinion.deposit):
        yield _("Cette demande a été retirée, ou déposée de nouveau : ce dépôt ne s’analyse plus.")


def obstacles_to_accepting(opinion: Opinion) -> Iterator[str]:
    """Confidentiality and the absence of interest are signed once."""
    yield from obstacles_to_answering(opinion)
    if opinion.accepted_at is not None:
        yield _("Vous avez déjà pris cet engagement.")


def obstacles_to_giving(opinion: Opinion, *, answer: str) -> Iterator[str]:
    """An opinion is given in words, by somebody who undertook confidentiality."""
    yield from obstacles_to_answering(opinion)
    if opinion.accepted_at is None:
        yield _("Prenez d’abord l’engagement de confidentialité.")
    if not answer.strip() or len(answer) > REASONS or "\0" in answer:
        yield _("Donnez votre avis en %(number)s caractères au plus.") % {"number": REASONS}


def obstacles_to_declining(opinion: Opinion, *, because: str) -> Iterator[str]:
    """Refused with a reason: an interest, or another."""
    yield from obstacles_to_answering(opinion)
    if not because.strip() or len(because) > QUESTION or "\0" in because:
        yield _("Dites pourquoi vous refusez, en %(number)s caractères au plus.") % {"number": QUESTION}
