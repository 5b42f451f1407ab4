"""Norms are written beside an allocation framework, frozen with it, and hold once its matter is settled."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pypdf
import pytest

from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.exporting.frozen import copy_of
from ententes.frameworks import acts as frameworks
from ententes.frameworks.models import Framework
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import NormsText
from ententes.projects.queries.norms import EXAMPLE, Norms, content, differences, in_force, lines, norms_of, norms_on
from tests.cast import NOW, TODAY, Cast

from .making import adopt_norms, make_framework

pytestmark = pytest.mark.django_db


def set_norms(framework: Framework, norms: Norms, cast: Cast, **more: Any) -> NormsText | None:
    return acts.set_norms(framework, **{"norms": norms, "by": cast.coordination, "when": NOW} | more)


def test_norms_come_back_as_they_were_kept(cast: Cast) -> None:
    text = set_norms(make_framework(cast), EXAMPLE, cast)
    assert text is not None
    text.refresh_from_db()
    assert norms_of(text.values) == EXAMPLE
    assert (text.revision, text.person, text.capacity) == (1, cast.coordinator, "coordination de l’entente")
    assert set_norms(text.framework, EXAMPLE, cast) is None
    again = set_norms(text.framework, replace(EXAMPLE, maximum=None), cast)
    assert again is not None
    assert (again.revision, NormsText.objects.count()) == (2, 1)


def test_what_is_written_holds_for_nobody_before_its_matter_is_settled(cast: Cast) -> None:
    framework = make_framework(cast)
    set_norms(framework, EXAMPLE, cast)
    assert norms_on(cast.agreement, TODAY) is None
    matter = adopt_norms(cast, framework)
    assert norms_on(cast.agreement, TODAY) == EXAMPLE
    assert norms_on(cast.agreement, TODAY - timedelta(days=1)) is None
    found = in_force(cast.agreement, TODAY)
    assert found is not None
    assert (found.matter, found.title) == (matter.pk, "Cadre de référence")
    assert norms_on(cast.other_agreement, TODAY) is None


def test_adopted_norms_stand_while_a_revision_is_written_and_are_replaced_when_it_is_adopted(cast: Cast) -> None:
    framework = make_framework(cast)
    set_norms(framework, EXAMPLE, cast)
    first = adopt_norms(cast, framework)
    Matter.objects.filter(pk=first.pk).update(ended_at=NOW - timedelta(days=10))
    with pytest.raises(Refused, match="il ne change plus"):
        set_norms(framework, replace(EXAMPLE, maximum=1), cast)
    frameworks.revise(framework, by=cast.coordination, when=NOW)
    framework.refresh_from_db()
    richer = replace(EXAMPLE, maximum=3_000_000)
    set_norms(framework, richer, cast)
    assert norms_on(cast.agreement, TODAY) == EXAMPLE
    assert framework.matter is not None
    told = [one.replace("\N{NO-BREAK SPACE}", " ") for one in copy_of(framework.matter).differences]
    assert told == ["Normes : Aide maximale passe de « 25 000 $ » à « 30 000 $ »."]
    adopt_norms(cast, framework, opened=True)
    assert norms_on(cast.agreement, TODAY) == richer
    assert norms_on(cast.agreement, TODAY - timedelta(days=1)) == EXAMPLE


def test_the_frozen_document_prints_the_norms(cast: Cast) -> None:
    framework = make_framework(cast)
    set_norms(framework, EXAMPLE, cast)
    version = adopt_norms(cast, framework).versions.all()[0]
    assert version.data["norms"]["maximum"] == 2_500_000
    with version.file.content.open() as kept:
        text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(kept.read())).pages).split())
    assert "Normes, en paramètres" in text
    assert "25 000 $" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_differences_say_what_came_and_what_went(cast: Cast) -> None:
    framework = make_framework(cast)
    bare = content(framework)
    assert "norms" not in bare
    set_norms(framework, EXAMPLE, cast)
    full = content(framework)
    assert differences(bare, full) == ["Les normes, en paramètres, sont ajoutées."]
    assert differences(full, bare) == ["Les normes, en paramètres, sont retirées."]
    set_norms(framework, replace(EXAMPLE, excluded_posts=(), rates=EXAMPLE.rates | {"private": 2_550}), cast)
    told = [one.replace("\N{NO-BREAK SPACE}", " ") for one in differences(full, content(framework))]
    assert len(told) == 2
    assert "entreprise privée, 25,5 %" in told[0]
    assert told[1].startswith("Normes : Dépenses non admissibles, qui était « Service de la dette")
    assert told[1].endswith("n’est plus dit.")


def test_every_norm_is_told_in_words(cast: Cast) -> None:
    told = {title: words.replace("\N{NO-BREAK SPACE}", " ") for title, words in lines(EXAMPLE)}
    assert told["Mise de fonds"] == "20 % du coût total, dont au plus 50 % en nature"
    assert told["Versements"] == (
        "60 % à la signature de la convention; 20 % à l’acceptation du rapport d’étape; 20 % à l’acceptation du rapport final"
    )
    assert len(lines(EXAMPLE)) == 16


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rates": {}}, "au moins une sorte de promoteur"),
        ({"rates": {"dragon": 5}}, "n’est pas de ceux qui se choisissent"),
        ({"own_minimum": 10_001}, "de 0 % à 100 %"),
        ({"minimum": 2, "maximum": 1}, "dépasse l’aide maximale"),
        ({"maximum": 10**12}, "moins de"),
        ({"posts": ()}, "au moins un poste"),
        ({"posts": ("Farine", "FARINE")}, "nommé deux fois"),
        ({"posts": ("x" * 121,)}, "de 1 à 120 caractères"),
        ({"instalments": {"signed": 9_000, "interim": 2_000}}, "ensemble plus que l’aide"),
        ({"sign_within_days": 4_000}, "au plus 3660 jours"),
    ],
)
def test_norms_that_make_no_sense_are_refused(cast: Cast, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        set_norms(make_framework(cast), replace(EXAMPLE, **changed), cast)
    assert not NormsText.objects.exists()


def test_whoever_writes_the_text_writes_its_norms_and_no_other_text_carries_any(cast: Cast) -> None:
    framework = make_framework(cast)
    assert set_norms(framework, EXAMPLE, cast, by=cast.worker_term) is not None
    outsider = make_framework(cast, mandated=False)
    cast.working.mandates.all().delete()
    with pytest.raises(Refused, match="avec la coordination"):
        set_norms(outsider, EXAMPLE, cast, by=cast.worker_term)
    other = frameworks.begin(cast.agreement, kind="evaluation_framework", title="Autre", by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="Seul un cadre de référence sur l’allocation"):
        set_norms(other, EXAMPLE, cast)


def test_a_copy_waits_for_its_matter_even_when_another_is_under_way(cast: Cast) -> None:
    framework = make_framework(cast)
    set_norms(framework, EXAMPLE, cast)
    matter = frameworks.propose(framework, by=cast.coordination, when=NOW)
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    assert norms_on(cast.agreement, TODAY) is None
