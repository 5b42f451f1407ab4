"""From a public call to a receipt: a stranger gives an address, writes, sees the budget computed, deposits; nobody else reads it."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core.cache import cache
from django.test import Client
from lxml import html

from ententes.correspondence.models import Letter
from ententes.people.models import Person
from ententes.projects import acts
from ententes.projects.models import Applicant, Application, ApplicationDraft, Deposit
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import NOW, TODAY, Cast, make_person
from tests.projects.making import adopt_norms, complete, deposited, make_application, make_call, make_framework
from tests.web.browsing import HTMX, css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    cache.clear()


@pytest.fixture
def made(cast: Cast) -> Application:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    return make_application(cast, cast.stranger)


def form_of(client: Client, address: str) -> dict[str, Any]:
    return fields_of(css(page_of(client, address), "main form.form")[0])


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_stranger_begins_from_the_public_page_with_a_code_and_reaches_the_agreement_nowhere(cast: Cast, made: Application) -> None:
    visitor, here = Client(), f"/appels/{made.call_id}/demande/"
    assert here in {link.get("href") for link in css(page_of(visitor, f"/appels/{made.call_id}/"), "a")}
    sent = send(visitor, here, {"name": "Léa Four", "email": "Lea@exemple.test"})
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith("/connexion/code/?next=")
    code = re.search(r"[0-9]{4}-[0-9]{4}", Letter.objects.get(address="lea@exemple.test").text)
    assert code is not None
    entered = visitor.post(sent.headers["Location"], {"code": code[0]})
    assert (entered.status_code, entered.headers["Location"]) == (302, here)
    named = {"promoter": "Four de Léa", "kind": "cooperative", "neq": "1234 567 890", "title": "Un four"}
    begun = send(visitor, here, named)
    application = Application.objects.get(promoter="Four de Léa")
    assert (begun.headers["Location"], application.neq) == (f"/demandes/{application.pk}/", "1234567890")
    person = Person.objects.get(email="lea@exemple.test")
    assert (person.name, person.opens_agreements, person.is_technical) == ("Léa Four", False, False)
    assert visitor.get("/e/pain-et-culture/").status_code == 404
    assert visitor.get("/e/pain-et-culture/projets/").status_code == 404
    assert visitor.get(f"/demandes/{made.pk}/").status_code == 404


def test_signing_up_answers_alike_for_known_and_closed_accounts_and_is_limited(cast: Cast, made: Application) -> None:
    here = f"/appels/{made.call_id}/demande/"
    Letter.objects.all().delete()
    Person.objects.filter(pk=cast.worker.pk).update(is_active=False)
    answers = [send(Client(), here, {"name": "X", "email": email}) for email in (cast.manager.email, cast.worker.email)]
    assert [one.status_code for one in answers] == [302, 302]
    assert list(Letter.objects.values_list("address", flat=True)) == [cast.manager.email]
    cast.manager.refresh_from_db()
    assert cast.manager.name == "Jean-Luc Siméon"
    statuses = [send(Client(), here, {"name": "X", "email": f"x{number}@exemple.test"}).status_code for number in range(5)]
    assert statuses == [302, 302, 302, 429, 429]
    assert not Person.objects.filter(email__in=["x3@exemple.test", "x4@exemple.test"]).exists()


def test_a_call_that_does_not_receive_writes_to_nobody(cast: Cast) -> None:
    call = acts.publish(make_call(cast, opens_at=NOW + timedelta(days=2), waived_because="x"), by=cast.coordination, when=NOW)
    refused = send(Client(), f"/appels/{call.pk}/demande/", {"name": "X", "email": "x@exemple.test"})
    assert (refused.status_code, "Cet appel ouvre le" in refused.content.decode()) == (422, True)
    assert not Person.objects.filter(email="x@exemple.test").exists()
    assert Client().get(f"/appels/{make_call(cast).pk}/demande/").status_code == 404


def test_a_part_is_written_kept_as_a_draft_and_two_writers_see_both_texts(cast: Cast, made: Application) -> None:
    colleague = make_person("Léa Four")
    Applicant.objects.create(application=made, person=colleague, since=NOW)
    client, other, here = signed_in(cast.stranger), signed_in(colleague), f"/demandes/{made.pk}/partie/projet/"
    fields, theirs = form_of(client, here), form_of(other, here)
    kept = client.post(f"{here}brouillon/", fields | {"summary": "Un brouillon"}, headers=HTMX)
    assert (kept.status_code, "Brouillon gardé" in kept.content.decode()) == (200, True)
    assert form_of(client, here)["summary"] == "Un brouillon"
    optional = re.findall(r'<label for="id_(\w+)">[^<]*<span class="optional">', client.get(here).content.decode())
    assert optional == ["public", "served"]  # what a deposit needs is not said to be optional
    assert form_of(other, here)["summary"] == ""
    assert send(other, here, theirs | {"summary": "Le leur"}).status_code == 302
    second = send(client, here, form_of(client, here) | {"summary": "Le mien"})
    said = plain(second.content.decode())
    assert (second.status_code, "« Le leur »" in said, "Le mien" in said) == (409, True, True)
    made.refresh_from_db()
    assert made.answers["summary"] == "Le leur"
    again = fields_of(next(iter(css(html.fromstring(second.content), "main form.form"))))
    assert send(client, here, again).status_code == 302
    made.refresh_from_db()
    assert (made.answers["summary"], ApplicationDraft.objects.exists()) == ("Le mien", False)


def test_the_budget_is_computed_while_typed_and_without_scripts_and_explained_line_by_line(cast: Cast, made: Application) -> None:
    client, here = signed_in(cast.stranger), f"/demandes/{made.pk}/partie/budget/"
    typed = form_of(client, here) | {
        "post_0": EXAMPLE.posts[0],
        "cost_0": "10 000,00 $",
        "source_0": "grant",
        "status_0": "asked",
        "words_0": "Ville",
        "amount_0": "1 000",
        "own": "2000",
        "asked": "7000",
    }
    alone = client.post(f"/demandes/{made.pk}/calculer/", typed, headers=HTMX)
    said = plain(alone.content.decode())
    assert "<html" not in said
    assert "L’aide demandée, 7 000 $, reste sous 80 %" in said
    assert "Aide la plus grande que ces règles permettent : 7 000 $ (règle C)" in said
    made.refresh_from_db()
    assert made.budget == {}
    whole = send(client, f"/demandes/{made.pk}/calculer/", typed)
    assert (whole.status_code, 'value="10 000,00 $"' in whole.content.decode()) == (200, True)
    assert send(client, here, typed).status_code == 302
    made.refresh_from_db()
    assert made.budget["expenses"] == [{"post": EXAMPLE.posts[0], "cents": 1_000_000}]
    assert form_of(client, here)["cost_0"] == "10000"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cost_0": "1,234"}, "se lit de deux façons : écrivez « 1 234 $ » ou « 1,23 $ »"),
        ({"cost_0": ""}, "Dites combien coûte ce poste"),
        ({"post_0": ""}, "Dites à quel poste va ce coût"),
        ({"post_0": "Un poste inventé"}, "Un poste inventé"),
        ({"source_0": "", "amount_0": "5"}, "de quelle sorte est cette source"),
        ({"asked": "-5"}, "ne va pas sous zéro"),
        ({"asked": "beaucoup"}, "n’est pas un montant"),
    ],
)
def test_a_budget_that_cannot_be_read_is_given_back_with_its_words(
    cast: Cast, made: Application, changed: dict[str, str], sentence: str
) -> None:
    client, here = signed_in(cast.stranger), f"/demandes/{made.pk}/partie/budget/"
    typed = form_of(client, here) | {"post_0": EXAMPLE.posts[0], "cost_0": "10 000", "own": "2000", "asked": "7000"} | changed
    refused = send(client, here, typed)
    assert (refused.status_code, sentence in plain(refused.content.decode())) == (422, True)
    assert "2000" in refused.content.decode()
    made.refresh_from_db()
    assert made.budget == {}


def test_a_deposit_gives_a_receipt_can_be_corrected_and_the_coordination_reads_the_last_one(cast: Cast, made: Application) -> None:
    client, here = signed_in(cast.stranger), f"/demandes/{made.pk}/"
    assert "il manque" in words(css(page_of(client, here), ".closed")[0])
    assert send(client, f"{here}deposer/").status_code == 422
    complete(made, cast.stranger)
    sent = send(client, f"{here}deposer/")
    deposit = Deposit.objects.get()
    assert (sent.headers["Location"], deposit.receipt in words(page_of(client, here))) == (here, True)
    with deposit.file.content.open() as kept:
        text = plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(kept.read())).pages))
    assert f"accusé de réception {deposit.receipt}" in text
    assert deposit.sha256 in text.replace(" ", "")
    acts.answer(made, section="projet", answers={"summary": "Corrigé."}, person=cast.stranger, when=NOW)
    assert "a changé depuis le dernier dépôt" in words(page_of(client, here))
    coordinator, file = signed_in(cast.coordinator), f"/e/pain-et-culture/projets/demandes/{made.pk}/"
    assert "Corrigé." not in words(page_of(coordinator, file))
    send(client, f"{here}deposer/")
    assert "Corrigé." in words(page_of(coordinator, file))
    assert b"".join(coordinator.get(f"{file}document/").streaming_content).startswith(b"%PDF")
    assert b"".join(client.get(f"{here}recue/{deposit.pk}/").streaming_content).startswith(b"%PDF")
    assert client.get(f"{here}document/").content.startswith(b"%PDF")


def test_members_see_a_list_and_no_file_and_a_stranger_nothing(cast: Cast, made: Application) -> None:
    complete(made, cast.stranger)
    member, place = signed_in(cast.manager), f"/e/pain-et-culture/projets/appels/{made.call_id}/"
    assert "Un four neuf" not in words(page_of(member, place))
    assert signed_in(cast.coordinator).get(f"/e/pain-et-culture/projets/demandes/{made.pk}/").status_code == 404
    deposit = deposited(made, cast.stranger)
    root = page_of(member, place)
    assert "Un four neuf" in words(root)
    assert not [link for link in css(root, "main a") if "/demandes/" in link.get("href")]
    assert member.get(f"/e/pain-et-culture/projets/demandes/{made.pk}/").status_code == 403
    for other in (cast.manager, cast.coordinator, cast.opener, cast.technician):
        client = signed_in(other)
        for end in ("", "document/", f"recue/{deposit.pk}/", "partie/projet/", "partie/budget/"):
            assert client.get(f"/demandes/{made.pk}/{end}").status_code == 404
        for end in ("deposer/", "retirer/", "calculer/", "partie/projet/", "partie/projet/brouillon/"):
            assert send(client, f"/demandes/{made.pk}/{end}", {"summary": "x"}).status_code == 404
    assert Client().get(f"/demandes/{made.pk}/").status_code == 302
    assert signed_in(cast.stranger).get(f"/demandes/{made.pk}/partie/inconnue/").status_code == 404


def test_a_withdrawn_application_stays_with_its_writers(cast: Cast, made: Application) -> None:
    complete(made, cast.stranger)
    deposited(made, cast.stranger)
    client = signed_in(cast.stranger)
    assert send(client, f"/demandes/{made.pk}/retirer/").headers["Location"] == "/demandes/"
    assert "retirée" in words(page_of(client, "/demandes/"))
    assert send(client, f"/demandes/{made.pk}/retirer/").status_code == 422
    assert signed_in(cast.coordinator).get(f"/e/pain-et-culture/projets/demandes/{made.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_lists_of_applications_take_as_many_queries_whatever_their_length(
    cast: Cast, made: Application, count: int, django_assert_num_queries: Any
) -> None:
    complete(made, cast.stranger)
    kept = deposited(made, cast.stranger)
    facts = {"call": made.call, "promoter": "Four", "kind": "nonprofit", "begun_at": NOW, "written_at": NOW}
    others = Application.objects.bulk_create(Application(title=f"Four {number}", **facts) for number in range(count - 1))
    Applicant.objects.bulk_create(Applicant(application=one, person=cast.stranger, since=NOW) for one in others)
    shared = {"call": made.call, "data": kept.data, "sha256": kept.sha256, "file": kept.file, "person": cast.stranger, "at": NOW}
    Deposit.objects.bulk_create(Deposit(application=one, number=number + 2, **shared) for number, one in enumerate(others))
    promoter, member = signed_in(cast.stranger), signed_in(cast.manager)
    with django_assert_num_queries(3):
        promoter.get("/demandes/")
    with django_assert_num_queries(11):
        member.get(f"/e/pain-et-culture/projets/appels/{made.call_id}/")
