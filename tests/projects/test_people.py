"""Several people write one application, and a letter of intent may come before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.people.models import Person
from ententes.projects import acts
from ententes.projects.models import Applicant, Application, ApplicationDraft
from ententes.projects.queries.standing import letters, own, rows
from tests.cast import NOW, TODAY, Cast

from .making import complete, deposited, make_application, make_call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def wanting(cast: Cast) -> Application:
    """What the stranger begins in a call that wants a letter first."""
    call = make_call(cast, wants_letter=True, waived_because="x", closes_at=NOW + timedelta(days=9))
    return make_application(cast, cast.stranger, acts.publish(call, by=cast.coordination, when=NOW))


def states(application: Application) -> list[str]:
    return [one.state for one in rows(Application.objects.filter(pk=application.pk))]


def test_a_colleague_is_invited_by_a_letter_writes_and_may_be_dismissed(cast: Cast) -> None:
    made = make_application(cast, cast.stranger)
    invited = acts.invite(made, email="Lea@exemple.test", name="Léa Four", person=cast.stranger, when=NOW)
    lea = Person.objects.get(email="lea@exemple.test")
    letter = Letter.objects.get(recipient=lea)
    assert (f"/demandes/{made.pk}/" in letter.text, letter.reply_to, invited.person) == (True, cast.stranger.email, lea)
    assert [one.pk for one in own(lea)] == [made.pk]
    acts.keep_draft(made, section="projet", fields={"summary": "x"}, person=lea, when=NOW)
    deposited(complete(made, lea), lea)
    for email, sentence in (("LEA@exemple.test", "écrit déjà"), (cast.stranger.email, "écrit déjà")):
        with pytest.raises(Refused, match=sentence):
            acts.invite(made, email=email, name="x", person=lea, when=NOW)
    with pytest.raises(Refused, match="Vous n’écrivez pas"):
        acts.invite(made, email="x@exemple.test", name="x", person=cast.manager, when=NOW)
    acts.dismiss(invited, person=cast.stranger)
    assert (own(lea), ApplicationDraft.objects.count(), made.deposits.get().person) == ([], 0, lea)
    with pytest.raises(Refused, match="Vous n’écrivez pas"):
        acts.answer(made, section="projet", answers={"summary": "x"}, person=lea, when=NOW)
    with pytest.raises(Refused, match="Quelqu’un écrit toujours"):
        acts.dismiss(made.applicants.get(), person=cast.stranger)
    for number in range(9):
        acts.invite(made, email=f"p{number}@exemple.test", name="x", person=cast.stranger, when=NOW)
    with pytest.raises(Refused, match="10 personnes au plus"):
        acts.invite(made, email="p10@exemple.test", name="x", person=cast.stranger, when=NOW)
    assert Applicant.objects.count() == 10


def test_where_a_letter_is_wanted_the_application_opens_once_the_coordination_says_so(cast: Cast, wanting: Application) -> None:
    by: dict[str, Any] = {"person": cast.stranger, "when": NOW}
    with pytest.raises(Refused, match="d’abord une lettre d’intention"):
        acts.answer(wanting, section="projet", answers={"summary": "x"}, **by)
    assert states(wanting) == ["letter"]
    [row] = own(cast.stranger)
    over = replace(row, closes_at=NOW - timedelta(days=1))  # once the call is closed nothing is asked any more
    assert ("la lettre d’intention, jusqu’au" in row.awaited, over.awaited) == (True, "")
    for given, sentence in (
        ({"text": " "}, "de 1 à 5000"),
        ({"text": "x" * 5001}, "de 1 à 5000"),
        ({"person": cast.manager}, "n’écrivez pas"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.send_letter(wanting, **{"text": "Un four.", **by} | given)
    letter = acts.send_letter(wanting, text="Un four pour tous.", **by)
    assert (states(wanting), [one.pk for one in letters(wanting.call)]) == (["letter_sent"], [wanting.pk])
    with pytest.raises(Refused, match="déjà déposée"):
        acts.send_letter(wanting, text="Un autre.", **by)
    with pytest.raises(Refused, match="attend la réponse"):
        complete(wanting, cast.stranger)
    with pytest.raises(Refused, match="C’est la coordination"):
        acts.answer_letter(letter, goes_on=True, by=cast.manager_term, when=NOW)
    acts.answer_letter(letter, goes_on=True, by=cast.coordination, when=NOW)
    assert Letter.objects.latest("pk").subject.startswith("Vous pouvez écrire votre demande")
    assert deposited(complete(wanting, cast.stranger), cast.stranger).number == 1
    with pytest.raises(Refused, match="a déjà sa réponse"):
        acts.answer_letter(letter, goes_on=False, reason="x", by=cast.coordination, when=NOW)


def test_a_letter_out_of_scope_is_told_why_and_opens_nothing(cast: Cast, wanting: Application) -> None:
    letter = acts.send_letter(wanting, text="Un garage.", person=cast.stranger, when=NOW)
    with pytest.raises(Refused, match="Dites pourquoi"):
        acts.answer_letter(letter, goes_on=False, by=cast.coordination, when=NOW)
    acts.answer_letter(letter, goes_on=False, reason="L’appel est pour des fours.", by=cast.coordination, when=NOW)
    assert (states(wanting), "L’appel est pour des fours." in Letter.objects.latest("pk").text) == (["out_of_scope"], True)
    with pytest.raises(Refused, match="hors de l’objet de l’appel : L’appel est pour des fours"):
        complete(wanting, cast.stranger)
    late = make_application(cast, cast.stranger, wanting.call)
    with pytest.raises(Refused, match="trop tard"):
        acts.send_letter(late, text="x", person=cast.stranger, when=NOW + timedelta(days=9, milliseconds=1))
