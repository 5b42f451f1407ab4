"""The pages of frameworks: reading for every capacity, writing for those whose mandate says so, nothing ever lost."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from ententes.agreements.models import Export
from ententes.committees.models import Mandate
from ententes.decisions.models import Interest, Matter, Stage
from ententes.frameworks import acts
from ententes.frameworks.models import Framework, FrameworkSection, SectionDraft, SectionText
from tests.cast import NOW, TODAY, Cast
from tests.web.browsing import HTMX, css, fields_of, page_of, send, signed_in, words

PLACE = "/e/pain-et-culture/cadres/"
EVIL = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://ailleurs.test/z.png) <img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def framework(cast: Cast) -> Framework:
    """A text of three sections that the committee of ovens proposes."""
    Mandate.objects.create(
        body=cast.working, position=1, words="Proposer le cadre d’évaluation", verbs=["propose"], subject_kind="evaluation_framework"
    )
    sections = [("Objet", "Le **four** commun."), ("Indicateurs", "| A | B |\n| --- | --- |\n| 1 | 2 |"), ("Suites", "- une\n- deux")]
    return acts.begin(cast.agreement, kind="evaluation_framework", title="Cadre du pain", by=cast.coordination, when=NOW, sections=sections)


def section(framework: Framework, title: str = "Objet") -> FrameworkSection:
    return framework.sections.get(title=title)


def at(framework: Framework, title: str = "Objet", then: str = "") -> str:
    return f"{PLACE}sections/{section(framework, title).pk}/{then}"


def typed(person: Any, address: str) -> dict[str, Any]:
    """What the form of a section would send."""
    [form] = [one for one in page_of(signed_in(person), address).forms if one.get("action") == address]
    return fields_of(form)


def before_a_body(framework: Framework, cast: Cast, state: str = "before") -> Matter:
    matter = Matter.objects.create(
        agreement=cast.agreement,
        kind=framework.kind,
        title="Dossier du cadre",
        state=state,
        opened_by=cast.coordination.coordination,
        opened_at=NOW,
        ended_at=NOW if state == "settled" else None,
    )
    matter.stage = Stage.objects.create(matter=matter, position=0, body=cast.management, verbs=["adopt"])
    matter.save()
    Framework.objects.filter(pk=framework.pk).update(matter=matter)
    return matter


def test_every_capacity_reads_a_text_and_only_writers_find_its_gestures(cast: Cast, framework: Framework) -> None:
    address = f"{PLACE}{framework.pk}/"
    reading, writing = page_of(signed_in(cast.manager), address), page_of(signed_in(cast.worker), address)
    assert [words(one) for one in css(reading, ".passage h2")] == ["Objet", "Indicateurs", "Suites"]
    assert [one.get("href") for one in css(reading, ".contents a")] == [f"#{one.get('id')}" for one in css(reading, ".passage h2")]
    assert [words(one) for one in css(reading, ".passage-text strong, .passage-text td, .passage-text li")] == [
        "four",
        "1",
        "2",
        "une",
        "deux",
    ]
    assert (len(css(reading, ".passage-acts form")), len(css(writing, ".passage-acts form"))) == (0, 7)
    assert "Comité des fours, « Proposer le cadre d’évaluation »" in words(css(reading, "#why-not")[0]).replace("\u00a0", " ")
    assert "Cadre du pain" in words(page_of(signed_in(cast.manager), PLACE))


def test_what_somebody_writes_can_run_nowhere(cast: Cast, framework: Framework) -> None:
    found = section(framework)
    acts.write(found, title="<b>Objet</b>", text=EVIL, revision=1, by=cast.coordination, when=NOW)
    acts.write(found, title="<b>Objet</b>", text=f"autre {EVIL}", revision=2, by=cast.coordination, when=NOW)
    acts.entitle(framework, title="<i>Cadre</i>", by=cast.coordination, when=NOW)
    client, here = signed_in(cast.coordinator), f"{PLACE}sections/{found.pk}/"
    answers = [client.get(one) for one in (PLACE, f"{PLACE}{framework.pk}/", here, f"{here}historique/")]
    answers.append(client.post(f"{here}apercu/", {"title": EVIL, "text": EVIL, "revision": 1}))
    answers.append(client.post(f"{here}apercu/", {"title": EVIL, "text": EVIL, "revision": 1}, headers=HTMX))
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not [one for one in ("<script>alert", "<img src=x", 'href="javascript', "<b>Objet", "<i>Cadre") if one in page]


def test_a_section_is_saved_and_its_history_compares_and_takes_back(cast: Cast, framework: Framework) -> None:
    client, here = signed_in(cast.worker), at(framework)
    answer = send(client, here, typed(cast.worker, here) | {"text": "Le four communal."})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PLACE}{framework.pk}/#s{section(framework).pk}")
    page = page_of(client, f"{here}historique/")
    assert [words(one) for one in css(page, ".differing del")] == ["[retiré : **four** commun]"]
    assert [words(one) for one in css(page, ".differing ins")] == ["[ajouté : four communal]"]
    assert [form.get("action") for form in css(page, "tbody form")] == [f"{PLACE}textes/{section(framework).texts.last().pk}/reprendre/"]
    answer = send(client, css(page, "tbody form")[0].get("action"))
    assert (answer.status_code, section(framework).text, section(framework).texts.count()) == (302, "Le **four** commun.", 3)
    assert client.get(f"{here}historique/?de=999999").status_code == 404


def test_the_second_saver_reads_both_texts_and_may_save_theirs(cast: Cast, framework: Framework) -> None:
    here = at(framework)
    mine = typed(cast.coordinator, here)
    send(signed_in(cast.worker), here, typed(cast.worker, here) | {"text": "Les mots de Noémie."})
    answer = send(signed_in(cast.coordinator), here, mine | {"text": "Les mots d’Amélie."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noémie Tran a enregistré cette section" in page
    assert ("Les mots de Noémie." in page, "Les mots d’Amélie." in page) == (True, True)
    assert section(framework).text == "Les mots de Noémie."
    assert send(signed_in(cast.coordinator), here, mine | {"text": "Les mots d’Amélie.", "revision": 2}).status_code == 302
    assert [one.text for one in section(framework).texts.all()][:2] == ["Les mots d’Amélie.", "Les mots de Noémie."]


def test_a_draft_is_kept_found_again_and_told_when_it_waited(cast: Cast, framework: Framework) -> None:
    client, here = signed_in(cast.worker), at(framework)
    fields = {"title": "Objet", "text": "Commencé…", "revision": 1}
    assert client.post(f"{here}brouillon/", fields).status_code == 204
    assert "Brouillon gardé le" in client.post(f"{here}brouillon/", fields, headers=HTMX).content.decode()
    assert typed(cast.worker, here)["text"] == "Commencé…"
    assert typed(cast.coordinator, here)["text"] == "Le **four** commun."
    send(signed_in(cast.coordinator), here, typed(cast.coordinator, here) | {"text": "Entre-temps."})
    page = words(page_of(client, here))
    assert "Amélie Bouchard a enregistré cette section" in page
    assert ("Entre-temps." in page, "Commencé…" in page) == (True, True)
    assert send(client, f"{here}brouillon/effacer/").status_code == 302
    assert (SectionDraft.objects.count(), typed(cast.worker, here)["text"]) == (0, "Entre-temps.")
    assert signed_in(cast.manager).post(f"{here}brouillon/", fields).status_code == 403


def test_what_was_typed_when_a_session_ended_is_given_back(cast: Cast, framework: Framework, client: Any) -> None:
    here = at(framework)
    answer = client.post(here, {"title": "Objet", "text": "Tapé trop longtemps.", "revision": 1, "back": here})
    assert answer.headers["Location"].startswith("/connexion/")
    client.force_login(cast.worker)
    page = page_of(client, here)
    assert "Votre session avait pris fin." in words(page)
    assert "Tapé trop longtemps." in words(page)
    assert SectionText.objects.filter(text="Tapé trop longtemps.").count() == 0
    [form] = [one for one in page.forms if one.get("action") == here]
    assert send(client, here, fields_of(form)).status_code == 302
    assert "Votre session avait pris fin." not in words(page_of(client, here))


def test_a_preview_shows_what_is_typed_and_writes_nothing(cast: Cast, framework: Framework) -> None:
    client, here = signed_in(cast.worker), at(framework)
    fields = {"title": "Objet", "text": "### Détail\n\n1. *un*", "revision": 1}
    alone = client.post(f"{here}apercu/", fields, headers=HTMX).content.decode()
    assert ("<h3>Détail</h3>" in alone, "<em>un</em>" in alone, "<html" in alone) == (True, True, False)
    whole = client.post(f"{here}apercu/", fields).content.decode()
    assert ("<h3>Détail</h3>" in whole, "### Détail" in whole) == (True, True)
    assert section(framework).text == "Le **four** commun."


def test_a_refused_save_gives_back_what_was_typed_and_says_why(cast: Cast, framework: Framework) -> None:
    here = at(framework)
    for person, status in ((cast.manager, 422), (cast.worker, 422)):
        fields = {"title": "" if person == cast.worker else "Objet", "text": "Mes mots gardés.", "revision": 1}
        answer = send(signed_in(person), here, fields)
        assert (answer.status_code, "Mes mots gardés." in answer.content.decode()) == (status, True)
    assert section(framework).text == "Le **four** commun."


def test_sections_are_added_moved_removed_and_found_again(cast: Cast, framework: Framework) -> None:
    client, here = signed_in(cast.worker), f"{PLACE}{framework.pk}/"
    added = send(client, f"{here}sections/", {"new-title": "Ajout"})
    assert added.headers["Location"] == at(framework, "Ajout")
    send(client, at(framework, "Ajout", "deplacer/"), {"move": "up"})
    send(client, at(framework, "Objet", "retirer/"))
    page = page_of(client, here)
    assert [words(one) for one in css(page, ".passage h2")] == ["Indicateurs", "Ajout", "Suites"]
    assert f"{PLACE}sections/{section(framework).pk}/historique/" in [one.get("href") for one in css(page, "aside a")]
    send(client, f"{PLACE}textes/{section(framework).texts.get().pk}/reprendre/")
    assert [words(one) for one in css(page_of(client, here), ".passage h2")] == ["Objet", "Indicateurs", "Ajout", "Suites"]
    assert send(client, f"{here}sections/", {"new-title": " "}).status_code == 422
    assert send(client, f"{here}titre/", {"title": "Cadre du levain"}).status_code == 302
    assert "Cadre du levain" in words(page_of(client, here))


def test_a_text_begins_from_its_outline_or_from_a_file(cast: Cast, framework: Framework) -> None:
    client = signed_in(cast.worker)
    page = page_of(client, f"{PLACE}commencer/")
    assert [one.get("value") for one in css(page, "input[type=radio]")] == ["evaluation_framework"]
    assert len(css(page_of(signed_in(cast.coordinator), f"{PLACE}commencer/"), "input[type=radio]")) == 4
    assert "seule la coordination l’écrit" in words(page_of(signed_in(cast.manager), f"{PLACE}commencer/"))
    answer = send(client, f"{PLACE}commencer/", {"kind": "evaluation_framework"})
    outline = Framework.objects.latest("pk")
    assert (answer.status_code, outline.title, outline.sections.count()) == (302, "Cadre d’évaluation", 8)
    assert "8 sections n’ont encore que la phrase de leur plan type" in words(page_of(client, answer.headers["Location"]))
    content = b"# Cadre lu\n\n## Objet\n\nDire <b>pourquoi</b>.\n\n## Suites\n\n- une\n- deux\n"
    file = SimpleUploadedFile("cadre.md", content, "text/markdown")
    send(client, f"{PLACE}commencer/", {"kind": "evaluation_framework", "file": file})
    read = Framework.objects.latest("pk")
    assert (read.title, read.source.name) == ("Cadre lu", "cadre.md")
    assert list(read.sections.values_list("title", "text")) == [("Objet", "Dire \\<b>pourquoi\\</b>."), ("Suites", "- une\n- deux")]
    kept = client.get(f"{PLACE}{read.pk}/fichier/")
    assert b"".join(kept.streaming_content) == content
    assert client.get(f"{PLACE}{outline.pk}/fichier/").status_code == 404


def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(cast: Cast, framework: Framework) -> None:
    client, count = signed_in(cast.worker), Framework.objects.count()
    for name, content in (("vide.txt", b"\n"), ("faux.docx", b"PK\x03\x04 rien"), ("image.txt", b"\x89PNG\r\n\x1a\n\0\0")):
        answer = send(client, f"{PLACE}commencer/", {"kind": "evaluation_framework", "file": SimpleUploadedFile(name, content)})
        assert (name, answer.status_code) == (name, 422)
        answer = send(client, f"{PLACE}{framework.pk}/importer/", {"file": SimpleUploadedFile(name, content)})
        assert (name, answer.status_code) == (name, 422)
    assert (Framework.objects.count(), framework.sections.filter(removed_at=None).count()) == (count, 3)


def test_the_word_file_that_left_comes_back_with_its_changes(cast: Cast, framework: Framework) -> None:
    client = signed_in(cast.worker)
    taken = client.post(f"{PLACE}{framework.pk}/emporter/docx/")
    document = Document(io.BytesIO(taken.content))
    changed = next(one for one in document.paragraphs if one.text == "Le four commun.")
    changed.clear().add_run("Le four de tout le monde.")
    file = io.BytesIO()
    document.save(file)
    answer = send(client, f"{PLACE}{framework.pk}/importer/", {"file": SimpleUploadedFile("cadre.docx", file.getvalue())})
    assert answer.status_code == 302
    assert [(one.title, one.text, one.revision) for one in framework.sections.filter(removed_at=None)] == [
        ("Objet", "Le four de tout le monde.", 2),
        ("Indicateurs", "| A | B |\n| --- | --- |\n| 1 | 2 |", 1),
        ("Suites", "- une\n- deux", 1),
    ]


def test_what_leaves_is_noted_with_its_hash(cast: Cast, framework: Framework) -> None:
    client = signed_in(cast.manager)
    for format in ("docx", "pdf"):
        answer = client.post(f"{PLACE}{framework.pk}/emporter/{format}/")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="cadre-du-pain-2011-11-23.{format}"'
        noted = Export.objects.latest("pk")
        assert (noted.format, noted.sha256, noted.person) == (format, hashlib.sha256(answer.content).hexdigest(), cast.manager)
    assert pypdf.PdfReader(io.BytesIO(answer.content)).metadata.title.startswith("Cadre du pain")
    assert client.post(f"{PLACE}{framework.pk}/emporter/xlsx/").status_code == 404


def test_a_text_before_a_body_goes_on_and_an_adopted_one_is_closed(cast: Cast, framework: Framework) -> None:
    matter = before_a_body(framework, cast)
    page = page_of(signed_in(cast.coordinator), f"{PLACE}{framework.pk}/")
    assert "ce qu’on écrit ici ira dans la version suivante" in words(page)
    assert f"/e/pain-et-culture/dossiers/{matter.pk}/" in [one.get("href") for one in css(page, "main a")]
    worker = page_of(signed_in(cast.worker), f"{PLACE}{framework.pk}/")
    assert "ce qu’on écrit ici ira dans la version suivante" in words(worker)
    assert f"/e/pain-et-culture/dossiers/{matter.pk}/" not in [one.get("href") for one in css(worker, "main a")]
    assert send(signed_in(cast.worker), at(framework), {"title": "Objet", "text": "Suite.", "revision": 1}).status_code == 302
    Matter.objects.update(state="settled", ended_at=NOW)
    page = page_of(signed_in(cast.coordinator), f"{PLACE}{framework.pk}/")
    assert "Ce texte a été adopté le 23\u00a0novembre\u00a02011" in page.text_content()
    assert css(page, ".passage-acts form") == []
    assert send(signed_in(cast.coordinator), at(framework), {"title": "Objet", "text": "Non.", "revision": 2}).status_code == 422
    assert section(framework).text == "Suite."


def test_whoever_declared_an_interest_finds_nothing_of_the_text(cast: Cast, framework: Framework) -> None:
    matter = before_a_body(framework, cast)
    Interest.objects.create(matter=matter, person=cast.worker, nature="x", declared_by="x", declared_at=NOW)
    client = signed_in(cast.worker)
    earlier = section(framework).texts.get().pk
    assert "Cadre du pain" not in words(page_of(client, PLACE))
    for address in (f"{PLACE}{framework.pk}/", at(framework), at(framework, then="historique/")):
        assert (address, client.get(address).status_code) == (address, 404)
    for address in (f"{PLACE}{framework.pk}/emporter/pdf/", f"{PLACE}textes/{earlier}/reprendre/", at(framework, then="apercu/")):
        assert (address, send(client, address).status_code) == (address, 404)


def test_pages_cost_the_same_whatever_their_size(cast: Cast, framework: Framework, django_assert_num_queries: Any) -> None:
    client = signed_in(cast.worker)
    costs: list[list[int]] = []
    for count in (1, 3, 300):
        while Framework.objects.count() < count:
            acts.begin(cast.agreement, kind="document", title="Un texte", by=cast.coordination, when=NOW, sections=[("A", "a")])
        while framework.sections.count() < min(count + 3, 200):
            acts.add_section(framework, title="Autre", by=cast.coordination, when=NOW)
        found = section(framework)
        for number in range(min(count, 30)):
            acts.write(
                found, title="Objet", text=f"{count} {number}", revision=found.revision, by=cast.coordination, when=NOW + timedelta(1)
            )
            found.refresh_from_db()
        costs.append(
            [_queries(client, one) for one in (PLACE, f"{PLACE}{framework.pk}/", at(framework), at(framework, then="historique/"))]
        )
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) < 20


def _queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
