"""Documents are received once, read safely, corrected apart from their reading, and never half written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.importing import acts, corrections, queries
from ententes.importing.acts import receiving
from ententes.importing.formats import Unreadable
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from tests.cast import NOW, Cast
from tests.importing.uploads import SMALL, brought, of_rows


def key_of(upload: Upload, kind: str, place: int = 0) -> str:
    found = [item["key"] for one, item in corrections.items(upload.reading) if one == kind]
    return str(found[place])


def bytes_of(upload: Upload) -> bytes:
    with upload.file.content.open("rb") as stream:
        return bytes(stream.read())


def test_a_document_is_kept_under_a_safe_name_with_its_fingerprint(cast: Cast) -> None:
    upload = acts.receive(content=SMALL, name="../../etc/pla\u202en\x00.txt", by=cast.opener, when=NOW)
    assert (upload.file.name, upload.file.size, upload.file.media_type) == ("plan.txt", len(SMALL), "text/plain")
    assert bytes_of(upload) == SMALL
    assert "plan" not in upload.file.content.name


def test_the_same_document_brought_again_is_recognised(cast: Cast) -> None:
    first = brought(cast.opener)
    again = acts.receive(content=SMALL, name="copie.txt", by=cast.opener, when=NOW + timedelta(hours=1))
    other = acts.receive(content=SMALL, name="copie.txt", by=cast.coordinator, when=NOW)
    assert (again.pk, again.received_at) == (first.pk, NOW)
    assert other.pk != first.pk
    assert File.objects.count() == 2


def test_a_refused_document_brought_again_is_read_again(cast: Cast) -> None:
    refused = brought(cast.opener, b"", "vide.txt")
    assert refused.stage == Stage.REFUSED
    again = acts.receive(content=b"", name="vide.txt", by=cast.opener, when=NOW)
    assert (again.pk, again.stage, again.refusal) == (refused.pk, Stage.RECEIVED, "")


def test_a_document_beyond_the_limit_is_not_kept(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refused) as refused:
        acts.receive(content=b"a" * (1024 * 1024 + 1), name="gros.txt", by=cast.opener, when=NOW)
    assert refused.value.reasons == [
        "Ce fichier dépasse la limite de 1 Mo. Retirez-en les images ou enregistrez-en une version plus légère, puis déposez-la."
    ]
    assert (Upload.objects.count(), File.objects.count()) == (0, 0)


def test_one_person_may_not_fill_the_queue(cast: Cast) -> None:
    for place in range(20):
        acts.receive(content=f"document {place}".encode(), name="plan.txt", by=cast.opener, when=NOW)
    with pytest.raises(Refused):
        acts.receive(content=b"un de plus", name="plan.txt", by=cast.opener, when=NOW)


def test_a_file_object_is_kept_as_it_is(cast: Cast) -> None:
    upload = acts.receive(content=ContentFile(SMALL, "plan.txt"), name="plan.txt", by=cast.opener, when=NOW)
    assert bytes_of(upload) == SMALL


def test_reading_keeps_the_tree_and_what_was_understood(cast: Cast) -> None:
    upload = brought(cast.opener)
    assert (upload.stage, upload.refusal) == (Stage.READ, "")
    assert [line["l"] for line in upload.tree["lines"] if line.get("c")] == [11, 12, 13]
    assert [action["text"] for action in upload.reading["actions"]] == ["Bâtir un four communal", "Tenir 3 rencontres des boulangers"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "vide.txt"), (b"\x00\x01\x02" * 100, "plan.docx"), (b"PK\x03\x04 rien", "plan.docx"), (b"Bonjour.\n", "lettre.txt")],
)
def test_what_cannot_be_read_stays_listed_with_the_reason(cast: Cast, content: bytes, name: str) -> None:
    upload = brought(cast.opener, content, name)
    assert upload.stage == Stage.REFUSED
    assert upload.refusal.endswith(".")
    assert (upload.tree, upload.reading) == (None, None)


def test_a_fault_of_ours_refuses_the_document_and_not_the_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(receiving, "understand", breaks)
    upload = brought(cast.opener)
    assert upload.stage == Stage.REFUSED
    assert upload.refusal.startswith("Ce document n’a pas pu être lu jusqu’au bout.")


def test_the_worker_reads_what_waits_one_document_at_a_time(cast: Cast) -> None:
    for place in range(2):
        acts.receive(content=SMALL + bytes([48 + place]), name="plan.txt", by=cast.opener, when=NOW)
    assert [acts.read_waiting(when=NOW) for _ in range(3)] == [1, 1, 0]
    assert set(Upload.objects.values_list("stage", flat=True)) == {Stage.READ}


def test_two_workers_never_read_the_same_document(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = acts.receive(content=SMALL, name="plan.txt", by=cast.opener, when=NOW)
    reads: list[int] = []

    def meanwhile(path: str, name: str, on_progress: Any) -> Any:
        reads.append(1)
        assert acts.read_waiting(when=clock.now()) == 0
        assert acts.read(upload).stage == Stage.RECEIVED
        return real(path, name, on_progress)

    real = receiving.read_safely
    monkeypatch.setattr(receiving, "read_safely", meanwhile)
    assert (acts.read_waiting(when=clock.now()), reads) == (1, [1])


def test_a_reading_that_died_begins_again_then_is_given_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = acts.receive(content=SMALL, name="plan.txt", by=cast.opener, when=NOW)
    monkeypatch.setattr(receiving, "_read", lambda found: None)
    when = NOW
    for _ in range(3):
        assert (acts.read_waiting(when=when), acts.read_waiting(when=when + timedelta(seconds=60))) == (1, 0)
        when += timedelta(minutes=3)
    monkeypatch.undo()
    assert acts.read_waiting(when=when) == 1
    upload.refresh_from_db()
    assert upload.stage == Stage.REFUSED
    assert upload.refusal.startswith("La lecture de ce document s’est arrêtée plusieurs fois")


def test_how_far_a_reading_is_can_be_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = acts.receive(content=SMALL, name="plan.txt", by=cast.opener, when=NOW)
    seen: list[tuple[int, int]] = []

    def slow(path: str, name: str, on_progress: Any) -> Any:
        on_progress(3, 10)
        upload.refresh_from_db()
        seen.append((upload.done, upload.total))
        raise Unreadable("empty", name=name)

    monkeypatch.setattr(receiving, "read_safely", slow)
    acts.read(upload)
    assert seen == [(3, 10)]


def test_a_refusal_is_in_the_language_of_its_reader(cast: Cast) -> None:
    cast.opener.language = "en"
    cast.opener.save()
    assert brought(cast.opener, b"", "vide.txt").stage == Stage.REFUSED


def test_a_correction_stays_apart_from_the_reading(cast: Cast) -> None:
    upload = brought(cast.opener)
    before, key = upload.reading, key_of(upload, "actions")
    upload = acts.correct(upload, key=key, changes={"text": "Bâtir deux fours"}, revision=1)
    assert upload.reading == before
    assert (upload.revision, upload.corrections) == (2, {key: {"text": "Bâtir deux fours", "revision": 2}})
    assert [action.text for action in queries.applied(upload).actions] == ["Bâtir deux fours", "Tenir 3 rencontres des boulangers"]


def test_a_correction_taken_back_is_no_longer_one(cast: Cast) -> None:
    upload = brought(cast.opener)
    key = key_of(upload, "actions")
    upload = acts.correct(upload, key=key, changes={"text": "Bâtir deux fours"}, revision=1)
    upload = acts.correct(upload, key=key, changes={"text": "Bâtir un four communal"}, revision=2)
    assert upload.corrections == {key: {"revision": 3}}


def test_a_second_saver_of_the_same_item_is_told_and_another_item_is_free(cast: Cast) -> None:
    upload = brought(cast.opener)
    first, second = key_of(upload, "actions"), key_of(upload, "actions", 1)
    acts.correct(upload, key=first, changes={"text": "Bâtir deux fours"}, revision=1)
    acts.correct(upload, key=second, changes={"text": "Tenir 4 rencontres"}, revision=1)
    with pytest.raises(Refused) as refused:
        acts.correct(upload, key=first, changes={"text": "Bâtir trois fours"}, revision=1)
    assert "« Bâtir deux fours »" in refused.value.reasons[0]
    upload.refresh_from_db()
    assert upload.corrections[first]["text"] == "Bâtir deux fours"


def test_new_words_of_a_schedule_give_a_new_window(cast: Cast) -> None:
    upload = brought(cast.opener)
    upload = acts.correct(upload, key=key_of(upload, "actions"), changes={"schedules": {"2011": "Janvier 2012"}}, revision=1)
    schedule = queries.applied(upload).actions[0].schedules[0]
    assert (schedule.words, schedule.window.kind, str(schedule.window.starts_on), str(schedule.window.ends_on)) == (
        "Janvier 2012",
        "month",
        "2012-01-01",
        "2012-01-31",
    )


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("actions", {"text": " "}, "Le libellé est obligatoire. Pour laisser cet élément de côté, écartez-le."),
        ("actions", {"text": "a" * 20_001}, "Le libellé compte 20\u00a0001 caractères; la limite est de 20\u00a0000."),
        ("actions", {"text": "four\x00"}, "Le libellé contient des caractères qui ne s’écrivent pas."),
        ("actions", {"section": "section-99"}, "Choisissez une section de la liste."),
        ("actions", {"code": "X"}, "Ce champ ne se corrige pas."),
        ("bodies", {"kind": "royal"}, "Choisissez la nature de l’instance dans la liste."),
        ("bodies", {"host": "rien"}, "L’hôte est une organisation de la liste."),
        ("sections", {"number": 0}, "Le numéro d’un objectif va de 1 à 999; laissez-le vide si ce n’en est pas un."),
        ("agreement", {"year": 12}, "L’exercice du plan est l’année où il commence, par exemple 2011 pour 2011-2012."),
        ("agreement", {"dated_on": "hier"}, "La date du document s’écrit année-mois-jour, par exemple 2011-04-12."),
        ("agreement", {"dismissed": True}, "Ce champ ne se corrige pas."),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(cast: Cast, kind: str, changes: dict[str, Any], reason: str) -> None:
    upload = brought(cast.opener)
    key = "agreement" if kind == "agreement" else key_of(upload, kind)
    with pytest.raises(Refused) as refused:
        acts.correct(upload, key=key, changes=changes, revision=1)
    assert refused.value.reasons == [reason]


def test_a_body_cannot_come_under_itself(cast: Cast) -> None:
    upload = brought(cast.opener)
    key = key_of(upload, "bodies")
    with pytest.raises(Refused) as refused:
        acts.correct(upload, key=key, changes={"parent": key}, revision=1)
    assert refused.value.reasons == ["Une instance relève d’une autre instance de la liste, qui ne relève pas d’elle."]


def test_what_is_set_aside_goes_with_what_hangs_from_it_and_comes_back(cast: Cast) -> None:
    upload = brought(cast.opener)
    section = key_of(upload, "sections")
    upload = acts.dismiss(upload, key=section, revision=1)
    applied = queries.applied(upload)
    assert (applied.sections, applied.actions, applied.rows) == ([], [], [])
    upload = acts.restore(upload, key=section, revision=upload.revision)
    assert len(queries.applied(upload).actions) == 2


def test_correcting_takes_the_same_queries_whatever_the_document(cast: Cast) -> None:
    counts = []
    for rows in (1, 300):
        upload = brought(cast.opener, of_rows(rows), f"plan-{rows}.txt")
        with CaptureQueriesContext(connection) as made:
            acts.correct(upload, key=key_of(upload, "actions"), changes={"text": "Autre chose"}, revision=1)
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_what_a_database_cannot_keep_is_swept_away() -> None:
    assert queries.storable({"a\x00": ["b\x00c", "\ud800d", 1, None]}) == {"a": ["bc", "?d", 1, None]}
    whole = {"a": ["é", 1]}
    assert queries.storable(whole) is whole
