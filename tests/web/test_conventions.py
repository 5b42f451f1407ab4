"""The pages of conventions, from the decision to a payment; what a promoter reads; and what nobody else does."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ententes.awards.models import Project
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, Instalment, Payment
from ententes.conventions.queries import signing
from ententes.decisions import acts as decisions
from ententes.funding import acts as funding
from tests.awards.making import decided_project
from tests.cast import NOW, TODAY, Cast, make_person
from tests.conventions.making import in_force, make_convention, make_finance, manager_of, sent, signed_by, state
from tests.conventions.test_paying import due, entered
from tests.web.browsing import css, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/conventions/"
MONEY = "/e/pain-et-culture/argent/versements/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def taken(client: Client, address: str) -> bytes:
    """The bytes of a file that leaves, read to its end."""
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_convention_goes_from_the_decision_to_force_by_its_pages_and_letters(cast: Cast) -> None:
    manager_of(cast)
    project = decided_project(cast)
    client, visitor = signed_in(cast.coordinator), Client()
    assert "Rédiger la convention" in words(page_of(client, PLACE))
    assert send(client, f"{PLACE}projets/{project.pk}/rediger/").status_code == 302
    convention = GrantAgreement.objects.get()
    here = f"{PLACE}{convention.pk}/"
    page = words(page_of(client, here))
    assert "Personne n’est encore nommé pour signer au nom du promoteur." in page
    assert "un exemple à valider par vos juristes" in page
    signs = {"known": cast.stranger.pk, "office": "présidence", "authority": "CA-7"}
    assert send(client, f"{here}signataire/promoter/", signs).status_code == 302
    signs = {"known": cast.manager.pk, "office": "direction", "authority": "d’autoriser la direction à signer"}
    assert send(client, f"{here}signataire/manager/", signs).status_code == 302
    assert send(client, f"{here}transmettre/", {"sign_by": ""}).status_code == 302
    convention.refresh_from_db()
    assert taken(client, f"{here}document/")[:5] == b"%PDF-"
    link = signing.path(convention.signatures.get(side="promoter"))
    read = page_of(visitor, link)
    assert "Article 1. Objet" in words(read)
    assert state(convention) == "sent"
    assert send(visitor, link, {"sha256": convention.sha256}).status_code == 422
    assert send(visitor, link, {"sha256": convention.sha256, "confirmed": "on"}).status_code == 302
    assert state(convention) == "promoter"
    assert send(client, f"{here}reprendre/", {"why": ""}).status_code == 422
    assert send(client, f"{here}reprendre/", {"why": "Une faute."}).status_code == 302
    dead = visitor.get(link)
    assert (dead.status_code, "Une faute." in dead.content.decode(), visitor.get(f"{link}document/").status_code) == (410, True, 404)
    told = page_of(client, here)
    assert ("l’avait signé le" in words(told), "Transmettre" in words(told)) == (True, True)
    assert taken(client, next(one.get("href") for one in css(told, "a") if "/reprises/" in (one.get("href") or "")))[:5] == b"%PDF-"
    assert send(client, f"{here}transmettre/", {"sign_by": ""}).status_code == 302
    convention.refresh_from_db()
    for side in ("promoter", "manager"):
        link = signing.path(convention.signatures.standing().get(side=side))
        assert send(visitor, link, {"sha256": convention.sha256, "confirmed": "on"}).status_code == 302
    assert state(convention) == "in_force"
    assert visitor.get(link.replace("convention/", "convention/x")).status_code == 404


def test_a_text_that_two_people_write_is_never_overwritten_unread(cast: Cast) -> None:
    convention = make_convention(cast)
    here, client = f"{PLACE}{convention.pk}/texte/", signed_in(cast.coordinator)
    seen = css(page_of(client, here), "input[name=seen]")[0].get("value")
    first = {"title_0": "Objet", "text_0": "Le four.", "visibility": "Au four.", "seen": seen}
    assert send(client, here, first).status_code == 302
    answer = send(client, here, {**first, "text_0": "La cave."})
    assert answer.status_code == 409
    assert "La cave." in answer.content.decode()
    convention.refresh_from_db()
    assert convention.content["clauses"] == [{"title": "Objet", "text": "Le four."}]


def test_a_promoter_reads_and_signs_its_convention_and_never_that_of_another(cast: Cast) -> None:
    convention, other = sent(cast), make_person("Bruno Meunier")
    mine = f"/mes-conventions/{convention.pk}/"
    client = signed_in(cast.stranger)
    assert "Signer la convention" in words(page_of(client, mine))
    use = convention.project.use
    assert use is not None
    by: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    short = funding.invoke(cast.agreement, year=use.envelope.year, reason="Les crédits manquent.", **by)
    told = words(page_of(client, mine))
    assert ("rien n’est versé" in told, "manquent" in told) == (True, False)
    funding.lift(short, because="Ils sont votés.", **by)
    assert "rien n’est versé" not in words(page_of(client, mine))
    assert words(page_of(client, "/mes-conventions/")).count("Un four neuf") == 1
    for address in (mine, f"{mine}signer/", f"{mine}document/", f"{PLACE}{convention.pk}/"):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(cast.technician).get(address).status_code == 404
    assert "Un four neuf" not in words(page_of(signed_in(other), "/mes-conventions/"))
    assert client.get(f"{PLACE}{convention.pk}/").status_code == 404
    assert client.get(f"{mine}signer/").status_code == 200
    assert state(convention) == "sent"
    assert send(client, f"{mine}signer/", {"sha256": convention.sha256, "confirmed": "on"}).status_code == 302
    assert convention.signatures.get(side="promoter").how == "page"
    assert taken(client, f"{mine}document/") == b"%PDF-1.7 convention"


def test_whoever_declared_an_interest_reaches_nothing_of_a_convention(cast: Cast) -> None:
    instalment = due(cast)
    convention, client = instalment.convention, signed_in(cast.manager)
    payment = entered(instalment, cast.coordination)
    addresses = [f"{PLACE}{convention.pk}/", f"{PLACE}{convention.pk}/document/"]
    assert client.get(addresses[0]).status_code == 200
    assert taken(client, addresses[1]) == b"%PDF-1.7 convention"
    matter = convention.project.matter
    assert matter is not None
    decisions.declare_interest(matter, person=cast.manager, nature="Mon frère.", declared_by="lui-même", when=NOW)
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    assert "Un four neuf" not in words(page_of(client, PLACE)) + words(page_of(client, MONEY))
    assert send(client, f"{PLACE}{convention.pk}/emporter/pdf/").status_code == 404
    hat = make_finance(cast, person=cast.manager)
    assert hat.finance is not None
    assert send(client, f"{MONEY}saisis/{payment.pk}/approuver/").status_code == 404
    assert "Un four neuf" not in send(client, f"{MONEY}emporter/csv/").content.decode()


def test_a_payment_is_entered_by_one_and_approved_by_another_in_their_pages(cast: Cast) -> None:
    instalment, clerk = due(cast), make_finance(cast, "Fanny Caisse")
    coordination, finance = signed_in(cast.coordinator), signed_in(clerk.person)
    assert "Saisir le versement" in words(page_of(coordination, MONEY))
    given = {"cents": "12 000,00", "paid_on": TODAY.isoformat(), "reference": "=C-12", "file": SimpleUploadedFile("c.txt", b"cheque")}
    refused = send(coordination, f"{MONEY}{instalment.pk}/saisir/", given)
    assert refused.status_code == 422
    assert "le dépasserait" in refused.content.decode()
    given |= {"cents": str(instalment.cents / 100).replace(".", ","), "file": SimpleUploadedFile("c.txt", b"cheque")}
    assert send(coordination, f"{MONEY}{instalment.pk}/saisir/", given).status_code == 302
    payment = Payment.objects.get()
    assert "Vous l’avez saisi" in words(page_of(coordination, MONEY))
    assert send(coordination, f"{MONEY}saisis/{payment.pk}/approuver/").status_code == 422
    assert send(finance, f"{MONEY}saisis/{payment.pk}/refuser/", {"why": ""}).status_code == 422
    assert send(finance, f"{MONEY}saisis/{payment.pk}/approuver/").status_code == 302
    assert "Fanny Caisse" in words(page_of(finance, MONEY))
    left = send(finance, f"{MONEY}emporter/csv/").content.decode("utf-8-sig")
    assert "'=C-12" in left
    assert send(signed_in(cast.worker), f"{MONEY}emporter/csv/").status_code == 403
    assert finance.get(f"/e/pain-et-culture/dossiers/{instalment.convention.project.matter_id}/").status_code == 404


def test_a_convention_that_lapsed_gives_its_money_back_from_its_page(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=1))
    GrantAgreement.objects.update(sign_by=TODAY - timedelta(days=1))
    client = signed_in(cast.coordinator)
    assert "Libérer la somme" in words(page_of(client, f"{PLACE}{convention.pk}/"))
    assert send(client, f"{PLACE}{convention.pk}/liberer/").status_code == 302
    assert "La somme a été libérée" in words(page_of(client, f"{PLACE}{convention.pk}/"))


@pytest.mark.parametrize("place", [PLACE, MONEY, "/mes-conventions/"])
def test_lists_cost_the_same_however_long_they_are(cast: Cast, place: str) -> None:
    convention = in_force(cast)
    client = signed_in(cast.stranger if place.startswith("/mes") else cast.coordinator)
    costs = []
    for count in (1, 3, 300):
        _copies(convention, count - GrantAgreement.objects.count())
        client.get(place)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(place).status_code == 200
        costs.append(len(seen))
    assert len(set(costs)) == 1


def _copies(convention: GrantAgreement, count: int) -> None:
    """More rows like it, made at once."""
    first, bare = GrantAgreement.objects.count() + 1, {"agreement": convention.agreement, "begun_at": NOW}
    projects = Project.objects.bulk_create(Project(title="Un four neuf", promoter="Four", **bare) for _one in range(count))
    facts = {**bare, "cents": 1, "sha256": "0" * 64, "file": convention.file, "sent_at": NOW}
    rows = [GrantAgreement(project=one, number=first + place, **facts) for place, one in enumerate(projects)]
    made = GrantAgreement.objects.bulk_create(rows)
    for row in [*convention.signatures.all(), *convention.instalments.all()]:
        copied = [copy(row) for _one in made]
        for one, whose in zip(copied, made, strict=True):
            one.pk, one.convention = None, whose
        type(row).objects.bulk_create(copied)


def test_a_letter_reminds_and_the_link_still_signs(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=100))
    acts.remind_signatories(when=NOW + timedelta(days=8))
    signed_by(convention, "promoter")
    page = words(page_of(Client(), signing.path(convention.signatures.get(side="promoter"))))
    assert "Signée le 23 novembre 2011" in page
    assert Instalment.objects.filter(convention=convention).exists()
