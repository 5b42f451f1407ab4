"""Rules of procedure: nothing is assumed, each day has those that had begun, and whose voice counts is read from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from ententes.committees import acts
from ententes.committees.models import Procedure, Seat, Term
from ententes.committees.queries import (
    SeatCount,
    capacities,
    procedure_on,
    quorum_needed,
    seat_count,
    spelled_out,
    voting_terms,
)
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_procedure, make_term

PROPOSED: dict[str, Any] = {
    "quorum": "majority",
    "recused_count": False,
    "notice_days": 10,
    "special_notice_days": 2,
    "short_notice_allowed": False,
    "remote_allowed": True,
    "written_allowed": True,
    "majority": "simple",
    "abstention_allowed": True,
    "casting_vote": False,
    "seconder_required": True,
    "substitutes_vote": True,
    "in_camera_allowed": True,
    "numbering": "{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}",
    "readers": "members",
}


def give(cast: Cast, body: Any = None, **said: Any) -> Procedure:
    return acts.set_procedure(body or cast.management, **{**PROPOSED, "starts_on": TODAY, "by": cast.coordination, "when": NOW, **said})


def reasons(cast: Cast, **said: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        give(cast, **said)
    return refused.value.reasons


def test_a_body_has_no_rules_until_it_is_given_some_and_each_day_has_its_own(cast: Cast) -> None:
    assert procedure_on(cast.management, TODAY) is None
    first = give(cast, starts_on=date(2010, 11, 1), source="  résolution 2010-11 ")
    second = give(cast, starts_on=date(2011, 9, 1), notice_days=7)
    coming = give(cast, starts_on=date(2012, 1, 1))
    days = (date(2010, 10, 31), date(2010, 11, 1), date(2011, 8, 31), date(2011, 9, 1), TODAY, date(2012, 1, 1))
    assert [procedure_on(cast.management, day) for day in days] == [None, first, first, second, second, coming]
    assert (first.source, first.recorded_by, first.quorum_number) == ("résolution 2010-11", cast.coordination.coordination, None)
    assert procedure_on(cast.working, TODAY) is None


def test_rules_never_replace_those_of_the_same_day(cast: Cast) -> None:
    give(cast)
    assert reasons(cast, notice_days=3) == [
        "Des règles commencent déjà le 23\u00a0novembre\u00a02011; celles-ci ne les remplacent pas\u00a0: choisissez un autre jour."
    ]
    assert Procedure.objects.get().notice_days == 10
    give(cast, cast.working)


def test_only_the_coordination_records_rules(cast: Cast) -> None:
    said = "C’est la coordination de l’entente qui tient ses instances et ses accès."
    for by in (cast.manager_term, *capacities(cast.worker, cast.agreement, TODAY)):
        assert reasons(cast, by=by) == [said]
    assert not Procedure.objects.exists()


def test_a_fixed_quorum_can_be_reached(cast: Cast) -> None:
    assert reasons(cast, quorum="count") == ["Un quorum fixé dit combien de sièges il faut\u00a0: au moins un."]
    assert reasons(cast, quorum="count", quorum_number=0) == ["Un quorum fixé dit combien de sièges il faut\u00a0: au moins un."]
    assert reasons(cast, quorum="count", quorum_number=2) == ["Un quorum de 2 ne peut pas être atteint\u00a0: 1 siège vote."]
    Seat.objects.create(body=cast.management, label="Observation", votes=False, position=5)
    assert reasons(cast, quorum="count", quorum_number=2) == ["Un quorum de 2 ne peut pas être atteint\u00a0: 1 siège vote."]
    empty = make_body(cast.agreement, "Comité vide")
    assert reasons(cast, body=empty, quorum="count", quorum_number=1) == [
        "Aucun siège de cette instance ne vote\u00a0: ajoutez ses sièges avant de fixer combien il en faut."
    ]
    assert give(cast, quorum="count", quorum_number=1).quorum_number == 1


def test_a_required_seat_is_one_of_the_body(cast: Cast) -> None:
    elsewhere = cast.worker_term.term.seat
    assert reasons(cast, required_seat=elsewhere) == ["Le siège dont la présence est requise est un siège de cette instance."]
    own = cast.manager_term.term.seat
    assert give(cast, required_seat=own).required_seat == own


UNRANKED = "La numérotation contient une fois {NN}, le rang\u00a0: sans lui, deux résolutions porteraient le même numéro."
UNKNOWN = "La numérotation ne connaît entre accolades que {SIGLE}, {AAAA}, {AA}, {MM}, {JJ}, {NN}."


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{SIGLE}-{AA}-{NN}", []),
        ("R{NN}", []),
        ("{SIGLE}-{AAAA}", [UNRANKED]),
        ("{NN}-{NN}", [UNRANKED]),
        ("{NN}-{ANNEE}", [UNKNOWN]),
        ("{NN}-{sigle}", [UNKNOWN]),
        ("{NN}-{", [UNKNOWN]),
        ("", [UNRANKED]),
        ("x" * 57 + "{NN}", ["La numérotation tient en 60 caractères."]),
    ],
)
def test_numbers_hold_their_rank_and_known_fields_only(cast: Cast, pattern: str, said: list[str]) -> None:
    if said:
        assert reasons(cast, numbering=pattern) == said
    else:
        assert give(cast, numbering=f" {pattern} ").numbering == pattern


def test_days_and_meetings_are_those_of_a_year_and_consensus_has_no_casting_vote(cast: Cast) -> None:
    assert reasons(cast, notice_days=366, meetings_a_year=0, majority="consensus", casting_vote=True) == [
        "Un avis est d’au plus 365 jours.",
        "Le nombre de rencontres attendues va de 1 à 365 par année.",
        "Quand personne ne doit s’opposer, la présidence n’a pas de voix à départager.",
    ]


@dataclass
class Room:
    """A body of five voting seats, four held, one of them by a holder and a substitute, and a seat that does not vote."""

    rules: Procedure
    terms: list[Term]
    substitute: Term
    observer: Term
    seats: SeatCount


@pytest.fixture
def room(cast: Cast) -> Room:
    body = make_body(cast.agreement, "Comité des cinq")
    terms = [make_term(body, make_person(f"Membre {number}")).term for number in range(4)]
    Seat.objects.create(body=body, label="Vacant", position=4)
    observer = make_term(body, make_person("Observateur Un")).term
    Seat.objects.filter(pk=observer.seat_id).update(votes=False)
    substitute = Term.objects.create(seat=terms[0].seat, person=cast.stranger, role="substitute", starts_on=date(2010, 5, 1))
    rules = make_procedure(body, cast.coordination)
    observer.refresh_from_db()
    return Room(rules, terms, substitute, observer, seat_count(body, on=TODAY, procedure=rules))


def test_how_many_it_takes_is_read_from_the_rules(room: Room) -> None:
    assert room.seats == SeatCount(voting=5, occupied=4)
    found = {}
    for quorum in ("majority", "occupied", "count"):
        room.rules.quorum, room.rules.quorum_number = quorum, 4
        found[quorum] = [quorum_needed(room.rules, seats) for seats in (room.seats, SeatCount(0, 0), SeatCount(6, 1))]
    assert found == {"majority": [3, 1, 4], "occupied": [3, 1, 1], "count": [4, 4, 4]}


def test_a_voice_is_the_holders_or_their_substitutes_where_the_rules_let_one_vote(cast: Cast, room: Room) -> None:
    body, holder = room.rules.body, room.terms[0]
    everyone = room.terms
    assert voting_terms(body, on=TODAY, procedure=room.rules) == everyone
    present = [room.substitute.pk, everyone[1].pk, room.observer.pk]
    assert voting_terms(body, on=TODAY, procedure=room.rules, present=present) == [room.substitute, everyone[1]]
    assert voting_terms(body, on=TODAY, procedure=room.rules, present=[*present, holder.pk]) == [holder, everyone[1]]
    assert voting_terms(body, on=TODAY, procedure=None, present=present) == [everyone[1]]
    acts.end_term(holder, ends_on=TODAY, by=cast.coordination)
    tomorrow = TODAY + timedelta(days=1)
    assert voting_terms(body, on=TODAY, procedure=room.rules) == everyone
    assert voting_terms(body, on=tomorrow, procedure=room.rules) == [room.substitute, *everyone[1:]]
    room.rules.substitutes_vote = False
    assert voting_terms(body, on=tomorrow, procedure=room.rules) == everyone[1:]


def test_rules_are_spelled_out_in_sentences(room: Room) -> None:
    room.rules.required_seat = room.terms[3].seat
    room.rules.meetings_a_year = 5
    assert list(spelled_out(room.rules, room.seats)) == [
        (
            "Quorum",
            "La majorité des sièges qui votent, soit 3 sur 5, dont le siège «\u00a0Siège de Membre 3\u00a0»."
            " Qui s’est retiré d’un point ne compte plus.",
        ),
        ("Avis", "10 jours; 2 jours pour une rencontre extraordinaire. Un avis plus court n’est pas permis."),
        (
            "Majorité",
            "Plus de pour que de contre; l’abstention est permise; la présidence ne départage pas les voix égales;"
            " une proposition doit être appuyée.",
        ),
        ("Présence", "On peut participer à distance. Un substitut vote en l’absence du titulaire."),
        ("Entre les rencontres", "Une résolution peut être prise par écrit, si tous ceux qui votent la signent."),
        ("Huis clos", "Le huis clos est permis."),
        ("Numéros", "{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}"),
        ("Procès-verbaux", "Adoptés, ils sont lus par ses membres."),
        ("Rencontres", "5 attendues par année."),
    ]
