"""« À faire »: to sign, to enter, to approve; each to whoever may, and no longer once it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ententes.conventions import acts
from ententes.conventions.queries.awaiting import of_person
from tests.cast import NOW, TODAY, Cast
from tests.conventions.making import make_finance, sent, signed_by
from tests.conventions.test_paying import due, entered
from tests.web.browsing import page_of, signed_in, words

pytestmark = pytest.mark.django_db


def kinds(person: Any) -> list[str]:
    return [one.kind for one in of_person(person, TODAY)]


def test_the_promoter_then_the_manager_are_asked_to_sign_and_no_longer_once_they_did(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    convention = sent(cast, sign_by=TODAY + timedelta(days=9))
    assert (kinds(cast.stranger), kinds(cast.manager)) == (["sign"], [])
    assert "Signer la convention" in words(page_of(signed_in(cast.stranger), "/a-faire/"))
    assert of_person(cast.stranger, TODAY + timedelta(days=10)) == []
    signed_by(convention, "promoter")
    assert (kinds(cast.stranger), kinds(cast.manager)) == ([], ["sign"])
    signed_by(convention, "manager")
    assert kinds(cast.manager) == []


def test_a_payment_is_to_enter_then_to_approve_by_somebody_else(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    instalment, clerk = due(cast), make_finance(cast, "Fanny Caisse")
    make_finance(cast, person=cast.coordinator)
    assert (kinds(cast.coordinator), kinds(clerk.person), kinds(cast.manager)) == (["enter"], ["enter"], [])
    payment = entered(instalment, cast.coordination)
    assert (kinds(cast.coordinator), kinds(clerk.person)) == ([], ["approve"])
    assert "Approuver le versement" in words(page_of(signed_in(clerk.person), "/a-faire/"))
    acts.approve_payment(payment, by=clerk, when=NOW)
    assert kinds(clerk.person) == []
