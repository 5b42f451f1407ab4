"""Settings, publication, parties and documents of an agreement."""

from __future__ import annotations

import pytest

from ententes.agreements import acts
from ententes.agreements.models import Export, Filing
from ententes.documents import acts as files
from ententes.ground.act import Refused
from tests.cast import NOW, Cast

SEASONS = [["printemps", 4, 1], ["été", 7, 1], ["automne", 9, 1], ["hiver", 1, 1]]
USUAL = {"fiscal_month": 4, "cadence": 3, "seasons": SEASONS, "vocabulary": {}}


def test_settings_are_kept_and_empty_words_are_not(cast: Cast) -> None:
    said = USUAL | {"fiscal_month": 1, "cadence": 6, "vocabulary": {"management": "comité directeur", "working": ""}}
    agreement = acts.change_settings(cast.agreement, **said)
    assert (agreement.fiscal_month, agreement.cadence, agreement.vocabulary) == (1, 6, {"management": "comité directeur"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fiscal_month": 13}, "Le premier mois de l’exercice va de 1 à 12."),
        ({"cadence": 0}, "La cadence va de 1 à 12 mois."),
        ({"seasons": [*SEASONS[:3], ["hiver", 2, 30]]}, "«\u00a0hiver\u00a0» ne commence pas un jour de l’année."),
        ({"seasons": [*SEASONS[:3], ["hiver", 9, 1]]}, "Deux saisons commencent le même jour."),
    ],
)
def test_a_calendar_that_is_none_is_refused(cast: Cast, changes: dict[str, object], said: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.change_settings(cast.agreement, **USUAL | changes)  # type: ignore[arg-type]
    assert refused.value.reasons == [said]


def test_an_agreement_is_published_and_withdrawn(cast: Cast) -> None:
    assert acts.publish(cast.agreement).is_public is True
    assert acts.withdraw_from_public(cast.agreement).is_public is False
    cast.agreement.title = " "
    cast.agreement.save()
    with pytest.raises(Refused, match="porte un titre"):
        acts.publish(cast.agreement)


def test_the_address_of_an_agreement_does_not_move_with_its_title(cast: Cast) -> None:
    said = {"title": "Entente sur les fours", "short_title": "", "region": "Nord", "field": "", "context": " ", "purpose": " Cuire. "}
    agreement = acts.entitle(cast.agreement, **said)
    assert (agreement.slug, agreement.title, agreement.purpose, agreement.context) == (
        "pain-et-culture",
        "Entente sur les fours",
        "Cuire.",
        "",
    )
    assert agreement.short_title != ""


def test_signing_funding_and_managing_are_three_things(cast: Cast) -> None:
    party = acts.mark_party(cast.agreement.parties.get(), is_signatory=False, is_funder=True, is_manager=False)
    assert (party.is_signatory, party.is_funder, party.is_manager) == (False, True, False)
    assert acts.choose_party_contact(party, person=cast.stranger).contact == cast.stranger


def test_a_document_is_shown_and_taken_back(cast: Cast) -> None:
    file = files.keep(content=b"bonjour", name="lettre.txt", media_type="text/plain", by=cast.coordinator, when=NOW)
    filing = acts.file_document(cast.agreement, file=file, title="Lettre")
    assert acts.show_document(filing, is_public=True).is_public is True
    acts.unfile_document(filing)
    assert not Filing.objects.exists()
    file.refresh_from_db()
    with file.content.open() as kept:
        assert kept.read() == b"bonjour"


def test_an_export_is_recorded(cast: Cast) -> None:
    acts.record_export(cast.agreement, by=cast.worker, what="Plan", format="docx", filter="instance : x", sha256="0" * 64, when=NOW)
    [row] = Export.objects.values("person", "what", "format", "filter")
    assert row == {"person": cast.worker.pk, "what": "Plan", "format": "docx", "filter": "instance : x"}
