"""What an envelope is drawn on for outside of projects: from its opening to what is paid, and given back before its year is closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.funding import acts
from ententes.funding.models import Use
from ententes.funding.queries import figures
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body
from tests.decisions.chains import give, resolve
from tests.web.browsing import css, page_of, send, signed_in

from .making import decided, make_envelope, make_use

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/argent/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def test_a_salary_is_set_aside_committed_by_a_resolution_and_what_is_too_much_given_back(cast: Cast) -> None:
    envelope, client, resolution = make_envelope(cast, 50_000), signed_in(cast.coordinator), decided(cast)
    assert send(client, f"{PLACE}enveloppes/{envelope.pk}/affecter/", {"title": "Un salaire"}).status_code == 302
    use = Use.objects.get()
    assert css(page_of(client, f"{PLACE}enveloppes/{envelope.pk}/"), f"a[href={PLACE}affectations/{use.pk}/]")

    def entered(what: str, cents: str, **more: Any) -> int:
        fields = {"what": what, "cents": cents, "dated_on": TODAY.isoformat(), **more}
        return int(send(client, f"{PLACE}affectations/{use.pk}/inscrire/", fields).status_code)

    assert [entered("reserve", "600"), entered("reserve", "400"), entered("commit", "300")] == [422, 302, 422]
    assert entered("commit", "300", resolution=resolution.pk) == 302
    assert [entered("unreserve", "100"), entered("unreserve", "100", words="Moins d’heures")] == [422, 302]
    told = figures.of_use(use)
    assert (told.reserved, told.committed) == (0, 30_000)
    page_of(signed_in(cast.manager), f"{PLACE}affectations/{use.pk}/inscrire/", 403)
    page_of(signed_in(cast.stranger), f"{PLACE}affectations/{use.pk}/", 404)


def test_no_body_whose_mandate_is_elsewhere_commits_money_outside_of_projects(cast: Cast) -> None:
    use, other = make_use(cast, make_envelope(cast, 50_000)), make_body(cast.agreement, "Comité jeunesse")
    facts = {"cents": 100, "by": cast.coordination, "when": NOW}
    give(cast.management, "decide", "project", "choisir les projets")
    with pytest.raises(Refused, match="Mandat : Comité de gestion"):
        acts.commit(use, resolution=resolve(cast, None, other), **facts)
    first = decided(cast)
    acts.commit(use, resolution=first, **facts)
    resolve(cast, None, cast.management, repeals=first)
    with pytest.raises(Refused, match="abrogée"):
        acts.commit(use, resolution=first, **facts)


def test_who_commits_does_not_pay_and_a_payment_shows_its_evidence(cast: Cast) -> None:
    use, client = make_use(cast, make_envelope(cast, 50_000)), signed_in(cast.coordinator)
    acts.commit(use, cents=30_000, resolution=decided(cast), by=cast.coordination, when=NOW)
    invoice = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    fields = {"what": "pay", "cents": "100", "dated_on": TODAY.isoformat(), "file": invoice}
    said = send(client, f"{PLACE}affectations/{use.pk}/inscrire/", fields).content.decode()
    assert "une autre personne qui tient les comptes en inscrit le versement" in said
    with pytest.raises(Refused, match="la pièce qui le montre"):
        acts.disburse(use, cents=1, paid_on=TODAY, evidence=None, by=cast.coordination, when=NOW)
    use.entries.update(person=cast.manager)
    short = acts.invoke(cast.agreement, year=use.envelope.year, reason="Les crédits manquent.", by=cast.coordination, when=NOW)
    fields["file"] = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    assert "Les crédits manquent." in send(client, f"{PLACE}affectations/{use.pk}/inscrire/", fields).content.decode()
    acts.lift(short, because="Ils sont votés.", by=cast.coordination, when=NOW)
    fields["file"] = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    assert send(client, f"{PLACE}affectations/{use.pk}/inscrire/", fields).status_code == 302
    assert figures.of_use(use).paid == 10_000


def test_the_page_of_a_use_costs_the_same_for_one_entry_and_three_hundred(cast: Cast) -> None:
    use, client, spent = make_use(cast, make_envelope(cast, 50_000)), signed_in(cast.manager), []
    for many in (1, 3, 300):
        for _one in range(many - use.entries.count()):
            acts.reserve(use, cents=1, by=cast.coordination, when=NOW)
        with CaptureQueriesContext(connection) as seen:
            assert len(css(page_of(client, f"{PLACE}affectations/{use.pk}/"), "tbody tr")) == many
        spent.append(len(seen))
    assert spent[0] == spent[1] == spent[2]
