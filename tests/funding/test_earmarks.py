"""What a contribution is meant for: an act changes it, what is shared stays so, and what was set aside is still borne."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.agreements.models import Amendment
from ententes.decisions import acts as decisions
from ententes.funding import acts
from ententes.funding.models import EarmarkChange, Envelope, LedgerEntry
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast
from tests.web.browsing import css, page_of, send, signed_in, words

from .making import YEAR, adopt, decided, make_allotment, make_envelope, make_party, make_use, promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def amendment(cast: Cast) -> Amendment:
    return decisions.amend(cast.agreement, number="1", title="Le moulin", in_force_on=TODAY, by=cast.coordination, when=NOW)


def borne(entry: LedgerEntry) -> dict[str, int]:
    shares = entry.shares.select_related("contribution__party__organisation")
    return {one.contribution.party.organisation.name if one.contribution else "": one.cents for one in shares}


def test_what_is_shared_stays_and_what_follows_goes_by_the_new_destination(cast: Cast, amendment: Amendment) -> None:
    adopt(cast, make_allotment(cast, {"Nourrir": 1_000_000, "Le moulin": 1_000_000}))
    oven, mill = (Envelope.objects.get(title=title) for title in ("Nourrir", "Le moulin"))
    money = promise(cast, make_party(cast, "Meunerie"), 10_000, objective=oven.objective)
    promise(cast, make_party(cast, "Commune"), 50_000)
    by: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    use, resolution = make_use(cast, oven), decided(cast)
    first = acts.commit(use, cents=4_000, resolution=resolution, **by)
    acts.earmark(money, project="Le MOULIN  à eau", changed_on=TODAY, amendment=amendment, words="La roue", **by)
    assert borne(first) == {"Meunerie": 4_000}
    assert borne(acts.pay(use, cents=4_000, paid_on=TODAY, **by)) == {"Meunerie": 4_000}
    assert borne(acts.commit(use, cents=1_000, resolution=resolution, **by)) == {"Commune": 1_000}
    wheel = make_use(cast, mill, "Le moulin à eau")
    assert borne(acts.commit(wheel, cents=7_000, resolution=resolution, **by)) == {"Meunerie": 6_000, "Commune": 1_000}
    acts.recover(use, cents=1_000, recovered_on=TODAY, **by)
    money.refresh_from_db()
    acts.earmark(money, changed_on=TODAY, resolution=resolution, **by)
    assert borne(acts.commit(wheel, cents=1_001, resolution=resolution, **by)) == {"Meunerie": 20, "Commune": 981}
    former = EarmarkChange.objects.values_list("objective__title", "project", "words")
    assert list(former) == [(oven.title, "", "La roue"), (None, "Le MOULIN à eau", "")]


def test_a_destination_changes_only_by_an_act_and_only_where_something_follows(cast: Cast, amendment: Amendment) -> None:
    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    money = promise(cast, make_party(cast, "Meunerie"), 10_000, objective=envelope.objective)
    use, resolution = make_use(cast, envelope), decided(cast)
    acts.recommend(use, cents=9_000, resolution=resolution, **by)

    def refused(**facts: Any) -> str:
        with pytest.raises(Refused) as found:
            acts.earmark(money, **{"changed_on": TODAY, "amendment": amendment, **facts}, **by)
        money.refresh_from_db()
        return " ".join(found.value.reasons).replace("\u00a0", " ")

    assert "nommez l’acte ou joignez la lettre" in refused(amendment=None)
    assert "vise déjà cela" in refused(objective=envelope.objective)
    assert "n’est en vigueur que le" in refused(changed_on=TODAY - timedelta(days=1))
    assert "90 $ déjà réservés ou recommandés ne seraient plus portés" in refused(project="Ailleurs")
    assert not EarmarkChange.objects.exists()
    acts.commit(use, cents=10_000, resolution=resolution, **by)
    assert "rien ne suivrait la nouvelle" in refused()
    with pytest.raises(Refused, match="qui tient ses comptes"):
        acts.earmark(money, changed_on=TODAY, amendment=amendment, by=cast.manager_term, when=NOW)


def test_the_letter_of_the_partner_is_kept_and_the_story_is_told_with_its_days(cast: Cast) -> None:
    party = make_party(cast, "Meunerie")
    money = promise(cast, party, 10_000, objective=cast.section.objective)
    place, client = f"/e/pain-et-culture/argent/contributions/{money.pk}/", signed_in(cast.coordinator)
    fields = {"project": "Le moulin", "changed_on": TODAY.isoformat(), "words": "La roue d’abord"}
    bare = send(client, f"{place}destination/", fields)
    assert (bare.status_code, "La roue d’abord" in bare.content.decode()) == (422, True)
    letter = SimpleUploadedFile("lettre.pdf", b"%PDF-1.7 lettre")
    assert send(client, f"{place}destination/", {**fields, "file": letter}).status_code == 302
    change = EarmarkChange.objects.get()
    for address in (place, f"/e/pain-et-culture/argent/releves/{party.pk}/"):
        said = [words(one).replace("\u00a0", " ") for one in css(page_of(signed_in(cast.manager), address), "ol.lines li")]
        assert said[0] == "D’abord : Nourrir"
        assert said[1].startswith("Depuis le 23 novembre 2011 : Le moulin")
        assert "par la lettre du partenaire – La roue d’abord · Amélie Bouchard" in said[1]
    address = f"/e/pain-et-culture/argent/contributions/destinations/{change.pk}/lettre/"
    assert b"".join(signed_in(cast.manager).get(address).streaming_content) == b"%PDF-1.7 lettre"
    assert signed_in(cast.stranger).get(address).status_code == 404


def test_a_promise_for_a_project_bears_it_first_whichever_is_written_first(cast: Cast) -> None:
    envelope = make_envelope(cast, 1_000_000)
    early = make_use(cast, envelope, "Le moulin")
    for name, project in (("Un", "Le moulin"), ("Deux", "le four"), ("Trois", "")):
        promise(cast, make_party(cast, name), 1_000, project=project)
    late = make_use(cast, envelope, "Le four")
    sums = {"cents": 1_200, "resolution": decided(cast), "by": cast.coordination, "when": NOW}
    assert [borne(acts.commit(use, **sums)) for use in (early, late)] == [{"Un": 1_000, "Trois": 200}, {"Deux": 1_000, "Trois": 200}]
    assert envelope.year == YEAR
