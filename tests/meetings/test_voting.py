"""What a body resolves comes from a quorum, from votes that were counted once, and from its rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, Resolution
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings import models as meetings
from ententes.meetings.models import Ballot, Motion
from ententes.meetings.queries.wording import begun
from ententes.meetings.rules.late import Late
from tests.cast import NOW, Cast
from tests.decisions.chains import copy, open_plan, resolve

from .sittings import Sitting, make_sitting, minute
from .test_secret_votes import secret, vote
from .test_sitting import reasons


def test_a_resolution_is_refused_without_quorum_and_says_who_counts_and_how_many_are_missing(seated: Sitting) -> None:
    motion = seated.motion()
    seated.go("C")
    with pytest.raises(Refused) as refused:
        acts.record(motion, votes=(2, 0, 0), **seated.facts)
    assert reasons(refused) == [
        "Il n’y a pas quorum : 2 membres comptent (Aline Roy et Bruno Cyr); il en faut 3 sur 5, il en manque un.",
    ]
    assert not Resolution.objects.exists()
    assert Motion.objects.get().resolved == "d’acheter un four."
    seated.come("C")
    assert acts.record(motion, votes=(2, 1, 0), **seated.facts).outcome == "adopted"


def test_without_a_vote_asked_for_it_is_adopted_unanimously(seated: Sitting) -> None:
    resolution = acts.record(seated.motion(manner="unopposed"), **seated.facts)
    assert (resolution.number, resolution.outcome, resolution.unanimous) == ("CP-2011-11-23-01", "adopted", True)
    assert (resolution.votes_for, resolution.mover, resolution.seconder) == (None, seated.terms["A"], seated.terms["B"])


def test_a_dissent_is_written_by_name_and_ends_unanimity(seated: Sitting) -> None:
    resolution = acts.record(seated.motion(manner="unopposed"), dissents=[seated.terms["C"]], **seated.facts)
    assert (resolution.dissents, resolution.unanimous) == (["Clara Dion"], False)
    with pytest.raises(Refused, match="ne peut pas être en dissidence"):
        acts.record(seated.motion(manner="unopposed"), dissents=[seated.terms["D"]], **seated.facts)


@pytest.mark.parametrize(
    ("rules", "votes", "outcome"),
    [
        ({}, (2, 1, 0), "adopted"),
        ({}, (1, 2, 0), "rejected"),
        ({}, (1, 1, 1), "rejected"),
        ({}, (1, 0, 2), "adopted"),
        ({}, (0, 0, 3), "rejected"),
        ({"majority": "two_thirds"}, (2, 1, 0), "adopted"),
        ({"majority": "two_thirds"}, (1, 1, 1), "rejected"),
        ({"majority": "consensus"}, (2, 1, 0), "rejected"),
        ({"majority": "consensus"}, (2, 0, 1), "adopted"),
    ],
)
def test_the_majority_is_that_of_the_rules(seated: Sitting, rules: dict[str, str], votes: tuple[int, int, int], outcome: str) -> None:
    seated.change(**rules)
    assert acts.record(seated.motion(), votes=votes, **seated.facts).outcome == outcome


def test_a_tie_goes_to_the_chair_only_where_the_rules_say_so(seated: Sitting) -> None:
    seated.come("D")
    with pytest.raises(Refused, match="ne donnent pas voix prépondérante"):
        acts.record(seated.motion(), votes=(2, 2, 0), casting="for", **seated.facts)
    seated.change(casting_vote=True)
    with pytest.raises(Refused, match="dites comment elle tranche"):
        acts.record(seated.motion(), votes=(2, 2, 0), **seated.facts)
    with pytest.raises(Refused, match="ne tranche que des voix partagées"):
        acts.record(seated.motion(), votes=(3, 1, 0), casting="for", **seated.facts)
    adopted = acts.record(seated.motion(), votes=(2, 2, 0), casting="for", **seated.facts)
    rejected = acts.record(seated.motion(), votes=(2, 2, 0), casting="against", **seated.facts)
    assert [(one.outcome, one.casting_vote) for one in (adopted, rejected)] == [("adopted", True), ("rejected", True)]


def test_a_chair_who_withdrew_decides_no_tie(seated: Sitting) -> None:
    seated.change(casting_vote=True, recused_count=True)
    motion = seated.motion(mover=seated.terms["B"], seconder=seated.terms["C"])
    acts.recuse(seated.item("free"), seated.terms["A"], **seated.facts)
    with pytest.raises(Refused, match="ne peut pas trancher"):
        acts.record(motion, votes=(1, 1, 0), casting="for", **seated.facts)


def test_votes_never_outnumber_those_who_may_vote(seated: Sitting) -> None:
    seated.change(recused_count=True)
    motion = seated.motion()
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    with pytest.raises(Refused) as refused:
        acts.record(motion, votes=(3, 0, 0), **seated.facts)
    assert reasons(refused) == ["Le compte fait 3 voix, et 2 membres seulement peuvent voter : Aline Roy et Bruno Cyr."]
    acts.record(motion, votes=(2, 0, 0), **seated.facts)


def test_abstention_counts_only_where_it_is_allowed(seated: Sitting) -> None:
    seated.change(abstention_allowed=False)
    with pytest.raises(Refused, match="ne permettent pas l’abstention"):
        acts.record(seated.motion(), votes=(2, 0, 1), **seated.facts)
    motion = secret(seated)
    with pytest.raises(Refused, match="ne permettent pas l’abstention"):
        vote(seated, motion, A="abstain")


def test_mover_and_seconder_are_two_people_who_are_there_where_the_rules_ask_for_them(seated: Sitting) -> None:
    facts = {"votes": (3, 0, 0)}
    for fields, why in (
        ({"mover": None, "seconder": None}, ["Dites qui propose : les règles l’exigent.", "Dites qui appuie : les règles l’exigent."]),
        ({"seconder": seated.terms["A"]}, ["On n’appuie pas sa propre proposition."]),
    ):
        with pytest.raises(Refused) as refused:
            acts.record(seated.motion(**fields), **facts, **seated.facts)
        assert reasons(refused) == why
    with pytest.raises(Refused, match="n’est pas parmi les membres qui votent sur ce point"):
        acts.record(seated.motion(seconder=seated.terms["E"]), **facts, **seated.facts)
    with pytest.raises(Refused, match="ne siège pas à cette instance"):
        seated.motion(mover=seated.cast.worker_term.term)
    seated.change(seconder_required=False)
    assert acts.record(seated.motion(mover=None, seconder=None), **facts, **seated.facts).mover is None


def test_a_vote_by_name_has_one_answer_a_seat(seated: Sitting) -> None:
    motion = seated.motion(manner="by_name")
    names = {letter: seated.terms[letter].pk for letter in "ABCD"}
    with pytest.raises(Refused, match="N’ont pas encore répondu à l’appel\u00a0: Clara Dion"):
        acts.record(motion, by_name={names["A"]: "for", names["B"]: "against"}, **seated.facts)
    with pytest.raises(Refused, match="Un des noms appelés"):
        acts.record(motion, by_name={**dict.fromkeys((names[one] for one in "ABC"), "for"), names["D"]: "for"}, **seated.facts)
    resolution = acts.record(motion, by_name={names["A"]: "for", names["B"]: "for", names["C"]: "against"}, **seated.facts)
    assert (resolution.votes_for, resolution.votes_against, resolution.outcome) == (2, 1, "adopted")
    said = {(one.term.person.name, one.choice, one.recorded_by) for one in Ballot.objects.all()}
    assert ("Clara Dion", "against", "coordination de l’entente") in said


def test_two_who_record_the_same_item_each_keep_their_words_and_the_second_reads_the_first(seated: Sitting) -> None:
    motion = acts.write_motion(seated.item("free"), by=seated.cast.coordination, when=minute(9))
    by = {"when": minute(9), "revision": 1}
    acts.save_motion(motion, {"resolved": "d’acheter un four."}, by=seated.cast.coordination, **by)
    with pytest.raises(Late) as late:
        acts.save_motion(motion, {"resolved": "de louer un four."}, by=seated.capacity("A"), **by)
    assert (late.value.row.resolved, late.value.row.revision) == ("d’acheter un four.", 2)
    assert Motion.objects.get().resolved == "d’acheter un four."
    acts.summarise(seated.item("free"), "On en parle.", **by, by=seated.cast.coordination)
    with pytest.raises(Late):
        acts.summarise(seated.item("free"), "On en discute.", **by, by=seated.cast.coordination)
    assert seated.item("free").summary == "On en parle."


def test_a_motion_on_a_matter_begins_with_what_it_went_through_and_the_mandate(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABC")
    sitting.take("plan")
    motion = acts.write_motion(sitting.item("plan"), by=cast.coordination, when=minute(9))
    assert (
        motion.whereas.replace("\N{NO-BREAK SPACE}", " ")
        == "que l’entente donne à « Comité du pain » le mandat « Proposer le plan d’action »;"
    )
    assert motion.resolved.replace("\N{NO-BREAK SPACE}", " ") == "de proposer « Le plan d’action 2011-2012 », tel que déposé (version 1)."
    assert motion.move == "pass"
    back = acts.write_motion(sitting.item("plan"), by=cast.coordination, when=minute(9), move="return")
    assert back.resolved.startswith("de renvoyer")


def test_a_motion_recalls_what_was_proposed_last_not_what_was_returned_since(cast: Cast) -> None:
    matter = open_plan(cast)
    item = meetings.Item(meeting=meetings.Meeting(body=cast.management, starts_at=NOW), title="Le plan")
    for body, move in ((cast.working, "pass"), (cast.management, "return"), (cast.working, "pass")):
        decisions.transmit(matter, copy=copy(move + body.name), by=cast.coordination, when=NOW)
        resolve(cast, matter, body, move)
        matter.refresh_from_db()
    item.matter = matter
    proposed = [line for line in begun(item)["whereas"].splitlines() if "a proposé" in line]
    assert [line.endswith("(résolution CF-2011-11-23-02);") for line in proposed] == [True]


@pytest.mark.parametrize(
    ("move", "votes", "state", "linked"),
    [
        ("pass", (3, 0, 0), "preparing", True),
        ("pass", (0, 3, 0), "rejected", True),
        ("return", (3, 0, 0), "preparing", True),
        ("return", (0, 3, 0), "before", False),
        ("reject", (3, 0, 0), "rejected", True),
        ("reject", (0, 3, 0), "before", False),
    ],
)
def test_the_count_moves_the_matter(cast: Cast, move: str, votes: tuple[int, int, int], state: str, linked: bool) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABC")
    sitting.take("plan")
    resolution = acts.record(sitting.motion("plan", move=move), votes=votes, **sitting.facts)
    assert (Matter.objects.get().state, resolution.matter is not None) == (state, linked)


def test_an_adoption_with_changes_takes_the_text_as_it_was_changed(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABC")
    sitting.take("plan")
    motion = sitting.motion("plan", move="pass_with_changes")
    with pytest.raises(Refused, match="modifiez-le d’abord"):
        acts.record(motion, votes=(3, 0, 0), **sitting.facts)
    resolution = acts.record(motion, votes=(3, 0, 0), copy=copy("autre"), **sitting.facts)
    assert (resolution.version.number, resolution.version.data) == (2, {"text": "autre"})


def test_a_resolution_taken_in_camera_says_so(seated: Sitting) -> None:
    acts.go_in_camera(seated.item("free"), **seated.facts)
    inside = acts.record(seated.motion(), votes=(3, 0, 0), **seated.facts)
    acts.end_in_camera(seated.item("free"), **seated.facts)
    outside = acts.record(seated.motion(), votes=(3, 0, 0), **seated.facts)
    assert (inside.in_camera, outside.in_camera) == (True, False)


def test_a_resolution_is_taken_at_the_item_under_way_and_once(seated: Sitting) -> None:
    other = seated.motion("other")
    with pytest.raises(Refused, match="prenez d’abord ce point"):
        acts.record(other, votes=(3, 0, 0), **seated.facts)
    motion = seated.motion()
    acts.record(motion, votes=(3, 0, 0), **seated.facts)
    with pytest.raises(Refused, match="est déjà consignée\u00a0: résolution CP-2011-11-23-01"):
        acts.record(motion, votes=(3, 0, 0), **seated.facts)


def test_a_sitting_past_midnight_numbers_its_resolutions_by_the_day_it_began(sitting: Sitting) -> None:
    evening = datetime(2011, 11, 22, 23, 30, tzinfo=ZoneInfo("America/Toronto"))
    facts = {"by": sitting.cast.coordination, "when": NOW}
    acts.open_meeting(sitting.meeting, at=evening, **facts)
    for letter in "ABC":
        acts.arrive(sitting.meeting, sitting.terms[letter], at=evening, **facts)
    acts.take_up(sitting.item("free"), at=evening, **facts)
    resolution = acts.record(sitting.motion(), votes=(3, 0, 0), at=evening + timedelta(hours=2), **facts)
    assert (resolution.number, resolution.taken_on.day, resolution.taken_at.astimezone(evening.tzinfo).day) == ("CP-2011-11-22-01", 22, 23)


def test_a_sitting_across_the_change_of_hour_lasts_as_long_as_it_did(sitting: Sitting) -> None:
    """On November 6, 2011, 1 h 30 comes twice in Québec: an arrival in the second hour is after a departure in the first."""
    zone = ZoneInfo("America/Toronto")
    opened = datetime(2011, 11, 6, 0, 30, tzinfo=zone)
    first, second = datetime(2011, 11, 6, 1, 30, tzinfo=zone, fold=0), datetime(2011, 11, 6, 1, 30, tzinfo=zone, fold=1)
    facts = {"by": sitting.cast.coordination, "when": NOW}
    acts.open_meeting(sitting.meeting, at=opened, **facts)
    here = [acts.arrive(sitting.meeting, sitting.terms[letter], at=opened, **facts) for letter in "ABC"]
    acts.take_up(sitting.item("free"), at=opened, **facts)
    acts.depart(here[2], at=first, **facts)
    motion = sitting.motion()
    with pytest.raises(Refused, match="Il n’y a pas quorum"):
        acts.record(motion, votes=(2, 0, 0), at=first + timedelta(minutes=10), **facts)
    acts.arrive(sitting.meeting, sitting.terms["C"], at=second, **facts)
    assert acts.record(motion, votes=(3, 0, 0), at=second, **facts).number == "CP-2011-11-06-01"


def test_a_recommendation_that_is_lost_leaves_a_project_before_its_body(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    matter = Matter.objects.get()
    Matter.objects.filter(pk=matter.pk).update(kind="project")
    matter.stages.filter(position=0).update(verbs=["recommend"])
    sitting.open()
    sitting.come("ABC")
    sitting.take("plan")
    resolution = acts.record(sitting.motion("plan", move="pass"), votes=(0, 3, 0), **sitting.facts)
    assert (Matter.objects.get().state, resolution.outcome, resolution.matter) == ("before", "rejected", None)
    with pytest.raises(Refused, match="ne fait que recommander"):
        acts.record(sitting.motion("plan", move="reject"), votes=(3, 0, 0), **sitting.facts)
