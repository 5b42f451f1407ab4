"""The coordination checks an application point by point on one page, and pronounces; the promoter reads why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ententes.projects import acts
from ententes.projects.models import ApplicationDraft, Check, Completion, Deposit
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


def taken(client: Client, address: str) -> tuple[int, bytes]:
    """A file as it leaves; read to its end, it is closed."""
    answer = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""


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
    assert taken(client, place(received, f"admissibilite/preuves/{Check.objects.earliest('pk').pk}/")) == (200, b"immatriculee")
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


def test_what_is_missing_is_asked_from_the_page_and_answered_on_that_of_the_promoter(cast: Cast, received: Deposit) -> None:
    client, promoter, other = signed_in(cast.coordinator), signed_in(cast.stranger), signed_in(cast.opener)
    asked = {"ask-words": "La résolution.", "ask-sections": ["projet", "budget"], "ask-due_on": "2011-12-05"}
    assert send(client, place(received, "completer/"), asked | {"ask-due_on": "2011-11-23"}).status_code == 422
    assert send(client, place(received, "completer/"), asked).status_code == 302
    here = f"/demandes/{received.application_id}/"
    [way] = [link.get("href") for link in css(page_of(promoter, here), "a") if "/complement/" in link.get("href")]
    assert other.get(way).status_code == 404
    form = fields_of(css(page_of(promoter, way), "form.form")[0])
    assert (form["projet-summary"], form["cost_0"]) == ("Oui.", "10000")
    wrong = send(promoter, way, form | {"cost_0": "1,234", "words": "Ce que j’ai écrit"})
    assert (wrong.status_code, "de deux façons" in wrong.content.decode(), "Ce que j’ai écrit" in wrong.content.decode()) == (
        422,
        True,
        True,
    )
    assert promoter.post(f"{way}brouillon/", form | {"words": "Presque.", "projet-need": "Un be", "post_7": "x"}).status_code == 204
    drafted = fields_of(css(page_of(promoter, way), "form.form")[0])
    assert (drafted["words"], drafted["projet-need"], "post_7" in drafted) == ("Presque.", "Un be", True)
    proof = SimpleUploadedFile("resolution.txt", b"resolu", "text/plain")
    typed = {"words": "La voici.", "kind_0": "resolution", "file_0": proof, "projet-need": "Un besoin mieux dit."}
    assert send(promoter, way, form | typed).status_code == 302
    completion = Completion.objects.get()
    assert (completion.answers, completion.budget) == ({"need": "Un besoin mieux dit."}, {})
    for reader, address in ((promoter, here), (client, place(received, "")), (client, place(received))):
        read = words(page_of(reader, address))
        assert [one in read for one in ("La voici.", "Un besoin mieux dit.", "resolution.txt")] == [True] * 3
    assert not ApplicationDraft.objects.exists()
    late = send(promoter, way, form | {"words": "Autre chose.", "projet-need": "Un autre besoin."})
    assert (late.status_code, "Un besoin mieux dit." in late.content.decode(), "Un autre besoin." in late.content.decode()) == (
        409,
        True,
        True,
    )
    piece = completion.pieces.get()
    assert taken(client, place(received, f"pieces/{piece.pk}/")) == (200, b"resolu")
    assert [other.get(f"{here}pieces/{piece.pk}/").status_code, other.get(place(received, f"pieces/{piece.pk}/")).status_code] == [404, 404]


def test_a_file_is_joined_taken_out_and_reaches_the_coordination_only_once_it_is_deposited(cast: Cast, received: Deposit) -> None:
    client, promoter, here = signed_in(cast.coordinator), signed_in(cast.stranger), f"/demandes/{received.application_id}/"
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\0")
    assert send(promoter, f"{here}pieces/", {"kind": "quote", "file": bad}).status_code == 422
    assert send(promoter, f"{here}pieces/", {"kind": "quote", "file": SimpleUploadedFile("devis.txt", b"un devis")}).status_code == 302
    piece = received.application.pieces.get()
    assert client.get(place(received, f"pieces/{piece.pk}/")).status_code == 404
    assert send(promoter, f"{here}deposer/").status_code == 302
    assert taken(client, place(received, f"pieces/{piece.pk}/")) == (200, b"un devis")
    assert send(promoter, f"{here}pieces/{piece.pk}/retirer/").status_code == 302
    assert "devis.txt" not in words(page_of(promoter, here)).partition("Ce que le budget donne")[0]
    assert taken(client, place(received, f"pieces/{piece.pk}/")) == (200, b"un devis")
