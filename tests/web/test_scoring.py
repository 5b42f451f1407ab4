"""Pages of analysis: an analyst signs, declares, scores and locks; a session agrees; nobody reaches what is closed to them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ententes.correspondence.models import Letter
from ententes.decisions.models import Interest
from ententes.people.models import Person
from ententes.projects.models import Admissibility, Application, Deposit
from ententes.scoring import acts
from ententes.scoring.models import Assignment, Consensus, Declaration, Opinion, Sheet, Undertaking
from ententes.scoring.queries.analysts import opinion_token
from ententes.scoring.queries.boards import board
from ententes.scoring.queries.grids import EXAMPLE
from ententes.scoring.queries.results import results
from ententes.web.scoring.board import PER_PAGE
from tests.awards.making import make_project, opened
from tests.cast import NOW, TODAY, Cast, make_person
from tests.scoring.making import LATER, Round, agreed, give, locked, make_deposit, make_round, marks, ready

pytestmark = pytest.mark.django_db
SECRET = "Je n’y crois pas du tout"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def made(cast: Cast) -> Round:
    return make_round(cast)


@pytest.fixture
def deposit(made: Round) -> Deposit:
    return make_deposit(made)


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def at(route: str, made: Round, **parts: Any) -> str:
    return reverse(route, kwargs={"agreement": made.cast.agreement.slug, **parts})


def said(client: Client, address: str) -> str:
    """What an address says, whether a page or a file."""
    answer = client.get(address, follow=True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="ignore")  # type: ignore[arg-type]


def fields(half: int = 7, **more: Any) -> dict[str, Any]:
    notes = {f"note_{one.key}": half for one in EXAMPLE.criteria}
    return {**notes, **{f"words_{one.key}": "Clair." for one in EXAMPLE.criteria}, "whole": "Bien.", **more}


def addresses(made: Round, deposit: Deposit) -> Iterator[str]:
    """Every page that could show something of a file."""
    call = {"call": made.call.pk}
    for one in Assignment.objects.filter(deposit=deposit):
        for route in ("analysis_file", "analysis_document"):
            yield at(route, made, assignment=one.pk)
        yield at("analysis_piece", made, assignment=one.pk, enclosed=1)
    for route in ("analysis_session", "analysis_session_document"):
        yield at(route, made, **call, deposit=deposit.pk)
    for route in ("analysis_ranking", "call_analysis", "call"):
        yield at(route, made, **call)
    yield at("call_application", made, application=deposit.application_id)
    yield reverse("application", kwargs={"application": deposit.application_id})
    yield from (at("analyses", made), reverse("todo"), at("projects", made))


def test_an_analyst_goes_from_the_letter_to_the_lock(made: Round, deposit: Deposit) -> None:
    [one] = give(made, deposit, made.cast.worker_term)
    client, page = signed_in(made.cast.worker), at("analysis_file", made, assignment=one.pk)
    assert at("analyses", made) in Letter.objects.get(recipient=made.cast.worker).text
    before = client.get(page).content.decode()
    assert ("Je m’engage" in before, "Un four neuf" in before) == (True, False)
    client.post(at("analysis_undertake", made, assignment=one.pk))
    before = client.get(page).content.decode()
    assert ("Un four neuf" in before, "Ce qui fait de l’organisme" in before, Undertaking.objects.count()) == (True, False, 1)
    assert client.get(at("analysis_document", made, assignment=one.pk)).status_code == 403
    assert client.post(page, fields()).status_code == 422
    client.post(at("analysis_declare", made, assignment=one.pk), {"none": "1"})
    opened = client.get(page).content.decode()
    assert ("Description" in opened, "note_A1" in opened, "Il manque une note à A1" in opened) == (True, True, True)
    assert client.post(at("analysis_draft", made, assignment=one.pk), {"words_A1": "Je tape"}).status_code == 204
    assert "Je tape" in client.get(page).content.decode()
    assert client.post(page, fields()).status_code == 302
    sheet = Sheet.objects.get(assignment=one)
    assert (sheet.marks["A1"], sheet.draft, sheet.words) == ({"half": 7, "words": "Clair."}, {}, "Bien.")
    assert client.post(at("analysis_lock", made, assignment=one.pk)).status_code == 302
    assert client.post(page, fields(2)).status_code == 422
    assert "3,5" in client.get(page).content.decode()


def test_the_second_saver_of_a_sheet_is_told_what_the_first_saved(made: Round, deposit: Deposit) -> None:
    [one] = give(made, deposit, made.cast.worker_term)
    ready(one)
    client, page = signed_in(made.cast.worker), at("analysis_file", made, assignment=one.pk)
    seen = _seen(client.get(page).content.decode())
    assert client.post(page, fields(7, seen=seen)).status_code == 302
    answer = client.post(page, fields(2, seen=seen, whole="Autre chose"))
    assert (answer.status_code, "Bien." in answer.content.decode(), "Autre chose" in answer.content.decode()) == (409, True, True)
    assert Sheet.objects.get(assignment=one).marks["A1"]["half"] == 7


def _seen(html: str) -> str:
    return html.split('name="seen" value="')[1].split('"')[0]


def test_nobody_reaches_a_score_before_every_analyst_has_locked(made: Round, deposit: Deposit) -> None:
    cast = made.cast
    first, second = give(made, deposit)
    acts.keep_sheet(ready(first), marks=marks(3, SECRET), words=SECRET, by=cast.worker_term, when=NOW)
    acts.lock(first, by=cast.worker_term, when=NOW)
    ready(second)
    for person in (made.peer, cast.coordinator, cast.manager, cast.stranger, cast.opener, cast.technician, None):
        client = signed_in(person)
        assert [one for one in addresses(made, deposit) if SECRET in said(client, one)] == []
    mine = signed_in(cast.worker).get(at("analysis_file", made, assignment=first.pk)).content.decode()
    assert SECRET in mine
    acts.keep_sheet(second, marks=marks(), by=made.peer_term, when=NOW)
    acts.lock(second, by=made.peer_term, when=NOW)
    session = at("analysis_session", made, call=made.call.pk, deposit=deposit.pk)
    assert SECRET in signed_in(cast.coordinator).get(session).content.decode()
    for person in (cast.manager, cast.stranger, None):
        client = signed_in(person)
        assert [one for one in addresses(made, deposit) if SECRET in said(client, one)] == []


def test_whoever_declared_an_interest_reaches_nothing_of_the_file(made: Round, deposit: Deposit) -> None:
    first, second = give(made, deposit)
    locked(first), locked(second)
    client, page = signed_in(made.cast.worker), at("analysis_file", made, assignment=first.pk)
    assert client.get(page).status_code == 200
    assert client.post(at("analysis_declare", made, assignment=first.pk), {"nature": ""}).status_code == 422
    assert client.post(at("analysis_declare", made, assignment=first.pk), {"nature": "Ma sœur y travaille."}).status_code == 302
    Letter.objects.all().delete()
    for one in addresses(made, deposit):
        if one not in (at("call", made, call=made.call.pk),):
            assert "Un four neuf" not in said(client, one)
    assert client.get(page).status_code == 404
    assert client.post(page, fields()).status_code == 404
    assert acts.remind_analysts(when=NOW + timedelta(days=9)) == 0
    board_page = signed_in(made.cast.coordinator).get(at("call_analysis", made, call=made.call.pk)).content.decode()
    assert ("Ma sœur y travaille." in board_page, "fermé par un intérêt déclaré" in board_page) == (True, True)


def test_an_interest_declared_once_the_matter_is_open_closes_the_matter_too(made: Round, deposit: Deposit) -> None:
    first, _second = give(made, deposit)
    ready(first)
    project = opened(made.cast, make_project(made.cast, deposit))
    client = signed_in(made.cast.worker)
    page = at("matter", made, matter=project.matter_id)
    assert client.get(page).status_code == 200
    client.post(at("analysis_declare", made, assignment=first.pk), {"nature": "Ma sœur y travaille."})
    assert "Vous êtes à l’écart de ce dossier" in said(client, page)
    assert [one.nature for one in Interest.objects.filter(matter=project.matter_id)] == ["Ma sœur y travaille."]


def test_a_session_agrees_on_its_page_and_the_ranking_follows(made: Round, deposit: Deposit) -> None:
    first, second = give(made, deposit)
    locked(first)
    client, page = signed_in(made.cast.coordinator), at("analysis_session", made, call=made.call.pk, deposit=deposit.pk)
    assert "il en manque 1" in client.get(page).content.decode()
    assert client.post(page, fields()).status_code == 422
    locked(second, A1=1)
    shown = client.get(page).content.decode()
    assert ("un motif est attendu" in shown, "Paul Levain" in shown) == (True, True)
    assert client.post(at("analysis_session_draft", made, call=made.call.pk, deposit=deposit.pk), {"whole": "On hésite"}).status_code == 204
    assert "On hésite" in client.get(page).content.decode()
    assert client.post(page, fields(whole="")).status_code == 422
    assert client.post(page, fields(first_aid="on")).status_code == 302
    kept = Consensus.objects.get(deposit=deposit)
    assert (kept.first_aid, kept.reasons, results(made.call)[0].rank) == (True, "Bien.", 1)
    ranking = client.get(at("analysis_ranking", made, call=made.call.pk)).content.decode()
    assert ("Un four neuf" in ranking, ">70<" in ranking, "A&nbsp;21/30" in ranking) == (True, True, True)
    out = client.post(at("analysis_ranking_export", made, call=made.call.pk, format="csv")).content.decode("utf-8-sig")
    [headers, row] = csv.reader(io.StringIO(out))
    told = dict(zip(headers, row, strict=True))
    assert [told[name] for name in ("Rang", "Note sur 100", "Seuils", "À égalité, départagée par")] == ["1", "70", "atteints", ""]
    assert (headers[5], row[5], row[headers.index("Motifs") - 3]) == ("A. Pertinence / 30", "21", "3.5")
    book = client.post(at("analysis_ranking_export", made, call=made.call.pk, format="xlsx")).content
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == ["Règles", "Classement"]
    Declaration.objects.create(
        application=deposit.application, person=made.cast.coordinator, interested=True, nature="Ma sœur", capacity="x", at=NOW
    )
    assert "Un four neuf" not in client.post(at("analysis_ranking_export", made, call=made.call.pk, format="csv")).content.decode()
    Declaration.objects.all().delete()
    assert client.post(page, fields(2)).status_code == 422
    assert client.post(page, fields(2, because="Erreur de lecture")).status_code == 302
    assert "Erreur de lecture" in client.get(page).content.decode()


def test_a_grid_is_written_from_the_example_and_refused_when_its_weights_do_not_sum(made: Round) -> None:
    client = signed_in(made.cast.coordinator)
    html = client.get(at("grid_begin", made) + "?exemple=1").content.decode()
    assert ("exemple à valider" in html, "Conformité aux principes" in html) == (True, True)
    given = {
        "title": "Petite",
        "threshold": "60",
        "wide": "2",
        "block_0": "Tout",
        "minimum_0": "50",
        "criterion_0_0": "Un",
        "weight_0_0": "90",
    }
    answer = client.post(at("grid_begin", made), given)
    assert (
        answer.status_code,
        "Les poids font ensemble 90 : ils doivent faire 100" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " "),
    ) == (422, True)
    answer = client.post(at("grid_begin", made), given | {"criterion_0_1": "Deux", "weight_0_1": "10", "first_tie": "block:A"})
    assert answer.status_code == 302
    assert client.post(answer["Location"], given | {"weight_0_0": "100", "threshold": "55"}).status_code == 302
    served = client.get(at("grid", made, grid=made.analysis.grid_id)).content.decode()
    assert ("elle ne change plus" in served, client.post(at("grid_renew", made, grid=made.analysis.grid_id)).status_code) == (True, 302)


def test_the_coordination_opens_an_analysis_and_gives_files(made: Round, deposit: Deposit) -> None:
    client, page = signed_in(made.cast.coordinator), at("call_analysis", made, call=made.call.pk)
    later = (TODAY + timedelta(days=20)).isoformat()
    assert client.post(page, {"grid": made.analysis.grid_id, "due_on": later}).status_code == 302
    made.analysis.refresh_from_db()
    assert made.analysis.due_on.isoformat() == later
    term = made.peer_term.term
    assert term is not None
    assert client.post(at("analysis_assign", made, call=made.call.pk), {"term": term.pk, "deposits": [deposit.pk]}).status_code == 302
    again = client.post(at("analysis_assign", made, call=made.call.pk), {"term": term.pk, "deposits": [deposit.pk]})
    assert (again.status_code, "déjà confiée" in again.content.decode()) == (422, True)
    one = Assignment.objects.get(deposit=deposit)
    assert client.post(at("analysis_unassign", made, assignment=one.pk), {"reason": "Absence"}).status_code == 302
    assert list(Assignment.objects.live()) == []


def test_somebody_outside_answers_by_link_without_an_account_and_refuses_interest(made: Round, deposit: Deposit) -> None:
    session = {"call": made.call.pk, "deposit": deposit.pk}
    due = (TODAY + timedelta(days=5)).isoformat()
    asked = {"opinion-name": "Irène Loin", "opinion-email": "irene@exemple.test", "opinion-question": "Est-ce mûr?", "opinion-due_on": due}
    assert signed_in(made.cast.coordinator).post(at("opinion_ask", made, **session), asked).status_code == 302
    opinion = Opinion.objects.get()
    make_person("Ivo Far", language="en")
    for changed in ({"opinion-email": "eve@exemple.test", "opinion-language": "en"}, {"opinion-email": "Ivo.Far@exemple.test"}):
        assert signed_in(made.cast.coordinator).post(at("opinion_ask", made, **session), asked | changed).status_code == 302
    for address in ("eve@exemple.test", "ivo.far@exemple.test"):
        letter = Letter.objects.get(address=address)
        assert ("Hello" in letter.text, "Bonjour" in letter.text) == (True, False)
        [link] = [word for word in letter.text.split() if "/avis/" in word]
        assert 'lang="en-CA"' in Client().get("/avis/" + link.split("/avis/")[1]).content.decode()[:200]
    Opinion.objects.exclude(pk=opinion.pk).delete()
    token = opinion_token(opinion, TODAY + timedelta(days=59))
    assert reverse("opinion", kwargs={"token": token}) in Letter.objects.get(address="irene@exemple.test").text
    client, page = Client(), reverse("opinion", kwargs={"token": token})
    before = client.get(page).content.decode()
    assert ("Je m’engage" in before, "Description" in before) == (True, False)
    assert client.get(reverse("opinion_document", kwargs={"token": token})).status_code == 403
    assert client.post(page, {"answer": "Mûr."}).status_code == 422
    assert [acts.remind_opinions(when=NOW + timedelta(days=n)) for n in (1, 5, 6, 9, 14)] == [0, 1, 0, 1, 0]
    client.post(reverse("opinion_accept", kwargs={"token": token}))
    assert "Description" in client.get(page).content.decode()
    assert client.post(page, {"answer": "C’est mûr."}).status_code == 302
    assert "Description" not in client.get(page).content.decode()
    assert "C’est mûr." in signed_in(made.cast.coordinator).get(at("analysis_session", made, **session)).content.decode()
    second = acts.ask_opinion(
        made.analysis,
        deposit,
        name="Jean",
        email="jean@exemple.test",
        question="?",
        due_on=TODAY + timedelta(days=5),
        by=made.cast.coordination,
        when=NOW,
    )
    token = opinion_token(second, TODAY + timedelta(days=59))
    assert client.post(reverse("opinion_decline", kwargs={"token": token}), {"decline-reason": "Mon frère y est."}).status_code == 302
    assert client.get(reverse("opinion", kwargs={"token": token})).status_code == 410
    assert acts.remind_opinions(when=NOW + timedelta(days=20)) == 0
    assert client.get(reverse("opinion", kwargs={"token": "faux"})).status_code == 404


def many(made: Round, count: int) -> None:
    """So many admissible deposits, given to both analysts, with what they need to be listed."""
    model = make_deposit(made)
    who = {"person": made.cast.coordinator, "capacity": "x"}
    for place in range(2, count + 1):
        application = Application.objects.create(
            call=made.call, promoter="P", kind="nonprofit", title=f"N° {place}", begun_at=NOW, written_at=NOW
        )
        same = {"application": application, "number": place, "call": made.call, "data": model.data, "sha256": "", "file": model.file}
        Deposit.objects.create(**same, person=made.cast.stranger, at=NOW)
    rest = Deposit.objects.exclude(pk=model.pk)
    Admissibility.objects.bulk_create(Admissibility(deposit=one, admissible=True, checked=[], at=NOW, **who) for one in rest)
    both = [(one, by.term) for one in Deposit.objects.all() for by in made.analysts if by.term]
    Assignment.objects.bulk_create(
        Assignment(analysis=made.analysis, deposit=one, person=term.person, term=term, assigned_at=NOW, capacity="x") for one, term in both
    )
    Consensus.objects.bulk_create(
        Consensus(analysis=made.analysis, deposit=one, marks=marks(5 + one.number % 3), reasons="x", at=LATER, **who) for one in rest
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_lists_take_a_constant_number_of_queries(made: Round, count: int, django_assert_num_queries: Any) -> None:
    many(made, count)
    with django_assert_num_queries(10):
        assert len(board(made.analysis, made.cast.coordinator)) == count
    with django_assert_num_queries(3):
        assert len(results(made.call)) == count
    client = signed_in(made.cast.worker)
    client.get(at("analyses", made))
    with django_assert_num_queries(10):
        assert client.get(at("analyses", made)).content.decode().count("<tr>") == count + 1
    last = at("call_analysis", made, call=made.call.pk) + f"?page={-(-count // PER_PAGE)}"
    assert signed_in(made.cast.coordinator).get(last).content.decode().count('<th scope="row">') == (count - 1) % PER_PAGE + 1


def test_a_file_agreed_on_is_not_given_again(made: Round, deposit: Deposit) -> None:
    agreed(made, deposit)
    client = signed_in(made.cast.coordinator)
    term = made.peer_term.term
    assert term is not None
    answer = client.post(at("analysis_assign", made, call=made.call.pk), {"term": term.pk, "deposits": [deposit.pk]})
    assert answer.status_code == 422
