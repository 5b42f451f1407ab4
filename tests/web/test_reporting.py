"""Conventions under way through their pages: a report written, deposited, returned, accepted; a sum that comes back; the closing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, ProjectReport
from ententes.conventions.queries import changes, signing
from ententes.conventions.queries.results import achieved
from ententes.decisions.models import Interest
from ententes.projects.models import Applicant
from tests.awards.making import DECIDING, RECOMMENDING
from tests.cast import NOW, TODAY, Cast, make_person
from tests.conventions.running import costs, deposited, reported, running
from tests.decisions.chains import resolve
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/conventions/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def test_a_promoter_writes_a_report_with_its_real_costs_and_deposits_it(cast: Cast) -> None:
    convention = running(cast)
    report = convention.reports.get(kind="final")
    client, address = signed_in(cast.stranger), f"/mes-rapports/{report.pk}/"
    root = page_of(client, address)
    assert "Il manque encore" in words(root)
    typed = fields_of(css(root, "form.form")[0])
    typed |= {"done": "Le four est bâti.", "results": "Deux cents pains", "cost_0": "1,234", "own": "3 000", "post_0": "Bois"}
    refused = send(client, address, typed)
    assert refused.status_code == 422
    assert ["se lit de deux façons" in refused.content.decode(), "Dites combien." in refused.content.decode()] == [True, True]
    piece = SimpleUploadedFile("facture.pdf", b"%PDF-1.7 facture")
    whole = {**typed, "cost_0": "8 000", "more_0": "500"}
    bread = {"indicator_0": "Pains par jour", "target_0": "1 000", "value_0": "812,5", "unit_0": "pains", "on_0": "2011-11-20"}
    for wrong in ({"value_0": "beaucoup"}, {"value_0": ""}, {"on_0": "2031-01-01"}):
        assert send(client, address, {**whole, **bread, **wrong}).status_code == 422
    assert send(client, address, {**whole, **bread, "file": piece}).status_code == 302
    report.refresh_from_db()
    assert [(one["cents"]) for one in report.costs["expenses"]] == [800_000, 50_000]
    said = words(page_of(client, address)).replace("\u00a0", " ")
    assert ("L’aide finale, d’après ces coûts" in said, "6 400 $" in said, "facture.pdf" in said) == (True, True, True)
    assert send(client, f"{address}deposer/").status_code == 302
    assert "ne se modifie plus" in words(page_of(client, address))
    deposit = report.deposits.get()
    assert deposit.data["results"] == [
        {"indicator": "Pains par jour", "target": "1000", "value": "812.5", "unit": "pains", "on": "2011-11-20"}
    ]
    read = words(page_of(signed_in(cast.coordinator), f"{PLACE}rapports/{report.pk}/"))
    assert ("Pains par jour" in read, "812,5 pains" in read, achieved([convention.project_id])) == (True, True, [])
    deposit.accepted_at = NOW
    deposit.save(update_fields=["accepted_at"])
    assert [(one.indicator, one.value, one.on) for one in achieved([convention.project_id])] == [
        ("Pains par jour", Decimal("812.5"), date(2011, 11, 20))
    ]
    assert "812,5 pains" in words(page_of(signed_in(cast.coordinator), f"/e/pain-et-culture/projets/{convention.project_id}/"))
    for person in (cast.worker, cast.opener):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).get(f"{address}pieces/{report.pieces.get().pk}/").status_code == 404


def test_two_who_write_one_report_each_keep_their_words(cast: Cast) -> None:
    report = running(cast).reports.get(kind="interim")
    client, address = signed_in(cast.stranger), f"/mes-rapports/{report.pk}/"
    typed = fields_of(css(page_of(client, address), "form.form")[0])
    assert send(client, address, {**typed, "done": "Un mur", "post_0": "Bois", "more_0": "12"}).status_code == 302
    second = send(client, address, {**typed, "done": "Deux murs", "post_0": "Clous", "more_0": "7"})
    said = second.content.decode()
    assert (second.status_code, "Un mur" in said, "Deux murs" in said, "Bois" in said) == (409, True, True, True)
    again = send(client, address, fields_of(css(html.fromstring(said), "form.form")[0]))
    report.refresh_from_db()
    assert (again.status_code, report.costs["expenses"]) == (302, [{"post": "Clous", "cents": 700}])


def test_what_is_typed_in_a_report_is_kept_told_to_others_and_given_back_once_it_is_closed(cast: Cast) -> None:
    report = running(cast).reports.get(kind="interim")
    other = make_person("Léa")
    Applicant.objects.create(application=report.convention.project.deposit.application, person=other, since=NOW)
    client, second, address = signed_in(cast.stranger), signed_in(other), f"/mes-rapports/{report.pk}/"
    typed = fields_of(css(page_of(client, address), "form.form")[0]) | {"done": "Un mur", "cost_0": "1,23", "post_5": "Clous"}
    assert client.post(f"{address}brouillon/", typed).status_code == 204
    again = fields_of(css(page_of(client, address), "form.form")[0])
    assert {name: again[name] for name in ("done", "cost_0", "post_5", "seen")} == {
        name: typed[name] for name in ("done", "cost_0", "post_5", "seen")
    }
    assert "écrit aussi" in words(page_of(second, address))
    assert fields_of(css(page_of(second, address), "form.form")[0])["done"] == ""
    acts.waive_report(report, because="Fini.", by=cast.coordination, when=NOW)
    kept = send(client, address, again)
    assert (kept.status_code, "Un mur" in kept.content.decode()) == (422, True)
    assert client.post(f"{address}brouillon/", typed).status_code == 403


def test_the_coordination_returns_then_accepts_and_reads_what_it_would_give(cast: Cast) -> None:
    convention = running(cast)
    interim, final = convention.reports.get(kind="interim"), convention.reports.get(kind="final")
    deposited(cast, interim)
    client, address = signed_in(cast.coordinator), f"{PLACE}rapports/{interim.pk}/"
    assert send(client, f"{address}renvoyer/", {"why": ""}).status_code == 422
    assert send(client, f"{address}renvoyer/", {"why": "Il manque les photos."}).status_code == 302
    assert "À corriger : Il manque les photos." in words(page_of(signed_in(cast.stranger), f"/mes-rapports/{interim.pk}/"))
    deposited(cast, interim)
    assert send(client, f"{address}accepter/").status_code == 302
    deposited(cast, final, costs=costs(convention, 8))
    said = words(page_of(client, f"{PLACE}rapports/{final.pk}/")).replace("\u00a0", " ")
    assert ("Ce que l’acceptation donnerait" in said, "6 400 $" in said, "-2 000 $" in said or "−2 000 $" in said) == (True, True, True)
    assert send(signed_in(cast.manager), f"{PLACE}rapports/{final.pk}/accepter/").status_code == 403


def test_what_is_owed_back_goes_through_the_pages_to_the_closing(cast: Cast) -> None:
    convention = reported(cast, 5)
    recovery = convention.recoveries.get()
    client, follow = signed_in(cast.coordinator), f"{PLACE}{convention.pk}/suivi/"
    assert "restent à récupérer" in words(page_of(client, follow))
    later = (TODAY + timedelta(days=30)).isoformat()
    assert send(client, f"{PLACE}recuperations/{recovery.pk}/reclamer/", {"due_on": later}).status_code == 302
    half = recovery.cents // 200
    parts = {"day_0": later, "cents_0": str(half), "day_1": later, "cents_1": str(recovery.cents // 100 - half)}
    assert send(client, f"{PLACE}recuperations/{recovery.pk}/echeancier/", {**parts, "cents_1": "1"}).status_code == 422
    assert send(client, f"{PLACE}recuperations/{recovery.pk}/echeancier/", parts).status_code == 302
    for one in recovery.repayments.filter(replaced_at=None):
        assert send(client, f"{PLACE}remboursements/{one.pk}/", {"received_on": TODAY.isoformat()}).status_code == 302
    assert send(client, f"{PLACE}{convention.pk}/clore/").status_code == 302
    said = words(page_of(client, follow)).replace("\u00a0", " ")
    assert "Ses papiers se gardent jusqu’au 23 novembre 2018" in said


def test_a_larger_aid_goes_from_the_promoter_through_the_bodies_to_an_addendum_that_both_sign(cast: Cast) -> None:
    convention = running(cast)
    promoter, client = signed_in(cast.stranger), signed_in(cast.coordinator)
    form = {"kind": "amount", "words": "Le bois a monté.", "cents": "7 600"}
    refused = send(promoter, f"/mes-conventions/{convention.pk}/modification/", form)
    assert (refused.status_code, "Les normes du dépôt permettent au plus" in refused.content.decode()) == (422, True)
    asked = send(promoter, f"/mes-conventions/{convention.pk}/modification/", {**form, "cost_0": "11 000", "own": "3 400"})
    change = convention.changes.get()
    own, place = f"/mes-modifications/{change.pk}/", f"{PLACE}modifications/{change.pk}/"
    assert asked.headers["Location"] == own
    assert "reste sous 80" in words(page_of(promoter, own))
    said = words(page_of(client, place))
    assert [
        one in said for one in (RECOMMENDING, DECIDING, "Rien n’est encore proposé", "reste sous 80", "Le financement égale le coût total")
    ] == [True] * 5
    forced = send(client, f"{place}repondre/", {"outcome": "accepted"})
    assert (forced.status_code, RECOMMENDING in forced.content.decode()) == (422, True)
    assert send(client, f"{place}porter/").status_code == 422
    assert send(client, f"{place}analyser/", {"analysis": "C’est vrai.", "proposed": "accepted"}).status_code == 302
    matter = send(client, f"{place}porter/").headers["Location"]
    for body in (cast.working, cast.management):
        offered = fields_of(css(page_of(client, f"{matter}transmettre/"), "main form")[0])
        assert send(client, f"{matter}transmettre/", offered).status_code == 302
        resolve(cast, convention.changes.get().matter, body)
    assert place in todo(client)
    assert send(client, f"{place}transmettre/").status_code == 302
    change.refresh_from_db()
    assert send(promoter, f"{own}signer/", {"sha256": "autre", "confirmed": "1"}).status_code == 422
    assert send(promoter, f"{own}signer/", {"sha256": change.sha256, "confirmed": "1"}).status_code == 302
    link = signing.path(change.signatures.get(side="manager"))
    manager = signed_in(cast.manager)
    assert [link in todo(manager), link in hrefs(manager, place)] == [True, True]
    assert "de 7 000 $ à 7 600 $" in words(page_of(manager, link)).replace("\u00a0", " ")
    assert send(manager, link, {"sha256": change.sha256, "confirmed": "on"}).status_code == 302
    assert changes.granted(convention) == 760_000
    assert signed_in(cast.worker).get(own).status_code == 404


def hrefs(client: Client, address: str) -> list[str]:
    return [one.get("href") or "" for one in css(page_of(client, address), "a")]


def todo(client: Client) -> list[str]:
    return hrefs(client, "/a-faire/")


def test_what_is_asked_is_in_what_each_has_to_do(cast: Cast) -> None:
    convention = running(cast)
    interim = convention.reports.get(kind="interim")
    said = page_of(signed_in(cast.stranger), "/a-faire/")
    assert f"/mes-rapports/{interim.pk}/" in [one.get("href") for one in css(said, "a")]
    deposited(cast, interim)
    told = [one.get("href") for one in css(page_of(signed_in(cast.coordinator), "/a-faire/"), "a")]
    assert f"{PLACE}rapports/{interim.pk}/" in told
    assert f"/mes-rapports/{interim.pk}/" not in [one.get("href") for one in css(page_of(signed_in(cast.stranger), "/a-faire/"), "a")]


def test_an_interest_hides_what_follows_a_convention(cast: Cast) -> None:
    convention = running(cast)
    report = convention.reports.get(kind="interim")
    matter = GrantAgreement.objects.select_related("project__matter").get().project.matter
    client = signed_in(cast.worker)
    places = (f"{PLACE}{convention.pk}/suivi/", f"{PLACE}rapports/{report.pk}/")
    assert [client.get(place).status_code for place in places] == [200, 200]
    Interest.objects.create(matter=matter, person=cast.worker, nature="Mon four", declared_by="x", declared_at=NOW)
    assert [client.get(place).status_code for place in places] == [404, 404]
    assert convention.project.title not in words(page_of(client, f"{PLACE}rapports/"))


def test_the_list_of_reports_costs_the_same_whatever_their_number(cast: Cast) -> None:
    convention = running(cast)
    client, seen = signed_in(cast.coordinator), []
    for many in (0, 3, 300):
        rows = [ProjectReport(convention=convention, kind="interim", position=many + 10 + one, due_on=TODAY) for one in range(many)]
        ProjectReport.objects.bulk_create(rows)
        client.get(f"{PLACE}rapports/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{PLACE}rapports/").status_code == 200
        seen.append(len(asked))
    assert seen[0] == seen[1] == seen[2]
