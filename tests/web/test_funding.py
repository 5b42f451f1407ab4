"""The pages of money: what every capacity reads, what the coordination writes, nothing lost on refusal, and constant queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.agreements.models import Party
from ententes.decisions import acts as decisions
from ententes.decisions.models import Interest, Matter
from ententes.funding import acts
from ententes.funding.models import Allotment, AllotmentLine, Contribution, Envelope, Ledger, LedgerEntry, Shortfall, Use
from ententes.funding.queries import figures
from ententes.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast
from tests.funding.making import YEAR, adopt, decided, make_allotment, make_envelope, make_party, make_use, promise
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

PLACE = "/e/pain-et-culture/argent/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def mill(cast: Cast) -> Contribution:
    return promise(cast, make_party(cast, "Moulin"), 100_000, due_on=TODAY - timedelta(days=3))


def queries_of(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_an_empty_page_says_what_belongs_there_and_who_may_write(cast: Cast) -> None:
    coordination, member = page_of(signed_in(cast.coordinator), PLACE), page_of(signed_in(cast.manager), PLACE)
    assert "Aucune contribution encore" in words(coordination)
    assert css(coordination, f"a[href={PLACE}promettre/]")
    assert not css(member, f"a[href={PLACE}promettre/]")


def test_nobody_outside_reads_anything_of_the_money(cast: Cast, mill: Contribution) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    for address in (PLACE, f"{PLACE}livre/", f"{PLACE}contributions/{mill.pk}/"):
        assert signed_in(cast.stranger).get(address).status_code == 404


def test_what_is_promised_and_brought_is_told_with_what_is_late_and_leads_to_its_entries(cast: Cast, mill: Contribution) -> None:
    acts.receive(mill, cents=40_000, received_on=TODAY, by=cast.coordination, when=NOW)
    root = page_of(signed_in(cast.manager), PLACE)
    assert "Moulin 600 $ attendus le 20 novembre 2011" in words(css(root, ".late")[0]).replace("\u00a0", " ")
    [row] = [one for one in css(root, "tr") if words(one).startswith("Moulin")]
    assert "1 000 $ 400 $ reçus" in words(row).replace("\u00a0", " ")
    [link] = [one.get("href") for one in css(row, "a") if "exercice=2011" in one.get("href")]
    book = page_of(signed_in(cast.manager), link)
    assert [words(one) for one in css(book, "tbody th")] == ["2", "1"]


def test_a_contribution_is_written_and_an_ambiguous_amount_is_given_back(cast: Cast) -> None:
    party, client = make_party(cast, "Moulin"), signed_in(cast.coordinator)
    fields = {"party": party.pk, "year": YEAR, "cents": "1,234", "nature": "money", "words": "Tel quel"}
    refused = send(client, f"{PLACE}promettre/", fields)
    assert refused.status_code == 422
    body = refused.content.decode()
    assert [one in body for one in ("se lit de deux façons", 'value="1,234"', "Tel quel")] == [True, True, True]
    done = send(client, f"{PLACE}promettre/", {**fields, "cents": "1\u202f234,50 $"})
    made = Contribution.objects.get()
    assert (done.status_code, done.headers["Location"]) == (302, f"{PLACE}contributions/{made.pk}/")
    assert (made.entries.get().cents, made.words) == (123_450, "Tel quel")


def test_a_sum_is_received_with_its_file_which_only_members_take(cast: Cast, mill: Contribution) -> None:
    client, address = signed_in(cast.coordinator), f"{PLACE}contributions/{mill.pk}/recevoir/"
    bad = SimpleUploadedFile("avis.exe", b"MZ\x00\x01")
    fields = {"cents": "400", "received_on": TODAY.isoformat(), "words": "Dépôt"}
    assert send(client, address, {**fields, "file": bad}).status_code == 422
    good = SimpleUploadedFile("avis.pdf", b"%PDF-1.7 avis")
    assert send(client, address, {**fields, "file": good}).status_code == 302
    entry = LedgerEntry.objects.get(kind="received")
    assert (entry.cents, entry.file.media_type, entry.person) == (40_000, "application/pdf", cast.coordinator)
    taken = signed_in(cast.worker).get(f"{PLACE}livre/{entry.pk}/piece/")
    assert b"".join(taken.streaming_content) == b"%PDF-1.7 avis"
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert signed_in(cast.stranger).get(f"{PLACE}livre/{entry.pk}/piece/").status_code == 404
    too_much = send(client, address, {**fields, "cents": "600,01"})
    assert "une somme de plus s’inscrit d’abord comme promesse" in too_much.content.decode()


def test_an_entry_is_corrected_from_its_page_and_says_by_which(cast: Cast, mill: Contribution) -> None:
    entry = acts.receive(mill, cents=90_000, received_on=TODAY, by=cast.coordination, when=NOW)
    address = f"{PLACE}livre/{entry.pk}/"
    assert not css(page_of(signed_in(cast.manager), address), f"a[href={address}corriger/]")
    client = signed_in(cast.coordinator)
    assert css(page_of(client, address), f"a[href={address}corriger/]")
    assert send(client, f"{address}corriger/", {"cents": "9 000", "words": "Trop"}).status_code == 422
    assert send(client, f"{address}corriger/", {"cents": "90", "words": "Un zéro de trop"}).status_code == 302
    said = words(page_of(client, address)).replace("\u00a0", " ")
    assert "Compte tenu de ces corrections : 90 $." in said
    assert "corrigée depuis" in words(page_of(client, f"{PLACE}livre/"))


def test_what_remains_is_cancelled_by_an_amendment(cast: Cast, mill: Contribution) -> None:
    client, address = signed_in(cast.coordinator), f"{PLACE}contributions/{mill.pk}/annuler/"
    amendment = decisions.amend(cast.agreement, number="1", title="Retrait", in_force_on=TODAY, by=cast.coordination, when=NOW)
    assert send(client, address, {"words": "x"}).status_code == 422
    assert send(client, address, {"amendment": amendment.pk, "words": "Le moulin part"}).status_code == 302
    assert figures.of_contribution(mill).pledged == 0


def test_interest_administration_and_rules_have_their_forms(cast: Cast, mill: Contribution) -> None:
    client = signed_in(cast.coordinator)
    fact = {"year": YEAR, "cents": "75", "dated_on": TODAY.isoformat()}
    assert send(client, f"{PLACE}interets/", fact).status_code == 302
    assert "fixez-le d’abord" in send(client, f"{PLACE}frais/", fact).content.decode()
    assert send(client, f"{PLACE}regles/", {"sharing": "order", "cap": "7,5"}).status_code == 302
    assert css(page_of(client, f"{PLACE}regles/"), "#id_cap")[0].get("value") == "7,5"
    assert send(client, f"{PLACE}frais/", fact).status_code == 302
    assert Ledger.objects.get().administration_cap == 750


def test_an_allotment_goes_from_its_lines_to_a_matter_and_says_when_it_exceeds_what_is_pledged(cast: Cast, mill: Contribution) -> None:
    client, address = signed_in(cast.coordinator), f"{PLACE}repartition/{YEAR}/"
    assert "Elle n’est pas commencée" in words(page_of(client, address))
    assert send(client, f"{address}commencer/").status_code == 302
    assert send(client, f"{address}lignes/", {"objective": cast.section.objective.pk, "cents": "1 500"}).status_code == 302
    assert send(client, f"{address}lignes/", {"cents": "1.500", "title": "Autre"}).status_code == 422
    assert send(client, f"{address}lignes/", {"cents": "15", "title": "Mise en œuvre"}).status_code == 302
    other = AllotmentLine.objects.get(envelope__title="Mise en œuvre")
    assert send(client, f"{PLACE}repartition/lignes/{other.pk}/retirer/").status_code == 302
    said = words(page_of(client, address)).replace("\u00a0", " ")
    assert "dépassent de 500 $ ce que l’exercice a, promesses, intérêts et reports, 1 000 $" in said
    opened = send(client, f"{address}proposer/", {"body": cast.management.pk})
    matter = Matter.objects.get()
    assert opened.headers["Location"] == f"/e/pain-et-culture/dossiers/{matter.pk}/"
    assert (matter.kind, matter.title) == ("envelopes", "Répartition des sommes 2011-2012")


def test_the_page_of_a_matter_transmits_the_lines_as_a_frozen_copy(cast: Cast) -> None:
    matter = adopt(cast, make_allotment(cast, {"Nourrir": 50_000}))
    version = matter.versions.get()
    assert (version.file.name, version.file.media_type) == ("repartition-des-sommes-2011-2012.pdf", "application/pdf")
    assert version.data["total"] == 50_000
    said = words(page_of(signed_in(cast.manager), f"{PLACE}repartition/{YEAR}/"))
    assert [one in said for one in ("Commencer une révision", "Écrire une ligne")] == [False, False]


def test_an_interest_in_its_matter_hides_an_allotment(cast: Cast) -> None:
    matter = adopt(cast, make_allotment(cast, {"Nourrir": 50_000}))
    Interest.objects.create(matter=matter, person=cast.manager, nature="Ma boulangerie", declared_by="x", declared_at=NOW)
    assert signed_in(cast.manager).get(f"{PLACE}repartition/{YEAR}/").status_code == 404
    assert signed_in(cast.worker).get(f"{PLACE}repartition/{YEAR}/").status_code == 200


def test_an_interest_in_its_matter_hides_a_use_and_its_entries_from_every_page_and_from_what_leaves(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    resolution = decided(cast)
    secret, matter = make_use(cast, envelope, "Le moulin"), envelope.lines.get().allotment.matter
    entry = acts.commit(secret, cents=60_000, resolution=resolution, **by)
    acts.reserve(make_use(cast, envelope, "Le four"), cents=700, **by)
    Use.objects.filter(pk=secret.pk).update(matter=matter)
    Interest.objects.create(matter=matter, person=cast.manager, nature="Mon moulin", declared_by="x", declared_at=NOW)
    places = (f"{PLACE}enveloppes/{envelope.pk}/", f"{PLACE}livre/")
    for person, seen in ((cast.manager, False), (cast.worker, True)):
        client = signed_in(person)
        said = [words(page_of(client, place)) for place in places]
        taken = client.post(f"{PLACE}livre/emporter/csv/").content.decode()
        assert ["Le moulin" in one for one in (*said, taken)] == [seen] * 3
        assert ["Le four" in one for one in (*said, taken)] == [True] * 3
        assert client.get(f"{PLACE}livre/{entry.pk}/").status_code == (200 if seen else 404)
        assert ("vous avez déclaré un intérêt" in said[1]) is not seen


def test_a_year_is_closed_from_its_page_once_it_was_read_and_members_are_told(cast: Cast, settings: Any) -> None:
    envelope = make_envelope(cast, 100_000)
    client, address = signed_in(cast.coordinator), f"{PLACE}fermer/{YEAR}/"
    assert "n’est clos qu’après le 31 mars 2012" in words(page_of(client, address))
    settings.ENTENTES_TODAY = TODAY.replace(year=2012)
    root = page_of(client, address)
    assert words(css(root, "tbody tr b")[0]).replace("\u00a0", " ") == "1 000 $"
    typed = fields_of(css(root, "form.form")[0])
    assert send(client, address, typed).status_code == 422
    assert send(client, address, {**typed, "confirmed": "1", f"seen-{envelope.pk}": "99999"}).status_code == 422
    assert send(client, address, {**typed, "confirmed": "1"}).status_code == 302
    said = words(page_of(client, address))
    assert ("Fermé le 23 novembre 2012" in said, "reporté à l’exercice suivant" in said) == (True, True)
    assert "Exercice fermé le 23 novembre 2012" in words(page_of(signed_in(cast.manager), f"{PLACE}?exercice={YEAR}"))
    assert signed_in(cast.manager).get(address).status_code == 403


def test_the_page_of_an_envelope_tells_its_figures_and_the_reserve_on_credits(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 100_000), {"by": cast.coordination, "when": NOW}
    acts.commit(make_use(cast, envelope, "Le moulin"), cents=60_000, resolution=decided(cast), **by)
    address, client = f"{PLACE}enveloppes/{envelope.pk}/", signed_in(cast.coordinator)
    root = page_of(client, address)
    told = {words(one[0]): words(one[1]).replace("\u00a0", " ") for one in css(root, ".sums div")}
    assert (told["Allouée"], told["Engagée"], told["Disponible"]) == ("1 000 $", "600 $", "400 $")
    assert "Le moulin" in words(css(root, "#uses")[0].getparent())
    assert send(client, f"{address}reserve/", {"reason": ""}).status_code == 422
    assert send(client, f"{address}reserve/", {"reason": "Les crédits manquent"}).status_code == 302
    assert "Les crédits manquent" in words(page_of(signed_in(cast.manager), address))
    assert "Les crédits manquent" in words(page_of(signed_in(cast.manager), PLACE))
    short = Shortfall.objects.get()
    assert send(client, f"{PLACE}reserve/{short.pk}/lever/", {"because": ""}).status_code == 422
    assert send(client, f"{PLACE}reserve/{short.pk}/lever/", {"because": "Votés"}).status_code == 302
    assert send(client, f"{address}reporter/").status_code == 422
    assert send(signed_in(cast.manager), f"{address}reserve/", {"reason": "x"}).status_code == 403


def test_pages_of_money_cost_the_same_whatever_the_number_of_rows(cast: Cast) -> None:
    client = signed_in(cast.coordinator)
    envelope, resolution = make_envelope(cast, 10**9), decided(cast)
    promise(cast, make_party(cast, "Premier"), 100)
    acts.commit(make_use(cast, envelope, "Une"), cents=1, resolution=resolution, by=cast.coordination, when=NOW)
    addresses = [PLACE, f"{PLACE}livre/", f"{PLACE}enveloppes/{envelope.pk}/", f"{PLACE}repartition/{YEAR}/"]
    seen = [[queries_of(client, address) for address in addresses]]
    ledger, by = (
        Ledger.objects.get(),
        {"person": cast.coordinator, "capacity": "x", "at": NOW, "dated_on": TODAY, "agreement": cast.agreement},
    )
    for many in (3, 300):
        named = [Organisation.objects.create(name=f"Partie {many} {place}") for place in range(many)]
        parties = Party.objects.bulk_create(Party(agreement=cast.agreement, organisation=one, is_funder=True) for one in named)
        facts = {"agreement": cast.agreement, "year": YEAR, "recorded_at": NOW, "due_on": TODAY - timedelta(days=1)}
        promised = Contribution.objects.bulk_create(Contribution(party=one, **facts) for one in parties)
        extra = Envelope.objects.bulk_create(Envelope(agreement=cast.agreement, year=YEAR, title=one.name) for one in named)
        AllotmentLine.objects.bulk_create(AllotmentLine(allotment=Allotment.objects.get(), envelope=one, cents=1) for one in extra)
        uses = Use.objects.bulk_create(Use(envelope=envelope, title=one.name, opened_at=NOW) for one in named)
        rows = [LedgerEntry(kind="pledged", contribution=one, **by) for one in promised]
        rows += [LedgerEntry(kind="reserved", envelope=envelope, use=one, **by) for one in uses]
        for row in rows:
            ledger.number += 1
            row.number, row.year, row.cents = ledger.number, YEAR, 5
        LedgerEntry.objects.bulk_create(rows)
        seen.append([queries_of(client, address) for address in addresses])
    assert seen[0] == seen[1] == seen[2]
    first = page_of(client, f"{PLACE}livre/")
    assert len(css(first, "tbody tr")) == 50
    [following] = [one.get("href") for one in css(first, "a[rel=next]")]
    numbers = [int(words(one)) for one in css(page_of(client, following), "tbody th")]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == int(words(css(first, "tbody th")[-1])) - 1
    assert fields_of(css(first, "form.form-line")[0]) == {"sorte": "", "exercice": "", "partie": ""}


def test_the_page_of_a_matter_leads_to_the_allotment_it_carries(cast: Cast) -> None:
    matter = adopt(cast, make_allotment(cast, {"Nourrir": 50_000}))
    root = page_of(signed_in(cast.coordinator), f"/e/pain-et-culture/dossiers/{matter.pk}/")
    assert css(root, f"a[href={PLACE}repartition/{YEAR}/]")
