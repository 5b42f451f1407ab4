"""The pages of calls: prepared by the coordination, read by anybody once published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ententes.projects import acts
from ententes.projects.models import Call
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import NOW, TODAY, Cast
from tests.projects.making import adopt_norms, make_call, make_framework
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/projets/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def normed(cast: Cast) -> Cast:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    return cast


def published(cast: Cast, **changed: Any) -> Call:
    return acts.publish(make_call(cast, waived_because="Le cadre suit.", **changed), by=cast.coordination, when=NOW)


def test_a_call_is_prepared_published_and_read_by_anybody_though_the_agreement_is_private(normed: Cast) -> None:
    client, passer_by = signed_in(normed.coordinator), Client()
    root = page_of(client, f"{PLACE}appels/commencer/")
    said = {"title": "Des fours", "words": "Pour des **fours** communs.", "closes_on": "2011-12-14", "closes_hour": "16:00"}
    response = send(client, f"{PLACE}appels/commencer/", fields_of(css(root, "main form.form")[0]) | said)
    call = Call.objects.get()
    assert response.headers["Location"] == f"{PLACE}appels/{call.pk}/"
    assert passer_by.get(f"/appels/{call.pk}/").status_code == 404
    assert send(client, f"{PLACE}appels/{call.pk}/publier/").status_code == 302
    read = words(page_of(passer_by, f"/appels/{call.pk}/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "jusqu’au mercredi 14 décembre 2011, 16 h inclusivement (heure d’ici, UTC−5)" in read
    assert "Pour des fours communs." in read
    assert "Aide maximale" in read
    assert "25 000 $" in read
    assert "Des fours" in words(page_of(passer_by, "/appels/"))
    assert passer_by.get("/e/pain-et-culture/").status_code != 200


def test_without_norms_the_button_is_closed_and_says_why_and_the_exception_is_shown_to_all(cast: Cast) -> None:
    client, call = signed_in(cast.coordinator), make_call(cast)
    assert "Aucune norme n’est en vigueur" in words(css(page_of(client, f"{PLACE}appels/{call.pk}/"), ".closed")[0])
    assert send(client, f"{PLACE}appels/{call.pk}/publier/").status_code == 422
    fields = fields_of(css(page_of(client, f"{PLACE}appels/{call.pk}/modifier/"), "main form.form")[0])
    assert fields["continuous"] == "on"
    again = send(client, f"{PLACE}appels/{call.pk}/modifier/", fields | {"waived_because": "Le cadre suit en décembre."})
    assert again.status_code == 302
    send(client, f"{PLACE}appels/{call.pk}/publier/")
    assert "Le cadre suit en décembre." in words(page_of(Client(), f"/appels/{call.pk}/"))


def test_two_people_prepare_one_call_and_an_hour_that_does_not_exist_is_given_back(cast: Cast) -> None:
    client, call = signed_in(cast.coordinator), make_call(cast)
    here = f"{PLACE}appels/{call.pk}/modifier/"
    fields = fields_of(css(page_of(client, here), "main form.form")[0])
    assert send(client, here, fields | {"title": "Un"}).status_code == 302
    second = send(client, here, fields | {"title": "Deux"})
    assert (second.status_code, "«\N{NO-BREAK SPACE}Un\N{NO-BREAK SPACE}»" in second.content.decode()) == (409, True)
    fields = fields_of(css(page_of(client, here), "main form.form")[0])
    wrong = send(client, here, fields | {"opens_on": "2012-03-11", "opens_hour": "02:30"})
    assert (wrong.status_code, "n’existe pas" in wrong.content.decode()) == (422, True)
    fields.pop("continuous")
    assert send(client, here, fields).status_code == 422
    assert Call.objects.get().title == "Un"


def test_a_published_call_is_prolonged_and_cancelled_with_reasons_that_all_read(cast: Cast) -> None:
    client, call = signed_in(cast.coordinator), published(cast, closes_at=NOW + timedelta(days=2))
    here = f"{PLACE}appels/{call.pk}/"
    assert send(client, f"{here}prolonger/", {"prolong-closes_on": "2011-11-01", "prolong-reason": "x"}).status_code == 422
    assert send(client, f"{here}modifier/", {"title": "x"}).status_code == 422
    assert send(client, f"{here}prolonger/", {"prolong-closes_on": "2011-12-20", "prolong-reason": "La tempête."}).status_code == 302
    assert "La tempête." in words(page_of(Client(), f"/appels/{call.pk}/"))
    assert send(client, f"{here}annuler/", {"cancel-reason": ""}).status_code == 422
    assert send(client, f"{here}annuler/", {"cancel-reason": "Plus rien."}).status_code == 302
    assert "Plus rien." in words(page_of(Client(), f"/appels/{call.pk}/"))
    assert "Des fours communs" not in words(css(page_of(Client(), "/appels/"), "main")[0])


def test_members_read_published_calls_and_only_the_coordination_changes_them(cast: Cast) -> None:
    draft, open_now = make_call(cast, title="Un brouillon"), published(cast)
    member = signed_in(cast.manager)
    seen = words(page_of(member, PLACE))
    assert ("Un brouillon" in seen, "Des fours communs" in seen, "Préparer un appel" in seen) == (False, True, False)
    assert member.get(f"{PLACE}appels/{draft.pk}/").status_code == 404
    assert member.get(f"{PLACE}appels/{open_now.pk}/").status_code == 200
    assert send(member, f"{PLACE}appels/{open_now.pk}/annuler/", {"cancel-reason": "Non"}).status_code == 403
    assert signed_in(cast.stranger).get(PLACE).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_lists_of_calls_take_as_many_queries_whatever_their_length(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    call = published(cast)
    Call.objects.bulk_create(
        Call(agreement=cast.agreement, title=f"Appel {number}", opens_at=NOW, begun_at=NOW, published_at=NOW) for number in range(count - 1)
    )
    assert Call.objects.count() == count
    member, passer_by = signed_in(cast.manager), Client()
    with django_assert_num_queries(9):
        member.get(PLACE)
    with django_assert_num_queries(1):
        passer_by.get("/appels/")
    with django_assert_num_queries(4):
        passer_by.get(f"/appels/{call.pk}/")
