"""Who presides over a body and who keeps its minutes: one at a time, with or without a seat, and never a vote for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ententes.agreements.models import Agreement
from ententes.committees import acts
from ententes.committees.models import Charge, Seat
from ententes.committees.queries import capacities, people_of, posts
from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.plans.queries.answering import leads_of
from tests.cast import NOW, TODAY, Cast, make_coordination, make_person, make_procedure, make_term


def give(cast: Cast, **said: Any) -> Charge:
    return acts.give_charge(
        cast.management, **{"office": "chair", "person": cast.manager, "starts_on": TODAY, "by": cast.coordination, **said}
    )


def reasons(act: Any, *args: Any, **said: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **said)
    return refused.value.reasons


def test_one_person_at_a_time_has_a_charge_and_it_ends(cast: Cast) -> None:
    charge = give(cast, source=" résolution 2011-04 ")
    give(cast, office="secretary")
    assert reasons(give, cast, person=cast.worker, starts_on=date(2012, 1, 1)) == [
        "Jean-Luc Siméon a cette charge (présidence)\u00a0: mettez-y d’abord fin."
    ]
    assert reasons(acts.end_charge, charge, ends_on=date(2011, 11, 22), by=cast.coordination) == [
        "Le dernier jour précède le premier, le 23\u00a0novembre\u00a02011."
    ]
    acts.end_charge(charge, ends_on=date(2011, 12, 31), by=cast.coordination)
    assert reasons(give, cast, person=cast.worker, starts_on=date(2011, 12, 31)) == [
        "Jean-Luc Siméon a cette charge (présidence) jusqu’au 31\u00a0décembre\u00a02011\u00a0: mettez-y d’abord fin."
    ]
    assert reasons(acts.end_charge, charge, ends_on=date(2012, 1, 31), by=cast.coordination) == [
        "Cette charge a pris fin le 31\u00a0décembre\u00a02011; donnez-la de nouveau plutôt que de la prolonger."
    ]
    give(cast, person=cast.worker, starts_on=date(2012, 1, 1))
    found = [
        (post.office, post.held and post.held.name, [one.name for one in post.past]) for post in posts(cast.management, on=date(2012, 2, 1))
    ]
    assert found == [("chair", "Noémie Tran", ["Jean-Luc Siméon"]), ("secretary", "Jean-Luc Siméon", [])]
    [chair, _secretary] = posts(cast.management, on=date(2011, 12, 1))
    assert (chair.held and chair.held.source, [one.name for one in chair.coming]) == ("résolution 2011-04", ["Noémie Tran"])


def test_a_charge_is_a_hat_of_whoever_has_no_seat_there_as_long_as_it_runs_and_its_holder_can_be_chosen_again(cast: Cast) -> None:
    charge = give(cast, office="secretary", person=cast.stranger)
    [hat] = capacities(cast.stranger, cast.agreement, TODAY)
    assert (hat.words, hat.body, hat.key) == ("secrétariat, Comité de gestion", cast.management, f"charge-{charge.pk}")
    assert capacities(cast.stranger, cast.other_agreement, TODAY) == ()
    assert list(Agreement.objects.held_by(cast.stranger, TODAY)) == [cast.agreement]
    acts.end_charge(charge, ends_on=TODAY, by=cast.coordination)
    tomorrow = TODAY + timedelta(days=1)
    assert capacities(cast.stranger, cast.agreement, TODAY)
    assert capacities(cast.stranger, cast.agreement, tomorrow) == ()
    assert not Agreement.objects.held_by(cast.stranger, tomorrow)
    give(cast, office="secretary", person=cast.manager, starts_on=tomorrow)
    assert [one.words for one in capacities(cast.manager, cast.agreement, tomorrow)] == ["membre, Comité de gestion"]
    assert cast.stranger.name in [name for _pk, name in people_of(cast.agreement)]
    give(cast, person=cast.coordinator)
    assert [one.coordinates for one in capacities(cast.coordinator, cast.agreement, TODAY)] == [True, False]


def test_a_closed_account_another_coordination_and_a_dissolved_body_are_refused(cast: Cast) -> None:
    gone = make_person("Parti Loin", is_active=False)
    assert reasons(give, cast, person=gone) == ["Le compte de Parti Loin est fermé."]
    elsewhere = make_coordination(cast.other_agreement, cast.opener)
    said = ["C’est la coordination de l’entente qui tient ses instances et ses accès."]
    assert reasons(give, cast, by=elsewhere) == said
    charge = give(cast)
    assert reasons(acts.end_charge, charge, ends_on=TODAY, by=cast.manager_term) == said
    cast.management.dissolved_on = date(2011, 11, 1)
    cast.management.save()
    assert reasons(give, cast, office="secretary") == ["Cette instance est dissoute depuis le 1er\u00a0novembre\u00a02011."]


def test_whoever_has_a_charge_is_told_what_it_is(cast: Cast) -> None:
    give(cast, office="secretary", person=cast.stranger, when=NOW)
    give(cast, person=cast.coordinator, when=NOW)
    letter = Letter.objects.get()
    assert letter.address == cast.stranger.email
    assert letter.subject == "Entente sur le pain et la culture\u00a0: vous tenez le secrétariat d’une instance"
    assert "Comité de gestion" in letter.text
    assert "ne donne ni siège ni voix" in letter.text


def test_news_is_asked_of_whoever_presides_and_only_else_of_a_seat_that_says_so(cast: Cast) -> None:
    cast.working.contact = None
    cast.working.save()
    guessed = make_term(cast.working, cast.stranger)
    Seat.objects.filter(pk=guessed.term.seat_id).update(label="Présidence")
    [lead] = leads_of(cast.agreement, [cast.action])[cast.action.pk]
    assert lead.contact == cast.stranger
    acts.give_charge(cast.working, office="secretary", person=cast.manager, starts_on=TODAY, by=cast.coordination)
    charge = acts.give_charge(cast.working, office="chair", person=cast.worker, starts_on=date(2010, 5, 1), by=cast.coordination)
    [lead] = leads_of(cast.agreement, [cast.action])[cast.action.pk]
    assert lead.contact == cast.worker
    Charge.objects.filter(pk=charge.pk).update(ends_on=date(2010, 6, 1))
    [lead] = leads_of(cast.agreement, [cast.action])[cast.action.pk]
    assert lead.contact == cast.stranger


def test_a_seat_that_rules_ask_for_is_not_removed(cast: Cast) -> None:
    seat = Seat.objects.create(body=cast.management, label="Région", position=4)
    make_procedure(cast.management, cast.coordination, required_seat=seat)
    assert reasons(acts.remove_seat, seat, by=cast.coordination) == [
        "Les règles de l’instance exigent ou ont exigé que ce siège soit représenté\u00a0: il reste au dossier."
    ]
