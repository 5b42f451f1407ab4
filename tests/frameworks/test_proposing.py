"""A text goes to its bodies by the chain of its kind, is frozen as a document, and is revised by another matter."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest

from ententes.committees.models import Mandate
from ententes.decisions import acts as decisions
from ententes.exporting.frozen import copy_of
from ententes.frameworks import acts, rules
from ententes.frameworks.models import Framework
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_term
from tests.decisions.chains import give, resolve

KIND = "evaluation_framework"


@pytest.fixture
def framework(cast: Cast) -> Framework:
    give(cast.working, "propose", KIND, "Proposer le cadre d’évaluation")
    give(cast.management, "adopt", KIND, "Adopter le cadre d’évaluation")
    texts = [("Critères", "La *pertinence*."), ("Cibles", "")]
    return acts.begin(cast.agreement, kind=KIND, title="Cadre d’évaluation", sections=texts, by=cast.coordination, when=NOW)


def test_a_framework_returned_once_is_adopted_in_its_second_version_and_no_longer_changes(cast: Cast, framework: Framework) -> None:
    matter = acts.propose(framework, by=cast.coordination, when=NOW)
    section = framework.sections.first()
    assert section is not None
    for body, move in ((cast.working, "pass"), (cast.management, "return"), (cast.working, "pass"), (cast.management, "pass")):
        matter.refresh_from_db()
        decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
        resolve(cast, matter, body, move)
        if move == "return":
            section.refresh_from_db()
            told = {"title": section.title, "text": "La pertinence et l’efficacité.", "revision": section.revision}
            acts.write(section, **told, by=cast.coordination, when=NOW)
    matter.refresh_from_db()
    first, second = matter.versions.all()
    assert (matter.state, first.differences) == ("settled", [])
    assert "l’efficacité" in second.differences[0]
    with second.file.content.open() as kept:
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(kept.read())).pages)
    assert "La pertinence et l’efficacité." in text
    framework.refresh_from_db()
    with pytest.raises(Refused, match="a été adopté"):
        acts.add_section(framework, title="Autre", by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="commencez plutôt une révision"):
        acts.propose(framework, by=cast.coordination, when=NOW)
    revision = acts.revise(framework, by=cast.coordination, when=NOW)
    assert (revision.revises, revision.title) == (matter, "Cadre d’évaluation (révision)")
    framework.refresh_from_db()
    acts.add_section(framework, title="Autre", by=cast.coordination, when=NOW)


def test_while_its_matter_is_under_way_a_text_is_written_by_those_whose_mandate_it_was_at_the_opening(
    cast: Cast, framework: Framework
) -> None:
    matter = acts.propose(framework, by=cast.coordination, when=NOW)
    later = TODAY + timedelta(days=9)
    given = [decisions.MandateGiven(cast.management, "Proposer le cadre", ["propose"], subject_kind=KIND)]
    ended = list(Mandate.objects.all())
    decisions.amend(
        cast.agreement, number="1", title="Pouvoirs", in_force_on=later, given=given, ended=ended, by=cast.coordination, when=NOW
    )
    new = make_term(make_body(cast.agreement, "Comité neuf"), make_person("Rose Levain"))

    def writes(by: Any) -> bool:
        found = Framework.objects.get(pk=framework.pk)
        return not list(rules.obstacles_to_writing(found, by=by, on=later))

    assert [writes(one) for one in (cast.worker_term, cast.manager_term, new)] == [True, True, False]
    decisions.withdraw(matter, reasons="On recommence.", by=cast.coordination, when=NOW)
    assert [writes(one) for one in (cast.worker_term, cast.manager_term, new)] == [False, True, False]


def test_a_text_without_words_or_that_no_mandate_names_says_what_is_missing(cast: Cast) -> None:
    given = {"title": "Charte", "by": cast.coordination, "when": NOW}
    empty = acts.begin(cast.agreement, kind="document", sections=[("Vide", "")], **given)
    with pytest.raises(Refused, match="aucun mot"):
        acts.propose(empty, by=cast.coordination, when=NOW)
    charter = acts.begin(cast.agreement, kind="document", sections=[("Un", "mot")], **(given | {"title": "Charte d’achat"}))
    with pytest.raises(Refused, match="Aucun mandat"):
        acts.propose(charter, by=cast.coordination, when=NOW)
    matter = acts.propose(charter, by=cast.coordination, when=NOW, body=cast.management)
    assert [stage.body for stage in matter.stages.all()] == [cast.management]
    with pytest.raises(Refused, match="Un dossier porte déjà"):
        acts.propose(charter, by=cast.coordination, when=NOW)
