"""Payments under way, as those who close a year need to know of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.wording import money

from ..models import Payment


def in_the_way(agreement: Agreement, year: int) -> Iterator[str]:
    """Each payment of a year that was entered and that nobody approved or refused. One query."""
    rows = Payment.objects.filter(instalment__convention__agreement=agreement, approved_at=None, refused_at=None)
    for number, cents in rows.filter(instalment__convention__project__use__envelope__year=year).values_list(
        "instalment__convention__number", "cents"
    ):
        yield _("Convention %(number)s : un versement de %(cents)s est saisi et attend son approbation.") % {
            "number": number,
            "cents": money(cents),
        }
