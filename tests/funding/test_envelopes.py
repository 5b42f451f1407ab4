"""Envelopes: what an adopted allotment gives, what is drawn on it kind by kind, and what stands in the way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ententes.decisions.models import Resolution
from ententes.decisions.queries.chain import chain_of
from ententes.exporting.frozen import copy_of
from ententes.funding import acts
from ententes.funding.models import AllotmentLine, Envelope
from ententes.funding.queries import figures
from ententes.funding.queries.allotments import content, warnings
from tests.cast import NOW, TODAY, Cast
from tests.decisions.chains import give

from .making import YEAR, adopt, decided, make_allotment, make_envelope, make_party, make_use, promise
from .test_contributions import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def told(envelope: Envelope) -> dict[str, int]:
    found = figures.of_envelope(envelope)
    names = ("allotted", "reserved", "recommended", "committed", "paid", "recovered", "available")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def test_an_envelope_has_what_the_allotment_in_force_gives_it(cast: Cast) -> None:
    allotment = make_allotment(cast, {"Nourrir": 50_000, "Mise en œuvre": 10_000})
    envelope = Envelope.objects.get(title="Nourrir")
    assert (envelope.objective, told(envelope)) == (cast.section.objective, {})
    matter = adopt(cast, allotment)
    assert matter.versions.get().data["lines"][0] == {"key": envelope.pk, "title": "Nourrir", "cents": 50_000, "words": ""}
    assert told(envelope) == {"allotted": 50_000, "available": 50_000}
    by = {"by": cast.coordination, "when": NOW}
    assert "une révision permet" in refused(acts.set_line, allotment, objective=envelope.objective, cents=1, **by)
    revision = acts.revise(allotment, body=cast.management, **by)
    acts.set_line(allotment, objective=envelope.objective, cents=70_000, **by)
    acts.drop_line(AllotmentLine.objects.get(envelope__title="Mise en œuvre"), **by)
    assert told(envelope) == {"allotted": 50_000, "available": 50_000}
    revision.refresh_from_db()
    assert list(copy_of(revision).differences) == [
        "L’enveloppe « Nourrir » passe de 500 $ à 700 $.".replace(" $", "\u00a0$").replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "L’enveloppe « Mise en œuvre » est retirée; elle était de 100\u00a0$.".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "Le total passe de 600\u00a0$ à 700\u00a0$.",
    ]


def test_the_chain_of_an_allotment_is_that_of_the_allocation_of_sums_where_no_mandate_speaks_of_it(cast: Cast) -> None:
    give(cast.working, "propose", "allocation_framework", "Proposer le cadre de référence")
    give(cast.management, "adopt", "allocation_framework", "Adopter le cadre de référence")
    assert [(one.body, one.verbs) for one in chain_of(cast.agreement, "envelopes", TODAY)] == [
        (cast.working, ("propose",)),
        (cast.management, ("adopt",)),
    ]
    give(cast.management, "decide", "envelopes", "Répartir les sommes")
    assert [(one.body, one.verbs) for one in chain_of(cast.agreement, "envelopes", TODAY)] == [(cast.management, ("decide",))]


def test_lines_beyond_what_the_year_has_are_warned_of(cast: Cast) -> None:
    allotment = make_allotment(cast, {"Nourrir": 50_000})
    promise(cast, make_party(cast, "Moulin"), 40_000)
    promise(cast, make_party(cast, "Grange"), 40_000, nature="in_kind")
    [said] = warnings(allotment, content(allotment))
    assert (
        said.replace("\u00a0", " ")
        == "Les lignes font 500 $ et dépassent de 100 $ ce que l’exercice a, promesses, intérêts et reports, 400 $."
    )
    acts.add_interest(cast.agreement, year=YEAR, cents=10_000, dated_on=TODAY, by=cast.coordination, when=NOW)
    assert warnings(allotment, content(allotment)) == []


def test_lines_below_what_is_spoken_for_are_warned_of(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 50_000), {"by": cast.coordination, "when": NOW}
    promise(cast, make_party(cast, "Moulin"), 90_000)
    acts.reserve(make_use(cast, envelope), cents=30_000, **by)
    allotment = cast.agreement.allotments.get()
    acts.revise(allotment, body=cast.management, **by)
    acts.set_line(allotment, objective=envelope.objective, cents=20_000, **by)
    [said] = warnings(allotment, content(allotment))
    assert said.replace("\u00a0", " ") == "Nourrir : la ligne, 200 $, est sous ce qui y est déjà réservé, recommandé ou engagé, 300 $."


def test_a_sum_goes_from_reserved_to_paid_and_each_kind_is_told_apart(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    use, resolution = make_use(cast, envelope), decided(cast)
    acts.reserve(use, cents=30_000, **by)
    assert told(envelope) == {"allotted": 100_000, "reserved": 30_000, "available": 70_000}
    acts.recommend(use, cents=50_000, resolution=resolution, **by)
    assert told(envelope) == {"allotted": 100_000, "recommended": 50_000, "available": 50_000}
    acts.commit(use, cents=45_000, resolution=resolution, **by)
    assert told(envelope) == {"allotted": 100_000, "recommended": 5_000, "committed": 45_000, "available": 50_000}
    acts.release(use, kind="recommended", cents=5_000, words="Le projet coûte moins", **by)
    acts.pay(use, cents=40_000, paid_on=TODAY, **by)
    acts.justify(use, cents=30_000, justified_on=TODAY, **by)
    acts.recover(use, cents=10_000, recovered_on=TODAY, **by)
    assert told(envelope) == {"allotted": 100_000, "committed": 45_000, "paid": 40_000, "recovered": 10_000, "available": 65_000}
    said = " ".join(refused(acts.pay, use, cents=5_001, paid_on=TODAY, **by).split())
    assert said == "Plus serait versé (450,01 $) qu’engagé (450 $)."
    assert "justifié ou récupéré" in refused(acts.justify, use, cents=1, justified_on=TODAY, **by)
    assert "qu’il ne reste" not in refused(acts.release, use, kind="committed", cents=5_001, words="x", **by)


def test_an_envelope_is_never_exceeded_and_a_sum_comes_from_a_resolution(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    use, resolution = make_use(cast, envelope), decided(cast)
    said = " ".join(refused(acts.commit, use, cents=100_001, resolution=resolution, **by).split())
    assert said == "L’enveloppe « Nourrir » n’a plus que 1 000 $ de disponible : 1 000,01 $ de plus la dépasserait."
    assert "par une résolution" in refused(acts.commit, use, cents=1, resolution=None, **by)
    Resolution.objects.filter(pk=resolution.pk).update(outcome="rejected")
    resolution.refresh_from_db()
    assert "n’a pas été adoptée" in refused(acts.recommend, use, cents=1, resolution=resolution, **by)
    for act in (acts.reserve, acts.pay):
        more = {"paid_on": TODAY} if act is acts.pay else {}
        assert "qui tient ses comptes" in refused(act, use, cents=1, by=cast.manager_term, when=NOW, **more)


def test_credits_under_reserve_stop_what_is_new_and_not_payments(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    use, resolution = make_use(cast, envelope), decided(cast)
    acts.commit(use, cents=10_000, resolution=resolution, **by)
    short = acts.invoke(cast.agreement, year=YEAR, envelope=envelope, reason="Les crédits manquent.", **by)
    assert "déjà invoquée" in refused(acts.invoke, cast.agreement, year=YEAR, envelope=envelope, reason="x", **by)
    assert "depuis le 23 novembre 2011 : Les crédits manquent." in refused(acts.reserve, use, cents=1, **by)
    acts.pay(use, cents=10_000, paid_on=TODAY, **by)
    assert "Dites pourquoi" in refused(acts.lift, short, because="", **by)
    acts.lift(short, because="Les crédits sont votés.", **by)
    acts.reserve(use, cents=1, **by)
    acts.invoke(cast.agreement, year=YEAR, reason="Toute l’année.", **by)
    assert "Toute l’année." in refused(acts.reserve, use, cents=1, **by)


def test_what_is_left_of_a_year_that_is_over_is_carried_to_the_next(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    acts.commit(make_use(cast, envelope), cents=60_000, resolution=decided(cast), **by)
    assert "n’est clos qu’après le 31 mars 2012" in refused(acts.carry_over, envelope, **by)
    later = {"by": cast.coordination, "when": datetime(2012, 4, 2, 15, tzinfo=UTC)}
    following = acts.carry_over(envelope, **later)
    assert (figures.of_envelope(envelope).available, figures.of_envelope(following).available) == (0, 40_000)
    assert (following.year, following.objective, following.title) == (2012, envelope.objective, envelope.title)
    assert "Il ne reste rien" in refused(acts.carry_over, envelope, **later)
