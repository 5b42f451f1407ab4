"""What earlier years gave to a territory, computed with what shows it; the session corrects it with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ententes.awards.models import Project
from ententes.awards.queries.aided import aided
from ententes.decisions.acts import declare_interest
from ententes.decisions.models import Resolution
from ententes.ground.act import Refused
from ententes.organisations.models import Territory
from ententes.scoring import acts
from tests.cast import NOW, TODAY, Cast
from tests.scoring.making import LATER, give, locked, make_deposit, make_round, marks

from .making import decided_project, envelope_of, make_project
from .making import make_deposit as admissible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def test_a_territory_is_first_helped_until_a_project_of_an_earlier_year_was_decided_there(cast: Cast) -> None:
    envelope_of(cast)
    project = decided_project(cast, make_project(cast, admissible(cast)))
    region = Territory.objects.create(name="Haut-Pays")
    town = Territory.objects.create(name="Saint-Four")
    town.parents.add(region)
    Project.objects.filter(pk=project.pk).update(territory=town)
    made = make_round(cast)
    deposit = make_deposit(made)
    deposit.data["answers"]["territory"] = "Toute la région du Haut-Pays."
    deposit.save(update_fields=["data"])
    assert aided(deposit, cast.coordinator, NOW).first is True
    Resolution.objects.update(taken_on=date(2011, 3, 31))
    found = aided(deposit, cast.coordinator, NOW)
    assert (found.first, found.territories, found.titles) == (False, ("Haut-Pays",), (project.title,))
    declare_interest(project.matter, person=cast.coordinator, nature="Mon frère", declared_by="elle", when=NOW)  # type: ignore[arg-type]
    hidden = aided(deposit, cast.coordinator, NOW)
    assert (hidden.first, hidden.titles, project.title in hidden.words) == (False, (), False)
    deposit.data["answers"]["territory"] = "Ailleurs"
    deposit.data["promoter"] = "Nul autre"
    assert aided(deposit, cast.coordinator, NOW).first is None
    for one in give(made, deposit):
        locked(one)
    said: dict[str, Any] = {"marks": marks(), "reasons": "Bien.", "by": cast.coordination, "when": LATER}
    with pytest.raises(Refused, match="dites pourquoi"):
        acts.agree(made.analysis, deposit, first_aid=True, computed=found, **said)
    kept = acts.agree(made.analysis, deposit, first_aid=True, computed=found, correction="Un autre bout du pays.", **said)
    assert (kept.first_aid, kept.first_aid_told, kept.first_aid_because) == (True, found.words, "Un autre bout du pays.")
