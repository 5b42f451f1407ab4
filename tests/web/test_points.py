"""« Points à préciser » : grouped, placed, settled by whoever can, in the language of the reader, at a constant cost."""

from __future__ import annotations

import pytest
from django.test import Client

from ententes.documents import acts as documents
from ententes.importing.models import Upload
from ententes.plans.models import Point
from tests.cast import NOW, TODAY, Cast

POINTS = "/e/pain-et-culture/points/"


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


def make_point(cast: Cast, **fields: object) -> Point:
    said = {"kind": "clause_without_text", "params": {"number": "10"}, "sentence": "Phrase gardée.", "settled_by": cast.working}
    return Point.objects.create(agreement=cast.agreement, **said | fields)  # type: ignore[arg-type]


def as_(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_points_are_for_members(cast: Cast, client: Client) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    point = make_point(cast)
    paths = (POINTS, f"{POINTS}{point.pk}/")
    assert [client.get(path).status_code for path in paths] == [302, 302]
    assert [as_(cast.stranger).get(path).status_code for path in paths] == [404, 404]
    assert [as_(cast.manager).get(path).status_code for path in paths] == [200, 200]


def test_a_point_says_where_it_is_and_what_it_concerns(cast: Cast) -> None:
    make_point(cast, action=cast.action, places=[{"line": 12}, {"line": 5, "row": 3, "sheet": "Plan"}, {"line": 40, "page": 2}])
    page = as_(cast.worker).get(POINTS).content.decode()
    assert "Le document cite l’article 10 de l’entente sans en donner le texte." in page
    assert "ligne 12; feuille «\u00a0Plan\u00a0», ligne 3; page 2, ligne 40" in page
    assert f"action {cast.action.code}" in page
    assert "à préciser par\u00a0: Comité des fours" in page


def test_a_kind_of_another_time_keeps_its_sentence(cast: Cast) -> None:
    make_point(cast, kind="kind_of_another_time", params={})
    make_point(cast, kind="clause_without_text", params={}, sentence="Autre phrase gardée.")
    page = as_(cast.worker).get(POINTS).content.decode()
    assert ("Phrase gardée." in page, "Autre phrase gardée." in page) == (True, True)


def test_ones_own_points_can_be_asked_for(cast: Cast) -> None:
    make_point(cast, kind="x", sentence="Pour les fours.")
    make_point(cast, kind="x", sentence="Pour la gestion.", settled_by=cast.management)
    page = as_(cast.worker).get(f"{POINTS}?pour=moi").content.decode()
    assert ("Pour les fours." in page, "Pour la gestion." in page) == (True, False)


def test_a_point_is_settled_dismissed_and_opened_again(cast: Cast) -> None:
    point, worker = make_point(cast), as_(cast.worker)
    said = {"text": "L’article est au dossier.", "resolution_words": "Résolution 2011-07", "capacity": cast.worker_term.key}
    assert worker.post(f"{POINTS}{point.pk}/preciser/", said).url == POINTS
    point.refresh_from_db()
    assert (point.state, point.person) == ("settled", cast.worker)
    page = worker.get(f"{POINTS}{point.pk}/").content.decode()
    assert "Résolution 2011-07" in page
    assert worker.post(f"{POINTS}{point.pk}/rouvrir/").status_code == 302
    assert worker.post(f"{POINTS}{point.pk}/ecarter/", {"text": "", "capacity": cast.worker_term.key}).url == POINTS
    point.refresh_from_db()
    assert point.state == "dismissed"
    assert "rouvrez-le d’abord" in worker.post(f"{POINTS}{point.pk}/ecarter/", {"capacity": cast.worker_term.key}).content.decode()


def test_what_was_typed_survives_a_refusal(cast: Cast) -> None:
    point = make_point(cast)
    answer = as_(cast.worker).post(
        f"{POINTS}{point.pk}/preciser/", {"text": "  ", "resolution_words": "Rés. 9", "capacity": cast.worker_term.key}
    )
    assert (answer.status_code, "Rés. 9" in answer.content.decode()) == (422, True)


def test_who_cannot_settle_reads_why(cast: Cast) -> None:
    point, manager = make_point(cast), as_(cast.manager)
    page = manager.get(f"{POINTS}{point.pk}/").content.decode()
    assert "Ce point se précise par un membre de «\u00a0Comité des fours\u00a0»" in page
    for key in (cast.manager_term.key, cast.worker_term.key, "coordination"):
        assert manager.post(f"{POINTS}{point.pk}/preciser/", {"text": "Non", "capacity": key}).status_code == 422
    assert manager.post(f"{POINTS}{point.pk}/rouvrir/").status_code == 422
    point.refresh_from_db()
    assert point.state == "open"


def test_a_point_of_another_agreement_is_not_found(cast: Cast) -> None:
    point = make_point(cast, settled_by=None)
    Point.objects.filter(pk=point.pk).update(agreement=cast.other_agreement)
    coordinator = as_(cast.coordinator)
    assert coordinator.get(f"{POINTS}{point.pk}/").status_code == 404
    assert coordinator.post(f"{POINTS}{point.pk}/preciser/", {"text": "Non", "capacity": "coordination"}).status_code == 404


@pytest.mark.parametrize("many", [1, 3, 300])
def test_points_cost_the_same(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    for number in range(many):
        make_point(cast, params={"number": str(number)}, action=cast.action)
    client = as_(cast.coordinator)
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(POINTS)


def test_the_words_of_the_document_stand_beside_the_question(cast: Cast) -> None:
    file = documents.keep(content=b"x", name="plan.txt", media_type="text/plain", by=cast.coordinator, when=NOW)
    lines = [
        {"l": 3, "k": "p", "t": "Plan de cinq membres"},
        {"l": 4, "k": "p", "t": "Ailleurs"},
        {"l": 9, "k": "r", "c": ["Pétrir", "Comité des fours"]},
    ]
    Upload.objects.create(
        file=file,
        stage="built",
        received_at=NOW,
        built_at=NOW,
        tree={"lines": lines},
        agreement=cast.agreement,
        built={"plan": cast.plan.pk},
    )
    point = make_point(cast, plan=cast.plan, places=[{"line": 9}, {"line": 3}])
    page = as_(cast.worker).get(f"{POINTS}{point.pk}/").content.decode()
    assert [words in page for words in ("Plan de cinq membres", "<span>Pétrir</span>", "Ailleurs")] == [True, True, False]
