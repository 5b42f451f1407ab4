"""An import is undone wholly, as long as nothing was built on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Export
from ententes.committees.models import Coordination
from ententes.documents import acts as documents
from ententes.ground.act import Refused
from ententes.importing import acts, rules
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from ententes.plans.models import Draft, Edit, Note, Plan, Question, Request
from ententes.plans.states import PointState
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_plan, make_term
from tests.importing.uploads import REFERENCE, brought


def rows_by_model() -> dict[str, int]:
    return {
        model.__name__: count
        for model in apps.get_models()
        if model.__module__.startswith("ententes.") and (count := model.objects.count())
    }


@pytest.fixture
def built(cast: Cast) -> Upload:
    upload = brought(cast.opener, REFERENCE, "plan.txt")
    acts.build(upload, by=cast.opener, when=NOW)
    upload.refresh_from_db()
    return upload


def test_undoing_leaves_the_database_as_it_was(cast: Cast) -> None:
    upload = brought(cast.opener, REFERENCE, "plan.txt")
    before = rows_by_model()
    acts.build(upload, by=cast.opener, when=NOW)
    upload = acts.undo(upload, by=cast.opener, when=NOW)
    assert rows_by_model() == before
    assert (upload.stage, upload.agreement, upload.undone_at) == (Stage.UNDONE, None, NOW)


def test_an_undone_import_may_be_built_again(cast: Cast, built: Upload) -> None:
    upload = acts.undo(built, by=cast.opener, when=NOW)
    assert acts.build(upload, by=cast.opener, when=NOW).plans.get().actions.count() == 30


def test_undoing_a_plan_of_an_older_agreement_leaves_the_agreement(cast: Cast) -> None:
    cast.plan.actions.all().delete()
    cast.plan.sections.all().delete()
    cast.plan.delete()
    upload = brought(cast.coordinator)
    before = rows_by_model()
    acts.build(upload, by=cast.coordinator, when=NOW, agreement=cast.agreement)
    assert rows_by_model() != before
    acts.undo(upload, by=cast.coordinator, when=NOW)
    assert rows_by_model() == before


def test_what_was_never_built_cannot_be_undone(cast: Cast) -> None:
    upload = brought(cast.opener)
    with pytest.raises(Refused) as refused:
        acts.undo(upload, by=cast.opener, when=NOW)
    assert refused.value.reasons == ["Ce document n’est pas importé : il n’y a rien à annuler."]


def test_only_the_coordination_undoes(cast: Cast, built: Upload) -> None:
    Coordination.objects.filter(agreement=built.agreement).update(ends_on=TODAY.replace(day=1), starts_on=TODAY.replace(day=1))
    with pytest.raises(Refused) as refused:
        acts.undo(built, by=cast.opener, when=NOW)
    assert "Vous ne coordonnez pas l’entente « Économie sociale · Capitale-Nationale »." in refused.value.reasons


def note(agreement: Agreement) -> None:
    coordination = agreement.coordinations.get()
    action = agreement.plans.get().actions.first()
    Note.objects.create(
        action=action, coordination=coordination, author=coordination.person, capacity="c", dated_on=TODAY, written_at=NOW, text="Fait."
    )


def draft(agreement: Agreement) -> None:
    action = agreement.plans.get().actions.first()
    Draft.objects.create(action=action, person=agreement.coordinations.get().person, text="Presque", begun_at=NOW, saved_at=NOW)


def question(agreement: Agreement) -> None:
    asked = Request.objects.create(
        agreement=agreement,
        body=agreement.bodies.first(),
        recipient=make_person("Ursule Demandée"),
        asked_by=agreement.coordinations.get(),
        asked_at=NOW,
        due_on=TODAY,
    )
    Question.objects.create(request=asked, action=agreement.plans.get().actions.first())


def edit(agreement: Agreement) -> None:
    Edit.objects.create(plan=agreement.plans.get(), kind="add", coordination=agreement.coordinations.get(), at=NOW)


def settle(agreement: Agreement) -> None:
    agreement.points.filter(pk=agreement.points.first().pk).update(state=PointState.SETTLED, settled_at=NOW, settlement="Oui.")


def follow(agreement: Agreement) -> None:
    following = make_plan(agreement, 2012)
    Plan.objects.filter(pk=following.pk).update(previous=agreement.plans.get(year=2011))


def publish(agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(is_public=True)


def seat(agreement: Agreement) -> None:
    make_term(agreement.bodies.first(), make_person("Ursule Siégeant"))


def second_coordinator(agreement: Agreement) -> None:
    Coordination.objects.create(agreement=agreement, person=make_person("Ursule Seconde"), starts_on=TODAY)


def contact(agreement: Agreement) -> None:
    agreement.bodies.filter(pk=agreement.bodies.first().pk).update(contact=make_person("Ursule Jointe"))


def filing(agreement: Agreement) -> None:
    agreement.filings.create(file=documents.keep(content=b"PV", name="pv.txt", media_type="text/plain", by=None, when=NOW), title="PV")


def export(agreement: Agreement) -> None:
    Export.objects.create(agreement=agreement, what="plan", format="csv", sha256="0" * 64, at=NOW)


def partner(agreement: Agreement) -> None:
    agreements.name_party(agreement, name="Caisse du pain")


def another_body(agreement: Agreement) -> None:
    make_body(agreement, "Comité des fêtes")


@pytest.mark.parametrize(
    ("happens", "reasons"),
    [
        (note, ["1 nouvelle a été écrite sur ce plan."]),
        (draft, ["1 nouvelle est en cours de rédaction."]),
        (question, ["Des nouvelles ont été demandées pour 1 action."]),
        (edit, ["Le plan a été modifié 1 fois."]),
        (settle, ["1 point a été précisé ou écarté."]),
        (follow, ["Un autre plan en a été tiré.", "Le plan « Plan d’action 2012-2013 » a été ajouté."]),
        (publish, ["L’entente est publiée."]),
        (seat, ["1 personne a été désignée à une instance."]),
        (second_coordinator, ["1 autre personne coordonne l’entente."]),
        (contact, ["Des personnes à joindre ont été nommées."]),
        (filing, ["1 autre document a été versé."]),
        (partner, ["1 partenaire a été ajouté."]),
        (export, ["1 document en est sorti."]),
        (another_body, ["L’instance « Comité des fêtes » a été ajoutée."]),
    ],
)
def test_what_was_built_on_an_import_keeps_it(cast: Cast, built: Upload, happens: Callable[[Any], None], reasons: list[str]) -> None:
    happens(built.agreement)
    built = Upload.objects.get(pk=built.pk)
    before = rows_by_model()
    assert list(rules.obstacles_to_undoing(built, by=cast.opener, on=TODAY)) == reasons
    with pytest.raises(Refused) as refused:
        acts.undo(built, by=cast.opener, when=NOW)
    assert (refused.value.reasons, rows_by_model()) == (reasons, before)


def test_a_point_settled_at_import_does_not_keep_it(cast: Cast) -> None:
    upload = brought(cast.opener, REFERENCE, "plan.txt")
    acts.correct(upload, key=upload.reading["points"][0]["key"], changes={"settlement": "Oui."}, revision=1)
    acts.build(upload, by=cast.opener, when=NOW)
    upload.refresh_from_db()
    assert list(rules.obstacles_to_undoing(upload, by=cast.opener, on=TODAY)) == []


def test_a_body_brought_by_a_plan_and_used_since_stays(cast: Cast) -> None:
    cast.plan.actions.all().delete()
    cast.plan.sections.all().delete()
    cast.plan.delete()
    body = cast.management
    cast.manager_term.term.delete()
    body.seats.all().delete()
    body.delete()
    upload = brought(cast.coordinator)
    acts.build(upload, by=cast.coordinator, when=NOW, agreement=cast.agreement)
    upload.refresh_from_db()
    assert list(rules.obstacles_to_undoing(upload, by=cast.coordinator, on=TODAY)) == []
    make_term(cast.agreement.bodies.get(name="Comité de gestion"), cast.manager)
    assert list(rules.obstacles_to_undoing(upload, by=cast.coordinator, on=TODAY)) == [
        "L’instance « Comité de gestion », venue de cet import, sert maintenant à autre chose."
    ]
