"""Notes: who may write them, what they change, what came with them, and the drafts that precede them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from ententes.committees.queries import Capacity
from ententes.ground.act import Refused
from ententes.organisations.models import Organisation
from ententes.plans import acts
from ententes.plans.models import Action, Draft, Note, Responsibility
from ententes.plans.rules import news as rules
from ententes.plans.states import Status
from tests.cast import NOW, TODAY, Cast, make_body, make_coordination, make_person, make_term

pytestmark = pytest.mark.django_db


def write(action: Action, by: Capacity, text: str = "Le four est coulé.", **fields: Any) -> Note:
    return acts.note(action, by=by, **({"when": NOW, "dated_on": TODAY, "text": text} | fields))


def refusals(action: Action, by: Capacity, **fields: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        write(action, by, **fields)
    return refused.value.reasons


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_note_keeps_who_wrote_it_in_which_capacity_and_when(cast: Cast) -> None:
    note = write(cast.action, cast.worker_term, dated_on=date(2011, 11, 20))
    assert (note.author, note.capacity, note.term, note.coordination) == (
        cast.worker,
        "membre, Comité des fours",
        cast.worker_term.term,
        None,
    )
    assert (note.dated_on, note.written_at, note.text, note.by_letter, note.on_behalf_of) == (
        date(2011, 11, 20),
        NOW,
        "Le four est coulé.",
        False,
        "",
    )


def test_only_a_note_moves_the_status_and_the_latest_by_its_date_says_it(cast: Cast) -> None:
    action = cast.action
    first = write(action, cast.worker_term, status=Status.UNDER_WAY, dated_on=date(2011, 10, 1))
    last = write(action, cast.worker_term, "Fini.", status=Status.DONE, dated_on=date(2011, 11, 1))
    write(action, cast.coordination, "Retrouvé au procès-verbal.", status=Status.POSTPONED, dated_on=date(2011, 9, 1))
    action.refresh_from_db()
    assert (action.status, action.news) == (Status.DONE, last)
    write(action, cast.worker_term, "Sans changer d’état.", dated_on=date(2011, 11, 2), when=NOW + timedelta(hours=1))
    action.refresh_from_db()
    assert (action.status, action.news.text if action.news else "") == (Status.DONE, "Sans changer d’état.")
    assert list(action.notes.values_list("status", flat=True)) == ["", "done", first.status, "postponed"]


def test_of_two_notes_of_one_day_the_last_written_is_the_news(cast: Cast) -> None:
    write(cast.action, cast.worker_term, "Le matin")
    write(cast.action, cast.coordination, "Le soir", when=NOW + timedelta(hours=5))
    cast.action.refresh_from_db()
    assert cast.action.news is not None
    assert cast.action.news.text == "Le soir"


def test_a_member_of_a_body_that_does_not_answer_for_the_action_is_told_who_may(cast: Cast) -> None:
    assert refusals(cast.action, cast.manager_term) == [
        "Donnent des nouvelles de cette action\u00a0: les membres de «\u00a0Comité des fours\u00a0», et la coordination de l’entente.",
        "Vous agissez ici comme membre, Comité de gestion.",
    ]


def test_a_collaborator_may_write(cast: Cast) -> None:
    Responsibility.objects.create(action=cast.action, body=cast.management, words="Comité de gestion", role="collaborator")
    assert write(cast.action, cast.manager_term).capacity == "membre, Comité de gestion"


def test_a_working_committee_of_the_body_that_leads_may_write(cast: Cast) -> None:
    oven = make_body(cast.agreement, "Sous-comité du levain", "working", parent=cast.working)
    baker = make_term(oven, make_person("Basile Fournier"))
    assert write(cast.action, baker).author == baker.person


def test_bodies_made_of_hosted_by_or_seated_by_an_organisation_speak_for_it(cast: Cast) -> None:
    bakers = Organisation.objects.get(acronym="RDB")
    action = cast.ongoing
    action.responsibilities.all().delete()
    Responsibility.objects.create(action=action, organisation=bakers, words="RDB", role="lead")
    made_of = make_body(cast.agreement, "Assemblée des boulangers", constituted_from=bakers)
    seated = make_term(cast.management, make_person("Rosalie Mie"))
    assert seated.term is not None
    seated.term.seat.organisation = bakers
    speaking = [
        list(rules.obstacles_to_speaking(action, by=one)) == []
        for one in (make_term(made_of, make_person("Ariane Pain")), cast.worker_term, seated, cast.manager_term, cast.coordination)
    ]
    assert speaking == [True, True, True, False, True]


def test_an_action_nobody_answers_for_is_left_to_the_coordination(cast: Cast) -> None:
    cast.action.responsibilities.all().delete()
    assert refusals(cast.action, cast.worker_term)[0].startswith("Le plan ne dit pas qui répond de cette action")
    assert write(cast.action, cast.coordination).capacity == "coordination de l’entente"


def test_a_capacity_of_another_agreement_opens_nothing(cast: Cast) -> None:
    stranger = make_coordination(cast.other_agreement, cast.stranger)
    assert refusals(cast.action, stranger) == ["Vous n’agissez pas à ce titre dans cette entente."]
    assert list(rules.obstacles_to_speaking(cast.action, by=None)) == [
        "Seules les personnes qui siègent dans cette entente et sa coordination peuvent donner des nouvelles."
    ]


def test_a_term_that_ended_no_longer_writes(cast: Cast) -> None:
    assert cast.worker_term.term is not None
    cast.worker_term.term.ends_on = date(2011, 10, 31)
    assert refusals(cast.action, cast.worker_term) == ["Vous n’agissez plus à ce titre depuis le 31\u00a0octobre\u00a02011."]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": " \n\x00 "}, "Une nouvelle ne peut pas être vide."),
        ({"text": "", "status": "postponed"}, "Dites pourquoi l’action est reportée, et à quand."),
        ({"text": "", "status": "abandoned"}, "Dites pourquoi l’action est abandonnée."),
        ({"text": "x", "status": "late"}, "Cet état n’existe pas."),
        (
            {"text": "x", "dated_on": TODAY + timedelta(days=1)},
            "La date d’une nouvelle ne peut pas être à venir\u00a0: une nouvelle dit ce qui est arrivé.",
        ),
        ({"text": "x", "dated_on": date(211, 1, 1)}, "La date de la nouvelle est trop ancienne."),
        ({"text": "x", "on_behalf_of": "le comité"}, "Seule la coordination peut écrire au nom de quelqu’un."),
        ({"text": "x" * 20_001}, rules.obstacles_to_words),
    ],
)
def test_what_a_note_cannot_be(cast: Cast, fields: dict[str, Any], reason: Any) -> None:
    expected = reason if isinstance(reason, str) else next(reason(text="x" * 20_001, status="", dated_on=TODAY, when=NOW))
    assert refusals(cast.action, cast.worker_term, **fields) == [expected]
    cast.action.refresh_from_db()
    assert (Note.objects.count(), cast.action.status) == (0, Status.UPCOMING)


def test_a_note_of_twenty_thousand_characters_is_kept_whole(cast: Cast) -> None:
    assert len(write(cast.action, cast.worker_term, "é" * 20_000).text) == 20_000


def test_today_is_the_day_of_the_installation_and_not_of_greenwich(cast: Cast) -> None:
    late = NOW.replace(hour=3)  # still the 22nd in Québec
    assert refusals(cast.action, cast.worker_term, when=late, dated_on=TODAY)[0].startswith("La date d’une nouvelle ne peut pas")


def test_a_removed_action_gets_no_news(cast: Cast) -> None:
    cast.action.removed_at = NOW
    cast.action.save()
    assert refusals(cast.action, cast.worker_term) == ["Cette action a été retirée du plan."]


def test_files_come_with_a_note_under_safe_names(cast: Cast) -> None:
    given = [
        file("../../plan.pdf", b"%PDF-1.7 x"),
        file("four.png", b"\x89PNG\r\n\x1a\nx"),
        file("bilan.docx", packed("[Content_Types].xml", "word/document.xml")),
        file("liste.csv", b"a;b\n"),
    ]
    note = write(cast.action, cast.worker_term, files=given)
    kept = [(one.file.name, one.file.media_type, one.file.filed_by) for one in note.attachments.all()]
    assert kept == [
        ("plan.pdf", "application/pdf", cast.worker),
        ("four.png", "image/png", cast.worker),
        ("bilan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", cast.worker),
        ("liste.csv", "text/csv", cast.worker),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("image.svg", b"<svg onload='x'/>"),
        ("plan.pdf", b"MZ\x90\x00"),
        ("plan.pdf", b"<html>"),
        ("bilan.docx", packed("evil.txt")),
        ("bilan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("bilan.docm", packed("word/document.xml")),
        ("outil.exe", b"MZ\x90\x00"),
        ("photo.png", b"\xff\xd8\xff"),
        ("sans-nom", b"texte"),
    ],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(cast: Cast, name: str, content: bytes) -> None:
    reasons = refusals(cast.action, cast.worker_term, files=[file(name, content)])
    assert [one[: len(name) + 5] for one in reasons] == [f"«\u00a0{name}\u00a0» "[: len(name) + 5]]


def test_files_are_few_full_and_small(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    assert refusals(cast.action, cast.worker_term, files=[file("a.txt", b"x")] * 11) == ["Une nouvelle porte au plus 10 fichiers."]
    assert refusals(cast.action, cast.worker_term, files=[file("a.txt", b""), file("b.txt", b"x" * (1024 * 1024 + 1))]) == [
        "«\u00a0a.txt\u00a0» est vide.",
        "«\u00a0b.txt\u00a0» dépasse 1 Mo.",
    ]


def test_the_database_refuses_an_empty_note(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(action=cast.action, author=cast.worker, capacity="x", dated_on=TODAY, written_at=NOW, text="")


def test_a_draft_is_kept_as_it_is_typed_and_goes_with_its_note(cast: Cast) -> None:
    acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="Le fo")
    acts.save_draft(
        cast.action, by=cast.worker_term, when=NOW + timedelta(minutes=1), text="Le four", status="done", fields={"dated_on": "2011-11-20"}
    )
    draft = Draft.objects.get()
    assert (draft.text, draft.status, draft.fields, draft.begun_at, draft.saved_at) == (
        "Le four",
        "done",
        {"dated_on": "2011-11-20"},
        NOW,
        NOW + timedelta(minutes=1),
    )
    write(cast.action, cast.coordination, "Quelqu’un d’autre")
    assert Draft.objects.count() == 1
    write(cast.action, cast.worker_term)
    assert Draft.objects.count() == 0


def test_an_emptied_draft_is_dropped_and_a_stranger_keeps_none(cast: Cast) -> None:
    acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="Le four")
    assert acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="  ") is None
    assert Draft.objects.count() == 0
    with pytest.raises(Refused):
        acts.save_draft(cast.action, by=cast.manager_term, when=NOW, text="x")
