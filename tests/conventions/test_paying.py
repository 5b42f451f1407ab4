"""Instalments: due once their condition is met, entered by one person, approved by another, and only then in the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, Instalment, Payment
from ententes.correspondence.models import Letter
from ententes.decisions import acts as decisions
from ententes.funding import acts as funding
from ententes.funding.queries import figures
from tests.cast import NOW, TODAY, Cast
from tests.conventions.making import in_force, make_finance, sent
from tests.conventions.test_signing import refused

pytestmark = pytest.mark.django_db


def due(cast: Cast) -> Instalment:
    """An instalment whose condition is met."""
    first: Instalment = in_force(cast).instalments.order_by("position")[0]
    if first.met_at is None:
        acts.meet(first, met_on=TODAY, words="Reçu.", by=cast.coordination, when=NOW)
    first.refresh_from_db()
    return first


def entered(instalment: Instalment, by: Capacity, **changed: Any) -> Payment:
    facts = {"cents": instalment.cents, "paid_on": TODAY, "reference": "C-12", "by": by, "when": NOW}
    return acts.enter_payment(instalment, **facts | changed)


def test_a_payment_is_entered_by_one_and_approved_by_another_then_written_in_the_ledger(cast: Cast) -> None:
    instalment, clerk = due(cast), make_finance(cast, "Fanny Caisse")
    payment = entered(instalment, cast.coordination)
    use = instalment.convention.project.use
    assert use is not None
    assert figures.of_use(use).paid == 0
    acts.approve_payment(payment, by=clerk, when=NOW)
    payment.refresh_from_db()
    assert payment.entry is not None
    assert (figures.of_use(use).paid, payment.entry.kind, payment.entry.capacity) == (instalment.cents, "paid", clerk.recorded)
    assert Letter.objects.filter(recipient=cast.stranger, subject__startswith="Versement").count() == 1
    assert "déjà approuvé" in refused(acts.approve_payment, payment, by=make_finance(cast, "Rita Solde"), when=NOW)


def test_whoever_entered_a_payment_never_approves_it_even_with_two_hats(cast: Cast) -> None:
    instalment = due(cast)
    hat = make_finance(cast, person=cast.coordinator)
    payment = entered(instalment, cast.coordination)
    assert refused(acts.approve_payment, payment, by=hat, when=NOW) == "Vous avez saisi ce versement : une autre personne l’approuve."
    assert "Les finances de l’organisme gestionnaire approuvent" in refused(acts.approve_payment, payment, by=cast.manager_term, when=NOW)
    assert "Les finances de l’organisme gestionnaire approuvent" in refused(acts.approve_payment, payment, by=cast.coordination, when=NOW)
    with pytest.raises(IntegrityError, match="payment_entered_by_one"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(
            approved_by=payment.entered_by, approved_at=NOW, entry=cast.agreement.ledger_entries.first()
        )


def test_a_payment_entered_twice_is_refused_until_the_first_one_is(cast: Cast) -> None:
    instalment, clerk = due(cast), make_finance(cast, "Fanny Caisse")
    payment = entered(instalment, cast.coordination)
    assert "déjà saisi, par Amélie Bouchard" in refused(entered, instalment, clerk)
    assert "Dites pourquoi" in refused(acts.refuse_payment, payment, because=" ", by=clerk, when=NOW)
    acts.refuse_payment(payment, because="Un zéro de trop.", by=clerk, when=NOW)
    again = entered(instalment, clerk)
    assert "a été refusé" in refused(acts.approve_payment, payment, by=clerk, when=NOW)
    assert "une autre personne l’approuve" in refused(acts.approve_payment, again, by=clerk, when=NOW)


def test_nothing_is_paid_above_the_instalment_or_before_its_condition(cast: Cast) -> None:
    convention = in_force(cast)
    last: Instalment = convention.instalments.order_by("position").reverse()[0]
    Instalment.objects.filter(pk=last.pk).update(met_on=None, met_at=None, due_on=None)
    last.refresh_from_db()
    assert "La condition de ce versement n’est pas encore remplie." in refused(entered, last, cast.coordination)
    acts.meet(last, met_on=TODAY, words="Rapport accepté.", by=cast.coordination, when=NOW)
    last.refresh_from_db()
    assert "le dépasserait" in refused(entered, last, cast.coordination, cents=last.cents + 1)
    assert "déjà consignée" in refused(acts.meet, last, met_on=TODAY, words="Encore.", by=cast.coordination, when=NOW)


def test_a_default_and_a_reserve_on_credits_hold_payments_back(cast: Cast) -> None:
    instalment, clerk = due(cast), make_finance(cast, "Fanny Caisse")
    convention = instalment.convention
    facts = {"by": cast.coordination, "when": NOW}
    payment = entered(instalment, cast.coordination)
    acts.declare_default(convention, reason="Aucune pièce.", **facts)
    assert "Le promoteur est en défaut" in refused(acts.approve_payment, payment, by=clerk, when=NOW)
    acts.lift_default(convention, because="Reçues.", **facts)
    use = convention.project.use
    assert use is not None
    short = acts.reserve_credits(cast.agreement, year=use.envelope.year, envelope=use.envelope, reason="Rien n’est voté.", **facts)
    letter = Letter.objects.get(subject__startswith="Crédits sous réserve")
    assert ("Rien n’est versé" in letter.text, "Rien n’est voté." in letter.text) == (True, False)
    assert "Rien n’est voté." in refused(acts.approve_payment, payment, by=clerk, when=NOW)
    funding.lift(short, because="Voté.", **facts)
    acts.approve_payment(payment, by=clerk, when=NOW)


def test_the_finances_read_conventions_but_not_those_of_a_project_they_have_an_interest_in(cast: Cast) -> None:
    convention, clerk = sent(cast), make_finance(cast, "Fanny Caisse")
    assert list(GrantAgreement.objects.seen_by(clerk.person)) == [convention]
    matter = convention.project.matter
    assert matter is not None
    decisions.declare_interest(matter, person=clerk.person, nature="Ma sœur y travaille.", declared_by="elle-même", when=NOW)
    assert not GrantAgreement.objects.seen_by(clerk.person).exists()
