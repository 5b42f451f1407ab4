"""The pages of projects: from an admissible application to what all may read, nothing before its time, and constant queries."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ententes.awards import acts
from ententes.awards.models import Announcement, DecisionLetter, Project
from ententes.awards.queries.decided import decision
from ententes.correspondence.models import Letter
from ententes.decisions.acts import declare_interest
from ententes.decisions.models import Matter
from ententes.ground.act import Refused
from ententes.organisations.models import Territory
from tests.awards.making import AID, carried, decided_project, envelope_of, make_deposit, make_project, mandate, opened
from tests.cast import NOW, TODAY, Cast
from tests.web.browsing import css, page_of, send, signed_in, words

PLACE = "/e/pain-et-culture/projets/"
LATER = {"public_on": (TODAY + timedelta(days=3)).isoformat(), "public_hour": "10:00"}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def done(client: Client, address: str, fields: dict[str, Any] | None = None) -> str:
    """Where a form that was accepted leads."""
    answer = send(client, address, fields)
    assert answer.status_code == 302, words(page_from(answer))
    return str(answer.headers["Location"])


def page_from(answer: Any) -> Any:
    from lxml import html

    return html.fromstring(answer.content)


def test_an_admissible_application_goes_through_pages_to_its_announcement(cast: Cast) -> None:
    mandate(cast)
    coordinator, deposit, envelope = signed_in(cast.coordinator), make_deposit(cast), envelope_of(cast)
    assert css(page_of(coordinator, f"{PLACE}suivi/"), f"a[href={PLACE}soumettre/{deposit.pk}/]")
    here = done(coordinator, f"{PLACE}soumettre/{deposit.pk}/", {"actions": [cast.action.pk]})
    project = Project.objects.get()
    assert (here, list(project.actions.all())) == (f"{PLACE}{project.pk}/", [cast.action])
    done(coordinator, f"{here}proposer/", {"verdict": "grant", "aid": "7 000,00 $", "envelope": envelope.pk})
    assert done(coordinator, f"{here}ouvrir/").endswith(f"/dossiers/{Matter.objects.get(kind='project').pk}/")
    project.refresh_from_db()
    assert "Devant une instance" not in words(page_of(signed_in(cast.manager), f"{PLACE}suivi/"))
    carried(cast, project, cast.working)
    assert send(coordinator, f"{here}lettre/", {"then": "send"}).status_code == 422
    carried(cast, project, cast.management)
    read = send(coordinator, f"{here}lettre/", {"recourse": ""})
    assert (read.status_code, "a accordé au projet" in read.content.decode(), DecisionLetter.objects.count()) == (200, True, 0)
    done(coordinator, f"{here}lettre/", {"recourse": "", "then": "send"})
    assert Letter.objects.filter(recipient=cast.stranger, subject__startswith="Décision sur votre projet").count() == 1
    done(coordinator, f"{PLACE}annonces/preparer/", {"title": "Des fours", "projects": [project.pk], **LATER})
    assert "Un four neuf" not in words(page_of(Client(), "/projets-soutenus/"))
    Announcement.objects.update(public_at=NOW - timedelta(days=1))
    seen = words(page_of(Client(), "/projets-soutenus/?entente=pain-et-culture"))
    assert ("Un four neuf" in seen, "7 000 $" in seen.replace("\xa0", " "), "Le four commun" in seen) == (True, True, True)


def granted(cast: Cast, **said: Any) -> Project:
    """A granted project whose promoter knows."""
    project = decided_project(cast, **said)
    acts.tell(project, recourse="", by=cast.coordination, when=NOW)
    return project


def test_open_data_says_what_is_public_and_nothing_else_and_opens_no_formula(cast: Cast) -> None:
    project = granted(cast)
    place = Territory.objects.create(name="Val-d’Or")
    Project.objects.filter(pk=project.pk).update(title="=1+1", territory=place)
    acts.announce(
        cast.agreement, title="A", words="", projects=[project], public_at=NOW + timedelta(days=1), by=cast.coordination, when=NOW
    )
    assert Client().get("/projets-soutenus/emporter/json/").json() == {"grants": []}
    Announcement.objects.update(public_at=NOW - timedelta(days=1))
    [grant] = Client().get("/projets-soutenus/emporter/json/").json()["grants"]
    assert (grant["amountAwarded"], grant["currency"], grant["recipientOrganization"][0]["name"]) == (AID // 100, "CAD", "Le four commun")
    assert grant["awardDate"] == TODAY.isoformat()  # when it was decided, not when it was announced
    assert sorted(grant) == [
        "amountAwarded", "awardDate", "beneficiaryLocation", "currency", "description", "fundingOrganization", "grantProgramme", "id",
        "recipientOrganization", "title",
    ]  # fmt: skip
    [_headers, row] = csv.reader(io.StringIO(Client().get("/projets-soutenus/emporter/csv/").content.decode("utf-8-sig")))
    assert (row[0], row[2]) == ("'=1+1", "7000.00")
    assert Client().get(f"/projets-soutenus/emporter/json/?territoire={place.pk + 1}").json() == {"grants": []}
    assert Client().get("/projets-soutenus/emporter/pdf/").status_code == 404


def test_partners_are_told_the_day_and_the_hour_and_told_again(cast: Cast) -> None:
    party = cast.agreement.parties.get()
    party.contact = cast.worker
    party.save()
    project, by = granted(cast), {"by": cast.coordination, "when": NOW}
    first, second = NOW + timedelta(days=3), NOW + timedelta(days=5)
    made = acts.announce(cast.agreement, title="Des fours", words="", projects=[project], public_at=first, **by)
    acts.postpone_announcement(made, public_at=second, **by)
    acts.call_off(made, because="Le ministre est absent.", **by)
    letters = Letter.objects.filter(recipient=cast.worker, subject__startswith="Annonce").order_by("pk")
    assert [one.subject.split(":")[0].strip() for one in letters] == ["Annonce à venir", "Annonce reportée", "Annonce annulée"]
    assert ["26\xa0novembre" in one.text for one in letters] == [True, False, False]
    with pytest.raises(Refused, match="déjà annulée"):
        acts.call_off(made, because="Encore", **by)


def test_nothing_is_announced_before_the_promoter_knows_nor_what_is_not_granted(cast: Cast) -> None:
    project = decided_project(cast)
    facts: dict[str, Any] = {"title": "A", "words": "", "public_at": NOW + timedelta(days=1), "by": cast.coordination, "when": NOW}
    with pytest.raises(Refused, match="ne connaît pas encore la décision"):
        acts.announce(cast.agreement, projects=[project], **facts)
    with pytest.raises(Refused, match="Ce moment est passé"):
        acts.announce(cast.agreement, projects=[project], **facts | {"public_at": NOW})


def test_a_refusal_is_written_with_its_reason_and_its_recourse(cast: Cast) -> None:
    project = decided_project(cast, verdict="refuse", reason="threshold", reasons="La note est sous le seuil.")
    with pytest.raises(Refused, match="recours"):
        acts.tell(project, recourse="", by=cast.coordination, when=NOW)
    acts.tell(project, recourse="Écrivez au comité avant Noël.", by=cast.coordination, when=NOW)
    text = Letter.objects.filter(recipient=cast.stranger).latest("pk").text
    assert all(words in text for words in ("n’a pas retenu", "La note est sous le seuil.", "Écrivez au comité avant Noël."))
    with pytest.raises(Refused, match="déjà été écrite"):
        acts.tell(project, recourse="Encore", by=cast.coordination, when=NOW)


def test_the_waiting_list_has_its_rank_in_the_letter(cast: Cast) -> None:
    why = {"verdict": "wait", "aid": AID, "reason": "exhausted", "reasons": "Rien ne reste.", "envelope": envelope_of(cast)}
    decided_project(cast, **why)
    second = decided_project(cast, make_project(cast, **why))
    acts.tell(second, recourse="Aucun.", by=cast.coordination, when=NOW)
    assert "au rang 2" in DecisionLetter.objects.get().text


def test_who_declared_an_interest_reaches_nothing_of_a_project(cast: Cast) -> None:
    project = opened(cast)
    assert signed_in(cast.manager).get(f"{PLACE}{project.pk}/").status_code == 200
    declare_interest(project.matter, person=cast.manager, nature="Mon frère", declared_by="lui", when=NOW)  # type: ignore[arg-type]
    assert signed_in(cast.manager).get(f"{PLACE}{project.pk}/").status_code == 404
    for address in ("suivi/", "suivi/?q=four"):
        assert "Un four neuf" not in words(page_of(signed_in(cast.manager), PLACE + address))
    assert "Un four neuf" not in words(page_of(signed_in(cast.manager), f"/e/pain-et-culture/actions/{cast.action.pk}/"))


def test_an_action_shows_the_projects_that_carry_it_out(cast: Cast) -> None:
    project = opened(cast)
    shown = page_of(signed_in(cast.manager), f"/e/pain-et-culture/actions/{cast.action.pk}/")
    assert css(shown, f"a[href={PLACE}{project.pk}/]")


def test_the_board_and_the_public_page_ask_as_many_queries_for_one_project_as_for_five_thousand(cast: Cast) -> None:
    project = granted(cast)
    acts.announce(
        cast.agreement, title="A", words="", projects=[project], public_at=NOW + timedelta(days=1), by=cast.coordination, when=NOW
    )
    Announcement.objects.update(public_at=NOW - timedelta(days=1))
    counts: dict[str, list[int]] = {}
    for many in (0, 2, 4997):
        more = Project.objects.bulk_create(
            Project(agreement=cast.agreement, title=f"Four {one}", promoter="P", begun_at=NOW) for one in range(many)
        )
        Announcement.objects.get().projects.add(*more)
        for address in (f"{PLACE}suivi/", "/projets-soutenus/"):
            client = signed_in(cast.coordinator)
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.setdefault(address, []).append(len(seen))
    assert {address: len(set(found)) for address, found in counts.items()} == dict.fromkeys(counts, 1)
    sorted_ones = f"{PLACE}suivi/?q=Four+49&etape=propose&tri=projet"
    [further] = [link.get("href") for link in css(page_of(client, sorted_ones), "a[rel=next]")]
    assert {name in further for name in ("etape=propose", "q=Four", "tri=projet", "page=2")} == {True}
    out = client.post(f"{PLACE}suivi/emporter/csv/", {"q": "Four 499", "etape": "propose", "tri": "projet"}).content.decode("utf-8-sig")
    taken = [row[0] for row in csv.reader(io.StringIO(out))][1:]
    assert (taken, "Four 499" in taken, "Four 498" in taken) == (sorted(taken), True, False)
    assert decision(project).granted  # type: ignore[union-attr]


def test_what_waits_for_the_coordination_is_in_its_list_of_things_to_do(cast: Cast) -> None:
    make_project(cast)
    shown = page_of(signed_in(cast.coordinator), "/a-faire/")
    assert css(shown, f"a[href={PLACE}suivi/?etape=open]")


def test_no_letter_about_a_project_reaches_whoever_withdrew_from_it(cast: Cast) -> None:
    project = opened(cast)
    declare_interest(project.matter, person=cast.worker, nature="Mon frère", declared_by="lui", when=NOW)  # type: ignore[arg-type]
    carried(cast, project, cast.working)
    assert not Letter.objects.filter(recipient=cast.worker).exists()
    carried(cast, project, cast.management)
    assert Letter.objects.filter(recipient=cast.manager).exists()
