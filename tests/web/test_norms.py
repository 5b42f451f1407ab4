"""The page of norms: an example to validate, written as people type, two savers told of one another."""

from __future__ import annotations

from typing import Any

import pytest

from ententes.projects.models import NormsText
from ententes.projects.queries.norms import EXAMPLE, norms_of
from tests.cast import TODAY, Cast
from tests.projects.making import adopt_norms, make_framework
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def place(cast: Cast) -> str:
    return f"/e/pain-et-culture/cadres/{make_framework(cast).pk}/normes/"


def form_of(client: Any, address: str) -> dict[str, Any]:
    return fields_of(css(page_of(client, address), "main form.form")[0])


def test_the_example_is_offered_and_written_only_when_saved(cast: Cast, place: str) -> None:
    client = signed_in(cast.coordinator)
    root = page_of(client, f"{place}?exemple=1")
    assert "Exemple à valider" in words(root)
    assert not NormsText.objects.exists()
    fields = fields_of(css(root, "main form.form")[0])
    assert (fields["rate_nonprofit"], fields["maximum"], fields["transfer_free"]) == ("80", "25000", "10")
    response = send(client, place, fields)
    assert response.status_code == 302
    assert norms_of(NormsText.objects.get().values) == EXAMPLE
    assert "25 000 $" in words(page_of(client, place)).replace("\N{NO-BREAK SPACE}", " ")


def test_shares_and_amounts_are_typed_as_people_do_and_what_cannot_be_read_is_given_back(cast: Cast, place: str) -> None:
    client = signed_in(cast.coordinator)
    fields = form_of(client, f"{place}?exemple=1") | {"rate_nonprofit": "82,5 %", "maximum": "20 000,00 $"}
    assert send(client, place, fields).status_code == 302
    kept = norms_of(NormsText.objects.get().values)
    assert (kept.rates["nonprofit"], kept.maximum) == (8_250, 2_000_000)
    fields = form_of(client, place)
    for name, value in (("rate_private", "120"), ("rate_private", "beaucoup"), ("maximum", "1,234"), ("sign_within_days", "-3")):
        response = send(client, place, fields | {name: value})
        assert response.status_code == 422
        assert value in response.content.decode()
    assert NormsText.objects.get().revision == 1


def test_the_second_of_two_savers_gets_both(cast: Cast, place: str) -> None:
    client = signed_in(cast.coordinator)
    send(client, place, form_of(client, f"{place}?exemple=1"))
    first, second = form_of(client, place), form_of(client, place)
    assert send(client, place, first | {"maximum": "30 000"}).status_code == 302
    response = send(client, place, second | {"maximum": "40 000"})
    assert response.status_code == 409
    said = response.content.decode()
    assert ("30000" in said, "40 000" in said) == (True, True)
    assert norms_of(NormsText.objects.get().values).maximum == 3_000_000


def test_adopted_norms_are_read_and_no_longer_written(cast: Cast) -> None:
    framework = make_framework(cast)
    client, place = signed_in(cast.coordinator), f"/e/pain-et-culture/cadres/{framework.pk}/normes/"
    assert "Aucune norme n’est en vigueur" in words(page_of(client, place))
    send(client, place, form_of(client, f"{place}?exemple=1"))
    adopt_norms(cast, framework)
    root = page_of(client, place)
    assert "En vigueur depuis le" in words(root)
    assert css(root, "main form.form") == []
    assert send(client, place, {"rate_nonprofit": "1", "posts": "x", "expense_start": "deposit"}).status_code == 422
    assert norms_of(NormsText.objects.get().values) == EXAMPLE


def test_other_texts_and_other_people_have_no_such_page(cast: Cast, place: str) -> None:
    assert signed_in(cast.stranger).get(place).status_code == 404
    assert signed_in(cast.coordinator).get(place.replace("/normes/", "9/normes/")).status_code == 404
    assert css(page_of(signed_in(cast.manager), place), "main form.form") != []
    cast.working.mandates.all().delete()
    cast.management.mandates.all().delete()
    assert css(page_of(signed_in(cast.manager), place), "main form.form") == []
