"""What is written to promoters."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.correspondence.acts import write_to
from ententes.ground.wording import long_date

from .models import Deposit


def acknowledge(deposit: Deposit, *, when: datetime) -> None:
    """Tell each person of the enterprise that the application was received, when, and by which mark it is known."""
    application, call = deposit.application, deposit.call
    for applicant in application.applicants.select_related("person"):
        with translation.override(applicant.person.language):
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
                applicant.person,
                _("Accusé de réception %(receipt)s : %(title)s") % said,
                _("La demande « %(title)s », de %(promoter)s, à l’appel « %(call)s », a été reçue le %(day)s à %(hour)s.") % said,
                _("Numéro : %(receipt)s\nEmpreinte SHA-256 : %(sha256)s") % said,
                _(
                    "Tant que l’appel est ouvert, vous pouvez la corriger et la déposer de nouveau : le dernier dépôt compte. Cette lettre "
                    "accuse réception; elle ne dit rien de l’admissibilité."
                ),
                when=when,
            )
