"""A secret vote counts each seat once, keeps nothing of who said what, and loses nothing when something happens in its middle."""

from __future__ import annotations

import pytest
from django.db import connection

from ententes.committees.models import Seat, Term
from ententes.correspondence.models import Letter
from ententes.decisions.models import Entry
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Ballot, Meeting, Motion, Slip
from ententes.meetings.queries.counting import tally_of
from tests.cast import TODAY, make_person

from .sittings import Sitting, minute
from .test_sitting import reasons


def secret(sitting: Sitting) -> Motion:
    """A secret vote, open."""
    return acts.open_ballot(sitting.motion(manner="secret"), **sitting.facts)


def vote(sitting: Sitting, motion: Motion, **choices: str) -> None:
    for letter, choice in choices.items():
        acts.cast(Motion.objects.get(pk=motion.pk), sitting.terms[letter], choice, when=minute(sitting.clock))


def test_a_secret_vote_is_opened_cast_closed_and_counted_with_nothing_of_who_said_what(seated: Sitting) -> None:
    motion = secret(seated)
    assert [letter.recipient.name for letter in Letter.objects.order_by("pk").filter(text__contains="/vote/")] == [
        "Aline Roy",
        "Bruno Cyr",
        "Clara Dion",
    ]
    vote(seated, motion, A="for", B="against", C="for")
    assert {(one.term.person.name, one.choice, one.at) for one in Ballot.objects.all()} == {
        (name, "", motion.opened_at) for name in ("Aline Roy", "Bruno Cyr", "Clara Dion")
    }
    assert {field.name for field in Slip._meta.get_fields()} == {"id", "motion", "choice"}
    closed = acts.close_ballot(motion, **seated.facts)
    assert Entry.objects.get(kind="vote").content["votes"] == [2, 1, 0]
    resolution = acts.record(closed, **seated.facts)
    assert (resolution.manner, resolution.votes_for, resolution.votes_against) == ("secret", 2, 1)
    assert resolution.taken_at == closed.closed_at


def test_the_slips_tell_nothing_of_their_order(seated: Sitting) -> None:
    """Rows are written anew at each ballot in a drawn order: over many votes, the last one cast is not always the last one kept."""
    places = set()
    for _turn in range(24):
        motion = secret(seated)
        vote(seated, motion, A="for", B="for", C="against")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT choice FROM meetings_slip WHERE motion_id = {motion.pk}")
            places.add([row[0] for row in cursor.fetchall()].index("against"))
        acts.close_ballot(motion, **seated.facts)
        acts.withdraw_motion(Motion.objects.get(pk=motion.pk), **seated.facts)
    assert len(places) > 1


def test_a_ballot_is_counted_or_refused_never_both(seated: Sitting) -> None:
    motion = secret(seated)
    vote(seated, motion, A="for")
    with pytest.raises(Refused, match="a déjà voté\u00a0: ce bulletin n’est pas compté"):
        vote(seated, motion, A="against")
    with pytest.raises(Refused, match="n’est pas parmi les membres présents qui votent"):
        vote(seated, motion, D="for")
    acts.recuse(seated.item("free"), seated.terms["B"], **seated.facts)
    with pytest.raises(Refused, match="est en retrait de ce point et n’y vote pas"):
        vote(seated, motion, B="for")
    with pytest.raises(Refused, match="Choisissez pour, contre"):
        vote(seated, motion, C="peut-être")
    acts.close_ballot(motion, **seated.facts)
    with pytest.raises(Refused) as refused:
        vote(seated, motion, C="for")
    assert reasons(refused)[0].startswith("Le vote a été fermé à 14 h")
    assert (Ballot.objects.count(), Slip.objects.count()) == (1, 1)


def test_a_holder_who_arrives_does_not_vote_after_their_substitute(sitting: Sitting) -> None:
    sitting.terms["S"] = Term.objects.create(
        seat=sitting.terms["C"].seat, person=make_person("Substitut"), role="substitute", starts_on=TODAY
    )
    sitting.open()
    sitting.come("ABS")
    sitting.take("free")
    motion = secret(sitting)
    vote(sitting, motion, S="for")
    sitting.come("C")
    with pytest.raises(Refused, match=r"Le siège .* a déjà voté"):
        vote(sitting, motion, C="against")
    assert Slip.objects.count() == 1


