"""Two who approve one payment at one moment, or enter it: it is in the ledger once, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from ententes.conventions import acts
from ententes.conventions.models import Payment
from ententes.funding.queries import figures
from tests.cast import NOW, TODAY, make_cast
from tests.conventions.making import make_finance
from tests.conventions.test_paying import due, entered

from .test_register_together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_payment_entered_and_approved_by_several_at_one_moment_is_paid_once(file_database: Callable[[], None]) -> None:
    with override_settings(ENTENTES_TODAY=TODAY):
        cast = make_cast()
        clerks = [make_finance(cast, f"Caisse {letter}") for letter in "ABCD"]
        instalment = due(cast)
        facts: dict[str, Any] = {"cents": instalment.cents, "paid_on": TODAY, "when": NOW}
        found = together(lambda place: acts.enter_payment(instalment, **facts, by=clerks[place]), 4)
        assert found == {"done": 1, "refused": 3}
        acts.refuse_payment(Payment.objects.get(), because="Un chèque perdu.", by=clerks[0], when=NOW)
        payment = entered(instalment, cast.coordination)
        assert together(lambda place: acts.approve_payment(payment, by=clerks[place], when=NOW), 4) == {"done": 1, "refused": 3}
        use = instalment.convention.project.use
        assert use is not None
        assert figures.of_use(use).paid == instalment.cents
