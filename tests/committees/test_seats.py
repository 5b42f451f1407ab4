"""Seats and terms: one holder at a time, an end that is an end, a coordination that is never empty."""

from __future__ import annotations

from datetime import date

import pytest

from ententes.committees import acts
from ententes.committees.models import Seat, Term
from ententes.committees.queries import capacities, people_of, places
from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_coordination, make_person


def reasons(act: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.reasons


def test_a_seat_is_held_by_one_person_at_a_time(cast: Cast) -> None:
    seat = acts.add_seat(cast.working, label="  Siège   nord ", by=cast.coordination)
    assert (seat.label, seat.position, seat.votes) == ("Siège nord", 1, True)
    term = acts.appoint(seat, person=cast.stranger, starts_on=date(2011, 5, 1), source="résolution 2011-04", by=cast.coordination)
    assert [one.words for one in capacities(cast.stranger, cast.agreement, TODAY)] == ["membre, Comité des fours"]
    other = make_person("Autre Membre")
    assert reasons(lambda: acts.appoint(seat, person=other, starts_on=TODAY, by=cast.coordination)) == [
        "Étienne Passant tient ce siège à titre de titulaire\u00a0: mettez d’abord fin à son mandat."
    ]
    acts.end_term(term, ends_on=date(2011, 10, 31), by=cast.coordination)
    assert capacities(cast.stranger, cast.agreement, date(2011, 10, 31)) != ()
    assert capacities(cast.stranger, cast.agreement, date(2011, 11, 1)) == ()
    acts.appoint(seat, person=other, starts_on=date(2011, 11, 1), by=cast.coordination)
    [place] = [one for one in places(cast.agreement, on=TODAY) if one.pk == seat.pk]
    assert ([one.name for one in place.held], [one.name for one in place.past]) == (["Autre Membre"], ["Étienne Passant"])


def test_a_substitute_is_somebody_else(cast: Cast) -> None:
    seat = cast.worker_term.term.seat
    assert reasons(lambda: acts.appoint(seat, person=cast.worker, role="substitute", starts_on=TODAY, by=cast.coordination)) == [
        "Noémie Tran tient déjà ce siège; une personne ne se remplace pas elle-même."
    ]
    acts.appoint(seat, person=cast.stranger, role="substitute", starts_on=TODAY, by=cast.coordination)
    assert [one.words for one in capacities(cast.stranger, cast.agreement, TODAY)] == ["substitut, Comité des fours"]


def test_a_closed_account_sits_nowhere(cast: Cast) -> None:
    gone = make_person("Parti Loin", is_active=False)
    seat = acts.add_seat(cast.working, label="Siège sud", by=cast.coordination)
    assert reasons(lambda: acts.appoint(seat, person=gone, starts_on=TODAY, by=cast.coordination)) == ["Le compte de Parti Loin est fermé."]


def test_who_is_named_is_told_by_a_letter_in_their_language(cast: Cast) -> None:
    seat = acts.add_seat(cast.working, label="Siège est", by=cast.coordination)
    acts.appoint(seat, person=cast.stranger, starts_on=TODAY, by=cast.coordination, when=NOW)
    letter = Letter.objects.get()
    assert (letter.address, letter.subject) == (cast.stranger.email, "Entente sur le pain et la culture\u00a0: vous y avez un siège")
    assert "http://127.0.0.1:8000/e/pain-et-culture/" in letter.text
    acts.name_coordinator(cast.agreement, person=cast.opener, starts_on=TODAY, by=cast.coordination, when=NOW)
    assert Letter.objects.count() == 2
    acts.name_coordinator(cast.agreement, person=cast.opener, starts_on=TODAY, by=cast.coordination, when=NOW)
    assert Letter.objects.count() == 2


def test_a_term_does_not_end_before_it_began_nor_twice(cast: Cast) -> None:
    term = cast.manager_term.term
    assert reasons(lambda: acts.end_term(term, ends_on=date(2010, 4, 30), by=cast.coordination)) == [
        "Le dernier jour précède le premier, le 1er\u00a0mai\u00a02010."
    ]
    acts.end_term(term, ends_on=date(2011, 6, 30), by=cast.coordination)
    assert reasons(lambda: acts.end_term(term, ends_on=date(2011, 12, 31), by=cast.coordination)) == [
        "Ce mandat a pris fin le 30\u00a0juin\u00a02011; nommez de nouveau plutôt que de le prolonger."
    ]


def test_only_the_coordination_of_that_agreement_keeps_its_bodies(cast: Cast) -> None:
    elsewhere = make_coordination(cast.other_agreement, cast.opener)
    said = ["C’est la coordination de l’entente qui tient ses instances et ses accès."]
    seat = cast.worker_term.term.seat
    for by in (cast.manager_term, elsewhere):
        assert reasons(lambda by=by: acts.add_seat(cast.working, label="Siège", by=by)) == said
        assert reasons(lambda by=by: acts.end_term(cast.worker_term.term, ends_on=TODAY, by=by)) == said
        assert reasons(lambda by=by: acts.choose_contact(cast.working, person=None, by=by)) == said
        assert reasons(lambda by=by: acts.set_cadence(cast.working, months=2, by=by)) == said
        assert reasons(lambda by=by: acts.name_coordinator(cast.agreement, person=cast.stranger, starts_on=TODAY, by=by)) == said
        assert said[0] in reasons(lambda by=by: acts.appoint(seat, person=cast.stranger, starts_on=TODAY, by=by))
    assert (Seat.objects.count(), Term.objects.filter(ends_on__isnull=False).count()) == (2, 0)


def test_the_coordination_is_never_empty(cast: Cast) -> None:
    [own] = cast.agreement.coordinations.all()
    assert reasons(lambda: acts.end_coordination(own, ends_on=TODAY, by=cast.coordination)) == [
        "C’est la dernière personne à la coordination\u00a0: nommez d’abord quelqu’un d’autre."
    ]
    other = acts.name_coordinator(cast.agreement, person=cast.opener, starts_on=TODAY, by=cast.coordination)
    acts.end_coordination(own, ends_on=TODAY, by=cast.coordination)
    assert reasons(lambda: acts.end_coordination(other, ends_on=TODAY, by=cast.coordination)) == [
        "C’est la dernière personne à la coordination\u00a0: nommez d’abord quelqu’un d’autre."
    ]


def test_a_seat_somebody_held_stays(cast: Cast) -> None:
    assert "reste au dossier" in reasons(lambda: acts.remove_seat(cast.worker_term.term.seat, by=cast.coordination))[0]
    empty = acts.add_seat(cast.working, label="Siège vide", by=cast.coordination)
    acts.remove_seat(empty, by=cast.coordination)
    assert not Seat.objects.filter(label="Siège vide").exists()


def revise(cast: Cast, **changes: object) -> object:
    body = cast.working
    before = {"name": body.name, "acronym": body.acronym, "kind": body.kind, "host": body.host, "parent": body.parent, "composition": ""}
    return acts.revise_body(body, **before | changes, by=cast.coordination)  # type: ignore[arg-type]


def test_a_renamed_body_is_known_by_its_former_names(cast: Cast) -> None:
    revise(cast, name="Comité du four")
    body = revise(cast, name="Comité des fours", acronym="FOUR")
    assert (body.name, body.acronym) == ("Comité des fours", "FOUR")  # type: ignore[attr-defined]
    assert sorted(body.aliases.values_list("name", flat=True)) == ["Comité du four"]  # type: ignore[attr-defined]


def test_a_body_has_its_own_name_and_reports_to_no_loop(cast: Cast) -> None:
    assert reasons(lambda: revise(cast, name="Comité de gestion")) == ["Une instance porte déjà ce nom."]
    assert reasons(lambda: revise(cast, name=" ")) == ["Le nom de l’instance est obligatoire."]
    below = make_body(cast.agreement, "Sous-comité", parent=cast.working)
    assert reasons(lambda: revise(cast, parent=below)) == ["Une instance ne peut pas relever d’elle-même."]
    assert reasons(lambda: revise(cast, parent=make_body(cast.other_agreement, "Ailleurs"))) == [
        "Une instance ne relève que d’une instance de la même entente."
    ]
    assert revise(cast, parent=cast.management).parent == cast.management  # type: ignore[attr-defined]


def test_the_people_of_an_agreement_are_those_it_knows(cast: Cast) -> None:
    assert [name for _, name in people_of(cast.agreement)] == ["Amélie Bouchard", "Jean-Luc Siméon", "Noémie Tran"]
    acts.choose_contact(cast.management, person=cast.stranger, by=cast.coordination)
    assert [name for _, name in people_of(cast.agreement)] == ["Amélie Bouchard", "Étienne Passant", "Jean-Luc Siméon", "Noémie Tran"]
    assert people_of(cast.other_agreement) == []
