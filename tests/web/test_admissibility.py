"""The coordination checks an application point by point on one page, and pronounces; the promoter reads why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.projects import acts
from ententes.projects.models import Check, Deposit
from ententes.projects.queries.admissibility import admissible, checked
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import NOW, TODAY, Cast
from tests.projects.making import adopt_norms, complete, deposited, make_application, make_framework
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def received(cast: Cast) -> Deposit:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    return deposited(complete(make_application(cast, cast.stranger), cast.stranger), cast.stranger)


def place(deposit: Deposit, rest: str = "admissibilite/") -> str:
    return f"/e/pain-et-culture/projets/demandes/{deposit.application_id}/{rest}"


def test_the_list_is_answered_at_once_and_only_what_changed_is_recorded(cast: Cast, received: Deposit) -> None:
    client = signed_in(cast.coordinator)
    form = fields_of(css(page_of(client, place(received)), "form.checks")[0])
    proof = SimpleUploadedFile("registre.txt", b"immatriculee", "text/plain")
    typed = form | {"reply_neq": "yes", "words_neq": "Vu au registre", "file_neq": proof, "reply_territory": "no"}
    assert send(client, place(received), typed).status_code == 302
    assert [(one.point, one.reply) for one in Check.objects.all()] == [("neq", "yes"), ("territory", "no")]
    read = words(page_of(client, place(received)))
    assert "Vu au registre" in read
    assert "Calculé" in read
    kept = client.get(place(received, f"admissibilite/preuves/{Check.objects.earliest('pk').pk}/"))
    assert (kept.status_code, b"".join(kept.streaming_content)) == (200, b"immatriculee")
    refused = send(client, place(received), form | {"reply_own": "no"})
    assert (refused.status_code, "dites pourquoi vous répondez autrement" in refused.content.decode()) == (409, False)
    again = fields_of(css(page_of(client, place(received)), "form.checks")[0])
    refused = send(client, place(received), again | {"reply_own": "no"})
    assert (refused.status_code, "dites pourquoi vous répondez autrement" in refused.content.decode()) == (422, True)
    assert Check.objects.count() == 2


def test_a_verdict_is_pronounced_from_the_page_and_its_reasons_reach_the_promoter(cast: Cast, received: Deposit) -> None:
    client, promoter = signed_in(cast.coordinator), signed_in(cast.stranger)
    here = place(received, "admissibilite/prononcer/")
    refused = send(client, here, {"verdict-admissible": "yes"})
    assert (refused.status_code, "Des points n’ont pas de réponse" in refused.content.decode()) == (422, True)
    said = {"verdict-admissible": "no", "verdict-codes": ["territory"], "verdict-words": "C’est ailleurs.", "verdict-recourse": "Écrivez."}
    assert send(client, here, said).status_code == 302
    assert admissible(received) is False
    read = words(page_of(promoter, f"/demandes/{received.application_id}/"))
    assert [one in read for one in ("non admissible", "C’est ailleurs.", "Écrivez.", cast.coordinator.name)] == [True, True, True, False]
    for one in checked(received):
        if one.computed is None:
            acts.check(received, point=one.point.key, reply="yes", by=cast.coordination, when=NOW)
    assert send(client, here, {"verdict-admissible": "yes"}).status_code == 302
    assert admissible(received) is True
    assert promoter.get(place(received)).status_code == 404
