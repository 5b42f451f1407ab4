"""The home of an agreement, its documents, and the list of agreements: who sees what, at which cost."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ententes.agreements import acts
from ententes.agreements.models import Agreement, Filing
from ententes.documents import acts as files
from ententes.ground.windows import Window
from ententes.plans.acts import propose
from ententes.plans.models import Note
from ententes.web.agreement.drawing import LONGEST
from tests.cast import NOW, TODAY, Cast, make_action, make_agreement, make_body, make_coordination, make_person, make_procedure
from tests.decisions.chains import give

HOME = "/e/pain-et-culture/"


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_an_agreement_that_is_not_published_is_seen_by_its_members_only(cast: Cast, client: Client) -> None:
    answers = {
        "nobody": client.get(HOME),
        "stranger": signed_in(cast.stranger).get(HOME),
        "technician": signed_in(cast.technician).get(HOME),
        "opener": signed_in(cast.opener).get(HOME),
        "worker": signed_in(cast.worker).get(HOME),
        "coordinator": signed_in(cast.coordinator).get(HOME),
    }
    assert {who: answer.status_code for who, answer in answers.items()} == {
        "nobody": 302, "stranger": 404, "technician": 404, "opener": 404, "worker": 200, "coordinator": 200,
    }  # fmt: skip
    assert answers["nobody"].url == f"/connexion/?next={HOME}"
    unknown = client.get("/e/nulle-part/")
    assert (unknown.status_code, unknown.url) == (302, "/connexion/?next=/e/nulle-part/")


def test_the_coordination_is_told_what_comes_before_a_body_has_the_plan(cast: Cast) -> None:
    give(cast.working, "propose")
    give(cast.management, "adopt")
    make_procedure(cast.working, cast.coordination)
    told = signed_in(cast.coordinator).get(HOME).content.decode()
    assert "Les prochaines étapes" in told
    assert f"{HOME}instances/{cast.management.pk}/regles/preciser/" in told
    assert f"{HOME}instances/{cast.working.pk}/regles/preciser/" not in told
    assert "Les prochaines étapes" not in signed_in(cast.worker).get(HOME).content.decode()
    propose(cast.plan, by=cast.coordination, when=NOW)
    assert "Les prochaines étapes" not in signed_in(cast.coordinator).get(HOME).content.decode()


def test_the_public_reads_no_news_and_no_name(cast: Cast, client: Client) -> None:
    acts.publish(cast.agreement)
    Note.objects.create(
        action=cast.action, author=cast.worker, capacity="membre, Comité des fours", dated_on=TODAY, written_at=NOW, text="Nouvelle interne"
    )
    public, member = client.get(HOME).content.decode(), signed_in(cast.worker).get(HOME).content.decode()
    assert ("Nouvelle interne" in public, "Nouvelle interne" in member) == (False, True)
    assert ("Publication" in public, "Ne plus publier" in member) == (False, False)
    for path in ("", "instances/", f"instances/{cast.working.pk}/", "documents/"):
        page = client.get(HOME + path).content.decode().replace("Siège de ", "siège-de-").replace("siège-de-Noémie Tran", "")
        assert [person.name for person in (cast.worker, cast.manager, cast.coordinator) if person.name in page] == []


def test_the_home_shows_the_plan_at_a_glance(cast: Cast) -> None:
    page = signed_in(cast.worker).get(HOME).content.decode()
    assert "Bâtir un four communal" in page
    assert "jusqu’au 31\u00a0décembre\u00a02011" in page
    assert "Comité des fours" in page
    assert "Regroupement des boulangers (RDB)" in page


def test_the_home_draws_each_action_and_a_long_plan_by_objective(cast: Cast) -> None:
    window = Window("season", date(2011, 9, 1), date(2011, 12, 31))
    worker = signed_in(cast.worker)
    before = worker.get(HOME).content.decode()
    assert 'aria-label="2011-2012' in before
    assert before.count('class="glimpse-band"') == cast.plan.actions.count()
    for number in range(LONGEST):
        make_action(cast.section, f"Pétrir {number}", cast.working, {2011: ("Automne 2011", window)})
    make_action(cast.section, "Nourrir le levain", cast.working, {2011: ("En continu", Window("ongoing"))})
    page = worker.get(HOME).content.decode()
    assert page.count('class="glimpse-band"') == 1
    drawn = page[page.index('class="glimpse-band"') :]
    assert -1 < drawn.index("b-season") < drawn.index("b-ongoing"), "a period would hide the line under it"
    assert f"Automne 2011 ({LONGEST + 1})" in page
    assert "Pétrir 59" not in page


def test_the_context_shows_its_lists_as_lists(cast: Cast) -> None:
    Agreement.objects.filter(pk=cast.agreement.pk).update(context="Deux objectifs :\n- Le pain;\n- La <culture>.\nOn agit.")
    page = signed_in(cast.worker).get(HOME).content.decode()
    assert "<p>Deux objectifs :</p><ul><li>Le pain;</li><li>La &lt;culture&gt;.</li></ul><p>On agit.</p>" in page


def test_an_agreement_without_a_plan_teaches(cast: Cast) -> None:
    make_coordination(cast.other_agreement, cast.opener)
    assert "n’a pas encore de plan" in signed_in(cast.opener).get("/e/forets/").content.decode()


def test_the_coordination_publishes_and_takes_back(cast: Cast, client: Client) -> None:
    coordinator = signed_in(cast.coordinator)
    assert signed_in(cast.worker).post(f"{HOME}publier/").status_code == 403
    assert client.post(f"{HOME}publier/").status_code == 302
    cast.agreement.refresh_from_db()
    assert cast.agreement.is_public is False
    assert coordinator.post(f"{HOME}publier/", {"once": str(uuid.uuid4())}).url == HOME
    assert client.get(HOME).status_code == 200
    assert coordinator.post(f"{HOME}depublier/").url == HOME
    assert client.get(HOME).status_code == 302


def test_the_list_shows_ones_own_first_then_the_published(cast: Cast, client: Client) -> None:
    acts.publish(cast.other_agreement)
    make_agreement("secrete", "Entente secrète")
    public = client.get("/").content.decode()
    assert ("Entente sur les forêts" in public, "pain et la culture" in public, "secrète" in public) == (True, False, False)
    mine = signed_in(cast.worker).get("/").content.decode()
    assert mine.index("pain et la culture") < mine.index("Entente sur les forêts")
    assert "secrète" not in mine
    assert "Importer un document" not in mine
    assert "Importer un document" in signed_in(cast.opener).get("/").content.decode()


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_list_of_agreements_costs_the_same(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    Agreement.objects.bulk_create(
        Agreement(slug=f"a{number}", title=f"Entente {number}", short_title=f"E {number}", opened_at=NOW, is_public=True)
        for number in range(many)
    )
    client = signed_in(cast.worker)
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get("/")


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_home_costs_the_same(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    window = Window("season", date(2011, 9, 1), date(2011, 12, 31))
    for number in range(many):
        action = make_action(cast.section, f"Action {number}", cast.working, {2011: ("Automne 2011", window)})
        Note.objects.create(
            action=action, author=cast.worker, capacity="x", dated_on=TODAY - timedelta(days=number), written_at=NOW, text="Nouvelle"
        )
        make_body(cast.agreement, f"Comité {number}")
    client = signed_in(cast.worker)
    with django_assert_num_queries(21):  # type: ignore[operator]
        client.get(HOME)
    acts.publish(cast.agreement)
    with django_assert_num_queries(15):  # type: ignore[operator]
        Client().get(HOME)


def filed(cast: Cast, name: str, content: bytes = b"bonjour", is_public: bool = False) -> Filing:
    file = files.keep(content=content, name=name, media_type="text/plain", by=cast.coordinator, when=NOW)
    return acts.file_document(cast.agreement, file=file, title=name, is_public=is_public)


def test_documents_open_to_those_who_may(cast: Cast, client: Client) -> None:
    acts.publish(cast.agreement)
    shown, kept = filed(cast, "public.txt", is_public=True), filed(cast, "membres.txt")
    page = client.get(f"{HOME}documents/").content.decode()
    assert ("public.txt" in page, "membres.txt" in page) == (True, False)
    assert client.get(f"{HOME}documents/{kept.pk}/").status_code == 404
    assert client.get(f"/e/forets/documents/{shown.pk}/").status_code == 302
    answer = client.get(f"{HOME}documents/{shown.pk}/")
    assert b"".join(answer.streaming_content) == b"bonjour"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="public.txt"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    member = signed_in(cast.worker).get(f"{HOME}documents/{kept.pk}/")
    assert (member.status_code, b"".join(member.streaming_content)) == (200, b"bonjour")


def test_a_document_is_filed_shown_and_withdrawn(cast: Cast) -> None:
    coordinator = signed_in(cast.coordinator)
    given = SimpleUploadedFile("../../compte rendu.txt", "Séance du 3.".encode())
    assert coordinator.post(f"{HOME}documents/ajouter/", {"file": given, "title": ""}).url == f"{HOME}documents/"
    filing = Filing.objects.get()
    assert (filing.title, filing.is_public, filing.file.filed_by) == ("compte rendu.txt", False, cast.coordinator)
    assert signed_in(cast.worker).post(f"{HOME}documents/{filing.pk}/publier/", {"on": "1"}).status_code == 403
    coordinator.post(f"{HOME}documents/{filing.pk}/publier/", {"on": "1"})
    filing.refresh_from_db()
    assert filing.is_public is True
    coordinator.post(f"{HOME}documents/{filing.pk}/retirer/")
    assert not Filing.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<script>alert(1)</script>", "n’est pas un fichier PDF"),
        ("plan.pdf", b"<html></html>", "n’est pas un fichier PDF"),
        ("vide.txt", b"", "vide"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(cast: Cast, name: str, content: bytes, said: str) -> None:
    answer = signed_in(cast.coordinator).post(f"{HOME}documents/ajouter/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Filing.objects.exists()


def test_the_documents_cost_the_same(cast: Cast, django_assert_num_queries: object) -> None:
    client = signed_in(cast.coordinator)
    for more in (1, 2, 20):
        for number in range(more):
            filed(cast, f"d{more}-{number}.txt", content=f"{more} {number}".encode())
        with django_assert_num_queries(8):  # type: ignore[operator]
            client.get(f"{HOME}documents/")


def test_somebody_whose_term_ended_is_a_stranger_again(cast: Cast) -> None:
    term = cast.worker_term.term
    assert term is not None
    term.ends_on = TODAY - timedelta(days=1)
    term.save()
    assert signed_in(cast.worker).get(HOME).status_code == 404


def test_a_closed_account_is_nobody(cast: Cast) -> None:
    client = signed_in(cast.worker)
    cast.worker.is_active = False
    cast.worker.save()
    assert client.get(HOME).status_code == 302
    assert make_person("Quelqu’un").is_active