def test_who_sits_twice_votes_in_the_capacity_they_chose_on_arriving(sitting: Sitting) -> None:
    second = Seat.objects.create(body=sitting.body, label="Deuxième siège", position=9)
    sitting.terms["F"] = Term.objects.create(seat=second, person=sitting.terms["A"].person, starts_on=TODAY)
    sitting.open()
    sitting.come("FBCD")
    sitting.take("free")
    motion = acts.open_ballot(sitting.motion(manner="secret", mover=sitting.terms["B"], seconder=sitting.terms["C"]), **sitting.facts)
    with pytest.raises(Refused, match="n’est pas parmi les membres présents qui votent, à ce titre"):
        vote(sitting, motion, A="for")
    vote(sitting, motion, F="for")


def test_the_text_put_to_the_vote_no_longer_changes(seated: Sitting) -> None:
    motion = secret(seated)
    by = {"by": seated.cast.coordination, "when": minute(seated.clock)}
    with pytest.raises(Refused, match="son texte ne change plus"):
        acts.save_motion(motion, {"resolved": "d’en acheter deux."}, revision=motion.revision, **by)
    acts.save_motion(motion, {"seconder": seated.terms["C"]}, revision=motion.revision, **by)
    with pytest.raises(Refused, match="Le vote est encore ouvert"):
        acts.record(motion, **seated.facts)
    with pytest.raises(Refused, match="Un vote est ouvert sur « Achat d’un four »".replace(" ", ".")):
        seated.take("other")


def test_the_chair_may_leave_during_a_vote_once_somebody_else_presides_and_the_vote_goes_on(seated: Sitting) -> None:
    seated.come("D")
    motion = secret(seated)
    vote(seated, motion, A="for", B="for")
    with pytest.raises(Refused, match="dites qui préside à sa place, et le vote continue"):
        seated.go("A")
    with pytest.raises(Refused, match="Qui part ne préside plus"):
        seated.go("A", acting_chair=seated.terms["A"].person)
    seated.go("A", acting_chair=seated.terms["B"].person)
    vote(seated, motion, C="against", D="for")
    acts.close_ballot(motion, **seated.facts)
    motion.refresh_from_db()
    acts.save_motion(
        motion,
        {"mover": seated.terms["B"], "seconder": seated.terms["C"]},
        revision=motion.revision,
        by=seated.cast.coordination,
        when=minute(seated.clock),
    )
    resolution = acts.record(motion, **seated.facts)
    assert (resolution.votes_for, resolution.votes_against) == (3, 1)
    assert Meeting.objects.get(pk=seated.meeting.pk).chair == seated.terms["B"].person


def test_a_quorum_lost_during_a_vote_refuses_its_recording_and_loses_nothing(seated: Sitting) -> None:
    motion = secret(seated)
    vote(seated, motion, A="for", B="for")
    seated.go("C")
    acts.close_ballot(motion, **seated.facts)
    motion.refresh_from_db()
    with pytest.raises(Refused, match="Le quorum s’est perdu pendant le vote"):
        acts.record(motion, **seated.facts)
    assert (tally_of(motion).figures, Slip.objects.count()) == ((2, 0, 0), 2)
    seated.come("C")
    with pytest.raises(Refused, match="Le quorum s’est perdu pendant le vote"):
        acts.record(motion, **seated.facts)
    again = acts.vote_again(motion, **seated.facts)
    assert (again.resolved, again.mover, again.opened_at) == ("d’acheter un four.", seated.terms["A"], None)
    acts.open_ballot(again, **seated.facts)
    vote(seated, again, A="for", B="for", C="for")
    acts.close_ballot(again, **seated.facts)
    assert acts.record(Motion.objects.get(pk=again.pk), **seated.facts).votes_for == 3
    motion.refresh_from_db()
    assert (motion.withdrawn_at is not None, motion.slips.count()) == (True, 2)


def test_no_secret_vote_opens_on_a_meeting_entered_from_paper_whose_count_is_written(sitting: Sitting) -> None:
    sitting.open(afterwards=True)
    sitting.come("ABC")
    sitting.take("free")
    motion = sitting.motion(manner="secret")
    with pytest.raises(Refused, match="inscrivez le résultat du scrutin tenu sur papier"):
        acts.open_ballot(motion, **sitting.facts)
    resolution = acts.record(motion, votes=(2, 1, 0), **sitting.facts)
    assert (resolution.manner, resolution.votes_for) == ("secret", 2)
