"""What is written to promoters, in the language of each person of the enterprise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.correspondence.acts import write_to
from ententes.ground.wording import listing, long_date, moment, quoted

from .models import Admissibility, Applicant, Application, Completion, CompletionRequest, Deposit, IntentLetter
from .states import Inadmissible, Section


def _each(application: Application) -> Iterator[Any]:
    """Each person of the enterprise, while their language is the one that is written."""
    for applicant in application.applicants.select_related("person"):
        with translation.override(applicant.person.language):
            yield applicant.person


def _way(application: Application) -> str:
    return _("Votre demande : %(address)s") % {
        "address": f"{settings.BASE_URL}{reverse('application', kwargs={'application': application.pk})}"
    }


def acknowledge(deposit: Deposit, *, when: datetime) -> None:
    """Tell each person of the enterprise that the application was received, when, and by which mark it is known."""
    application, call = deposit.application, deposit.call
    for person in _each(application):
        local = timezone.localtime(deposit.at)
        said = {
            "title": application.title,
            "promoter": application.promoter,
            "call": call.title,
            "day": long_date(local.date()),
            "hour": f"{local:%H:%M:%S}",
            "receipt": deposit.receipt,
            "sha256": deposit.sha256,
        }
        write_to(
            person,
            _("Accusé de réception %(receipt)s : %(title)s") % said,
            _("La demande « %(title)s », de %(promoter)s, à l’appel « %(call)s », a été reçue le %(day)s à %(hour)s.") % said,
            _("Numéro : %(receipt)s\nEmpreinte SHA-256 : %(sha256)s") % said,
            _(
                "Tant que l’appel est ouvert, vous pouvez la corriger et la déposer de nouveau : le dernier dépôt compte. Cette lettre "
                "accuse réception; elle ne dit rien de l’admissibilité."
            ),
            when=when,
        )


def pronounce(verdict: Admissibility, *, by: Any, when: datetime) -> None:
    """Tell each person of the enterprise whether the application is admissible; a refusal says why and what can be done."""
    application = verdict.deposit.application
    for person in _each(application):
        said = {"title": application.title, "call": verdict.deposit.call.title, "receipt": verdict.deposit.receipt}
        if verdict.admissible:
            subject = _("Demande admissible : %(title)s") % said
            words = [
                _("La demande « %(title)s » (%(receipt)s), à l’appel « %(call)s », est admissible.") % said,
                _("Elle sera analysée. L’admissibilité ne dit rien de la décision qui suivra."),
            ]
        else:
            subject = _("Demande non admissible : %(title)s") % said
            reasons = "; ".join(str(Inadmissible(code).label) for code in verdict.codes)
            words = [
                _("La demande « %(title)s » (%(receipt)s), à l’appel « %(call)s », n’est pas admissible.") % said,
                _("Motif : %(reasons)s.") % {"reasons": reasons} + f"\n\n{verdict.words}",
                _("Si vous n’êtes pas d’accord : %(recourse)s") % {"recourse": verdict.recourse},
            ]
        write_to(person, subject, *words, _way(application), when=when, reply_to=by.email)


def ask_completion(request: CompletionRequest, *, when: datetime) -> None:
    """Tell each person of the enterprise what is missing, by when, and which parts may be written again; or remind them of it."""
    application = request.deposit.application
    for person in _each(application):
        said = {"title": application.title, "receipt": request.deposit.receipt, "day": long_date(request.due_on)}
        subject = _("À compléter d’ici le %(day)s : %(title)s") % said
        opening = _("Il manque quelque chose à la demande « %(title)s » (%(receipt)s). On l’attend jusqu’au %(day)s inclusivement.") % said
        if request.reminders:
            subject = _("Rappel : %(subject)s") % {"subject": subject}
            opening += " " + _("Nous n’avons encore rien reçu.")
        parts = listing(quoted(str(Section(one).label)) for one in request.sections)
        words = [opening, request.words]
        if parts:
            words.append(_("Vous pouvez aussi écrire de nouveau : %(parts)s.") % {"parts": parts})
        words.append(_("Répondez à la page de la demande, même si l’appel est fermé : ce que vous avez déposé reste tel quel."))
        write_to(person, subject, *words, _way(application), when=when, reply_to=request.person.email)


def acknowledge_completion(made: Completion, *, when: datetime) -> None:
    """Tell each person of the enterprise that what completes the application was received."""
    application = made.request.deposit.application
    for person in _each(application):
        said = {"title": application.title, "receipt": made.request.deposit.receipt, "moment": moment(made.at), "sha256": made.sha256}
        write_to(
            person,
            _("Complément reçu : %(title)s") % said,
            _("Le complément de la demande « %(title)s » (%(receipt)s) a été reçu le %(moment)s.") % said,
            _("Empreinte SHA-256 : %(sha256)s") % said,
            _way(application),
            when=when,
        )


def invite(applicant: Applicant, *, by: Any, when: datetime) -> None:
    """Tell somebody that they write an application with others, and how they come to it."""
    application, person = applicant.application, applicant.person
    with translation.override(person.language):
        said = {"name": by.name, "title": application.title, "promoter": application.promoter, "email": person.email}
        write_to(
            person,
            _("%(name)s vous invite à écrire une demande d’aide : %(title)s") % said,
            _("%(name)s vous invite à écrire avec d’autres la demande « %(title)s », de %(promoter)s.") % said,
            _("Il n’y a pas de mot de passe : donnez l’adresse %(email)s, un code vous y attend dans la minute.") % said,
            _way(application),
            when=when,
            reply_to=by.email,
        )


def answer_letter(letter: IntentLetter, *, by: Any, when: datetime) -> None:
    """Tell each person of the enterprise whether the application goes on after its letter of intent."""
    application = letter.application
    for person in _each(application):
        said = {"title": application.title, "call": application.call.title, "reason": letter.reason}
        if letter.goes_on:
            words = [_("Votre lettre d’intention pour « %(title)s » répond à l’objet de l’appel « %(call)s ».") % said]
            words.append(_("Vous pouvez écrire la demande elle-même. Cette réponse ne dit rien de l’admissibilité ni de la décision."))
            subject = _("Vous pouvez écrire votre demande : %(title)s") % said
        else:
            words = [_("Votre lettre d’intention pour « %(title)s » ne répond pas à l’objet de l’appel « %(call)s ».") % said]
            subject = _("Lettre d’intention hors de l’objet de l’appel : %(title)s") % said
        if letter.reason:
            words.append(letter.reason)
        write_to(person, subject, *words, _way(application), when=when, reply_to=by.email)
