"""Minutes as Word and PDF, opened again by other libraries: what is read, what is not, and what the register said then."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from docx import Document

from ententes.decisions.models import Head
from ententes.exporting.minutes import made
from ententes.exporting.sitting_papers import made as papers
from ententes.meetings import acts
from ententes.meetings.models import Meeting, Minutes
from ententes.meetings.queries.minutes import shown
from tests.cast import TODAY, Cast
from tests.meetings.minuted import adopted, held, plain
from tests.meetings.sittings import Sitting, make_meeting, make_sitting, minute


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    return make_sitting(cast)


def words(minutes: Minutes, person: Any, format: str) -> str:
    """All the words of the document of a reader."""
    content = made(minutes, [one for _place, one in shown(minutes, person)], format=format).content
    if format == "docx":
        said = " ".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    else:
        said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(plain(said).split())


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_draft_says_what_was_recorded_that_it_is_one_and_what_the_register_said_then(sitting: Sitting, format: str) -> None:
    minutes = held(sitting)
    said = words(minutes, sitting.terms["A"].person, format)
    for expected in (
        "Procès-verbal",
        "Rencontre n° 1 de « Comité du pain », 23 novembre 2011",
        "Résolution CP-2011-11-23-01 – Achat d’un four",
        "Adoptée, à main levée (pour 2, contre 1, abstentions 0).",
        "Le salaire est discuté.",
        "Projet : ce texte n’est pas encore adopté.",
    ):
        assert expected in said
    head = Head.objects.get(agreement=sitting.cast.agreement)
    assert f"n° {head.number}, empreinte" in said
    assert head.sha256 in said.replace(" ", "")


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_reader_takes_away_only_what_they_read(sitting: Sitting, format: str) -> None:
    minutes = held(sitting)
    away, withdrawn = words(minutes, sitting.terms["D"].person, format), words(minutes, sitting.terms["C"].person, format)
    assert ("Le salaire est discuté." in away, "On compare deux fours." in away) == (False, True)
    assert ("Le salaire est discuté." in withdrawn, "On compare deux fours." in withdrawn) == (True, False)
    assert "Ce passage n’est pas à lire" in withdrawn


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_adopted_minutes_name_their_resolution_their_signatures_and_what_was_corrected_since(sitting: Sitting, format: str) -> None:
    minutes = adopted(sitting)
    chair, secretary = sitting.terms["A"].person, minutes.meeting.secretary
    assert "Aline Roy, présidence" in words(minutes, chair, format)
    acts.sign(minutes, person=chair, office="chair", sha256=minutes.sha256, when=minute(200))
    facts = {"by": sitting.cast.coordination, "when": minute(300)}
    acts.enter_signature(minutes, person=secretary, office="secretary", on=TODAY, **facts)
    acts.close_meeting(Meeting.objects.get(number=2), at=minute(299), **facts)
    later = Sitting(sitting.cast, sitting.body, make_meeting(sitting.body, 3, minute(400)), sitting.rules, sitting.terms, {}, 400)
    acts.ask_correction(minutes, "Lire « Clara ».", **facts)
    later.items["fix"] = later.meeting.items.get()
    later.open()
    later.come("ABC")
    later.take("fix")
    resolution = acts.record(later.motion("fix"), votes=(3, 0, 0), **later.facts)
    minutes.refresh_from_db()
    said = words(minutes, chair, format)
    assert minutes.resolution is not None
    for expected in (
        f"Adopté le 23 novembre 2011 par la résolution {minutes.resolution.number}.",
        "Signé par Aline Roy, présidence, Comité du pain, le 23 novembre 2011, sur l’empreinte",
        "Signé sur papier par Sonia Thibault, secrétariat, Comité du pain, le 23 novembre 2011 (saisie : coordination de l’entente).",
        "Corrections apportées depuis",
        f"Lire « Clara ». (résolution {resolution.number})",
    ):
        assert expected in said
    assert minutes.sha256 in said.replace(" ", "")


def test_the_pdf_is_tagged_in_french_and_named_after_its_meeting(sitting: Sitting) -> None:
    minutes = held(sitting)
    found = made(minutes, minutes.sections, format="pdf")
    reader = pypdf.PdfReader(io.BytesIO(found.content))
    assert (found.filename, reader.trailer["/Root"]["/Lang"]) == ("proces-verbal-comite-du-pain-2011-11-23.pdf", "fr-CA")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_papers_of_the_next_meeting_carry_what_is_not_done_and_the_minutes_as_their_reader_reads_them(
    sitting: Sitting,
) -> None:
    minutes = held(sitting)
    later = make_meeting(sitting.body, 2, minute(9000))
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))
    said = {}
    for letter in "AC":
        paper = papers(later, format="docx", whole=True, reader=sitting.terms[letter].person, day=TODAY)
        document = Document(io.BytesIO(paper.content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said[letter] = plain(" ".join([*(one.text for one in document.paragraphs), *cells]))
    for expected in ("Suites des rencontres précédentes", "Signer le bon de commande", "Adoption du procès-verbal de la rencontre n° 1"):
        assert expected in said["A"]
    assert ("On compare deux fours." in said["A"], "On compare deux fours." in said["C"]) == (True, False)
    agenda = papers(later, format="pdf", whole=False, reader=sitting.terms["A"].person, day=TODAY)
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(agenda.content)).pages)
    assert ("Signer le bon" in printed, "On compare" in printed) == (True, False)
