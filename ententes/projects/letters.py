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
from ententes.ground.wording import long_date

from .models import Admissibility, Application, Deposit
from .states import Inadmissible


def _each(application: Application) -> Iterator[Any]:
    """Each person of the enterprise, while their language is the one that is written."""
    for applicant in application.applicants.select_related("person"):
        with translation.override(applicant.person.language):
            yield applicant.person


def _way(application: Application) -> str:
    return _("Votre demande : %(address)s") % {
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
            _("Accusé de réception %(receipt)s : %(title)s") % said,
            _("La demande « %(title)s », de %(promoter)s, à l’appel « %(call)s », a été reçue le %(day)s à %(hour)s.") % said,
            _("Numéro : %(receipt)s\nEmpreinte SHA-256 : %(sha256)s") % said,
            _(
                "Tant que l’appel est ouvert, vous pouvez la corriger et la déposer de nouveau : le dernier dépôt compte. Cette lettre "
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
            subject = _("Demande admissible : %(title)s") % said
            words = [
                _("La demande « %(title)s » (%(receipt)s), à l’appel « %(call)s », est admissible.") % said,
                _("Elle sera analysée. L’admissibilité ne dit rien de la décision qui suivra."),
            ]
        else:
            subject = _("Demande non admissible : %(title)s") % said
            reasons = "; ".join(str(Inadmissible(code).label) for code in verdict.codes)
            words = [
                _("La demande « %(title)s » (%(receipt)s), à l’appel « %(call)s », n’est pas admissible.") % said,
                _("Motif : %(reasons)s.") % {"reasons": reasons} + f"\n\n{verdict.words}",
                _("Si vous n’êtes pas d’accord : %(recourse)s") % {"recourse": verdict.recourse},
            ]
        write_to(person, subject, *words, _way(application), when=when, reply_to=by.email)
