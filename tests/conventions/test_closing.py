"""What comes back, what is given up by a resolution only, a convention ended early, and one closed once nothing is left half-way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, Repayment
from ententes.conventions.queries import closing
from ententes.conventions.queries.final import money_of
from ententes.funding.models import Envelope
from ententes.funding.queries import figures
from ententes.funding.rules import IN_THE_WAY
from tests.cast import NOW, TODAY, Cast
from tests.decisions.chains import resolve
from tests.funding.making import YEAR
from tests.funding.test_contributions import refused

from .making import make_finance, state
from .running import pay, reported, running

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def said(reason: str) -> str:
    return " ".join(reason.split())


def test_what_is_owed_back_is_claimed_scheduled_and_comes_back_to_its_envelope(cast: Cast) -> None:
    convention, by = reported(cast, 5), {"by": cast.coordination, "when": NOW}
    recovery = convention.recoveries.get()
    assert "se réclame d’abord" in refused(acts.agree_schedule, recovery, parts=[(LATER, recovery.cents)], **by)
    acts.claim(recovery, due_on=LATER, **by)
    recovery.refresh_from_db()
    assert "déjà réclamée" in refused(acts.claim, recovery, due_on=LATER, **by)
    half = recovery.cents // 2
    assert "il reste" in refused(acts.agree_schedule, recovery, parts=[(LATER, half)], **by)
    parts = acts.agree_schedule(recovery, parts=[(LATER, half), (LATER + timedelta(days=30), recovery.cents - half)], **by)
    before = figures.of_envelope(Envelope.objects.get(title="Nourrir", year=YEAR)).available
    acts.repay(parts[0], received_on=TODAY, by=make_finance(cast, "Caisse des retours"), when=NOW)
    assert "déjà inscrit" in refused(acts.repay, Repayment.objects.get(pk=parts[0].pk), received_on=TODAY, **by)
    assert "remplacé" in refused(acts.repay, recovery.repayments.get(position=1), received_on=TODAY, **by)
    assert figures.of_envelope(Envelope.objects.get(title="Nourrir", year=YEAR)).available == before + half
    recovery.refresh_from_db()
    assert (closing.left_of(recovery), str(closing.state_of_recovery(recovery))) == (recovery.cents - half, "agreed")


def test_what_is_owed_back_is_written_off_only_by_a_resolution_of_a_body_of_the_project(cast: Cast) -> None:
    convention, by = reported(cast, 5), {"by": cast.coordination, "when": NOW}
    recovery = convention.recoveries.get()
    assert "que par une résolution" in refused(acts.write_off, recovery, resolution=None, **by)
    acts.write_off(recovery, resolution=resolve(cast, None, cast.management), **by)
    recovery.refresh_from_db()
    assert (closing.left_of(recovery), str(closing.state_of_recovery(recovery))) == (0, "written_off")
    acts.close(convention, **by)
    told = money_of(convention)
    assert told.paid - told.justified - told.recovered == recovery.cents


def test_a_convention_is_closed_once_nothing_is_left_half_way_and_its_papers_are_kept_seven_years(cast: Cast) -> None:
    convention, by = reported(cast), {"by": cast.coordination, "when": NOW}
    told = refused(acts.close, convention, **by)
    assert ("Le versement 3" in told, "restent engagés et non versés" in told) == (True, True)
    pay(cast, convention, 3)
    acts.close(convention, **by)
    convention.refresh_from_db()
    found = money_of(convention)
    assert (state(convention), found.justified) == ("closed", found.paid)
    assert closing.kept_until(convention) == TODAY.replace(year=2018)
    assert "déjà close" in refused(acts.close, convention, **by)


def test_a_promoter_that_is_dissolved_ends_its_convention_by_a_resolution_and_owes_back_what_is_said(cast: Cast) -> None:
    convention, by = running(cast), {"by": cast.coordination, "when": NOW}
    pay(cast, convention)
    because = "La boulangerie est dissoute."
    assert "que par une résolution" in refused(acts.terminate, convention, because=because, resolution=None, **by)
    resolution = resolve(cast, None, cast.management)
    paid = money_of(convention).paid
    assert "Il ne reste que" in refused(acts.terminate, convention, because=because, resolution=resolution, recovered=paid + 1, **by)
    acts.terminate(convention, because=because, resolution=resolution, recovered=1_000, **by)
    convention.refresh_from_db()
    told = money_of(convention)
    assert (state(convention), told.to_pay, convention.recoveries.get().cents) == ("terminated", 0, 1_000)
    assert not convention.instalments.filter(cancelled_at=None).exclude(payments__approved_at__isnull=False).exists()
    assert "restent à récupérer" in refused(acts.close, convention, **by)


def test_a_default_stands_in_the_way_of_closing(cast: Cast) -> None:
    convention, by = running(cast), {"by": cast.coordination, "when": NOW}
    acts.declare_default(convention, reason="Pas de nouvelles", **by)
    assert "le défaut se lève, ou la convention se résilie" in refused(acts.close, convention, **by)


def test_a_payment_under_way_stands_in_the_way_of_closing_its_year(cast: Cast) -> None:
    convention = running(cast)
    first = convention.instalments.get(position=1)
    payment = acts.enter_payment(first, cents=first.cents, paid_on=TODAY, by=cast.coordination, when=NOW)
    told = [said(one) for also in IN_THE_WAY for one in also(cast.agreement, YEAR)]
    assert [("attend son approbation" in one) for one in told] == [True]
    acts.refuse_payment(payment, because="Mauvais montant", by=cast.coordination, when=NOW)
    assert [one for also in IN_THE_WAY for one in also(cast.agreement, YEAR)] == []
    assert GrantAgreement.objects.count() == 1
