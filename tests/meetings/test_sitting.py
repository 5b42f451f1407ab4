"""A sitting says who was there at each moment, and a quorum is always that of a moment, of an item and of the rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ententes.committees.models import Charge, Seat, Term
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, Step
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Presiding, Recusal
from ententes.meetings.queries.quorum import quorum_at, voters_at
from ententes.meetings.rules import during
from tests.cast import NOW, TODAY, Cast, make_person

from .sittings import Sitting, make_meeting, make_sitting, minute


def reasons(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in refused.value.reasons]


def said(sitting: Sitting, at: int | None = None, item: str = "") -> str:
    moment = minute(sitting.clock if at is None else at)
    found = quorum_at(sitting.meeting, moment, sitting.item(item) if item else None)
    return found.said().replace("\N{NO-BREAK SPACE}", " ")


def test_only_the_coordination_the_chair_and_the_secretary_of_the_body_record(sitting: Sitting) -> None:
    secretary = make_person("Sonia Thibault")
    Charge.objects.create(body=sitting.body, office="secretary", person=secretary, starts_on=TODAY)
    holding = Capacity(sitting.cast.agreement, term=Term(seat=Seat.objects.filter(body=sitting.cast.working)[0], person=secretary))
    by = {"coordination": sitting.cast.coordination, "chair": sitting.capacity("A"), "member": sitting.capacity("B"), "secretary": holding}
    allowed = {name for name, one in by.items() if not list(during.obstacles_to_recording(sitting.body, by=one, when=NOW))}
    assert allowed == {"coordination", "chair", "secretary"}
    [why] = during.obstacles_to_recording(sitting.body, by=sitting.cast.manager_term, when=NOW)
    assert "Vous agissez ici comme membre, Comité de gestion." in why


def test_a_meeting_that_was_not_called_opens_only_when_it_is_entered_afterwards(sitting: Sitting) -> None:
    coming = make_meeting(sitting.body, 2, state="planned")
    with pytest.raises(Refused, match="n’a pas été convoquée"):
        acts.open_meeting(coming, **sitting.facts)
    opened = acts.open_meeting(coming, **sitting.facts, afterwards=True)
    assert (opened.state, opened.afterwards, opened.chair) == ("open", True, sitting.terms["A"].person)
    with pytest.raises(Refused, match="est ouverte\u00a0: elle ne s’ouvre pas"):
        acts.open_meeting(opened, **sitting.facts)
    with pytest.raises(Refused, match=r"Une autre rencontre de .* est ouverte"):
        sitting.open()


def test_a_body_without_rules_does_not_sit(sitting: Sitting) -> None:
    sitting.rules.delete()
    with pytest.raises(Refused, match=r"règles de fonctionnement de .* ne sont pas encore posées"):
        sitting.open()


def test_the_quorum_lives_with_arrivals_and_departures(sitting: Sitting) -> None:
    sitting.open()
    assert said(sitting) == "Il n’y a pas quorum : aucun membre ne compte; il en faut 3 sur 5, il en manque 3."
    sitting.come("AB")
    assert said(sitting) == "Il n’y a pas quorum : 2 membres comptent (Aline Roy et Bruno Cyr); il en faut 3 sur 5, il en manque un."
    sitting.come("C")
    assert said(sitting) == "Il y a quorum : 3 membres comptent (Aline Roy, Bruno Cyr et Clara Dion); il en faut 3 sur 5."
    three = sitting.clock
    sitting.go("B")
    assert "il en manque un" in said(sitting)
    assert said(sitting, at=three).startswith("Il y a quorum")
    sitting.come("B")
    assert said(sitting).startswith("Il y a quorum")
    assert Attendance.objects.filter(term=sitting.terms["B"]).count() == 2


@pytest.mark.parametrize(
    ("rules", "vacant", "needed"),
    [({}, 0, 3), ({}, 2, 3), ({"quorum": "occupied"}, 2, 2), ({"quorum": "count", "quorum_number": 4}, 0, 4)],
)
def test_how_many_are_needed_comes_from_the_rules(sitting: Sitting, rules: dict[str, object], vacant: int, needed: int) -> None:
    sitting.change(**rules)
    for letter in "DE"[:vacant]:
        Term.objects.filter(pk=sitting.terms[letter].pk).update(ends_on=TODAY - timedelta(days=1))
    assert quorum_at(sitting.meeting, minute(0)).needed == needed


def test_a_seat_that_the_rules_require_must_be_there_whatever_the_number(sitting: Sitting) -> None:
    sitting.change(required_seat=sitting.terms["E"].seat)
    sitting.open()
    sitting.come("ABCD")
    assert said(sitting).endswith("Les règles exigent que le siège « Siège E » soit représenté; il ne l’est pas.")
    sitting.come("E")
    assert said(sitting).startswith("Il y a quorum : 5 membres")


def test_who_withdrew_counts_only_where_the_rules_say_so(seated: Sitting) -> None:
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    assert said(seated, item="free").endswith("Ne comptent pas, s’étant retirés de ce point : Clara Dion.")
    assert said(seated).startswith("Il y a quorum")
    assert [one.person.name for one in voters_at(seated.meeting, minute(seated.clock), seated.item("free"))] == ["Aline Roy", "Bruno Cyr"]
    seated.change(recused_count=True)
    assert said(seated, item="free").startswith("Il y a quorum : 3 membres")
    assert len(voters_at(seated.meeting, minute(seated.clock), seated.item("free"))) == 2


def test_seats_without_a_vote_guests_and_observers_do_not_count(sitting: Sitting) -> None:
    Seat.objects.filter(pk=sitting.terms["C"].seat_id).update(votes=False)
    sitting.open()
    sitting.come("ABC")
    acts.welcome(sitting.meeting, "Un invité", **sitting.facts)
    assert said(sitting) == "Il n’y a pas quorum : 2 membres comptent (Aline Roy et Bruno Cyr); il en faut 3 sur 4, il en manque un."


def substitute(sitting: Sitting, letter: str) -> Term:
    return Term.objects.create(
        seat=sitting.terms[letter].seat, person=make_person(f"Substitut de {letter}"), role="substitute", starts_on=TODAY
    )


def test_a_holder_who_arrives_takes_the_seat_from_the_substitute_who_stays_as_an_observer(sitting: Sitting) -> None:
    sitting.terms["S"] = substitute(sitting, "C")
    sitting.open()
    sitting.come("ABS")
    assert said(sitting).startswith("Il y a quorum")
    sitting.come("C")
    rows = [(one.name, one.standing, one.left_at is None) for one in sitting.meeting.attendances.filter(term__seat=sitting.terms["C"].seat)]
    assert rows == [("Substitut de C", "member", False), ("Substitut de C", "observer", True), ("Clara Dion", "member", True)]
    assert "Clara Dion" in said(sitting)
    assert "Substitut" not in said(sitting)


def test_a_substitute_who_arrives_after_the_holder_observes_and_takes_the_seat_once_the_holder_left(sitting: Sitting) -> None:
    sitting.terms["S"] = substitute(sitting, "C")
    sitting.open()
    sitting.come("ABCS")
    assert sitting.here["S"].standing == "observer"
    with pytest.raises(Refused, match="est déjà parmi les présents"):
        sitting.come("S")
    sitting.go("C")
    assert "il en manque un" in said(sitting)
    sitting.come("S")
    assert "Substitut de C" in said(sitting)


def test_a_substitute_counts_only_where_the_rules_let_them_vote(sitting: Sitting) -> None:
    sitting.change(substitutes_vote=False)
    sitting.terms["S"] = substitute(sitting, "C")
    sitting.open()
    sitting.come("ABS")
    assert "il en manque un" in said(sitting)


def test_somebody_on_two_seats_sits_in_one_capacity_at_a_time(sitting: Sitting) -> None:
    second = Seat.objects.create(body=sitting.body, label="Deuxième siège", position=9)
    sitting.terms["F"] = Term.objects.create(seat=second, person=sitting.terms["A"].person, starts_on=TODAY)
    sitting.open()
    sitting.come("A")
    with pytest.raises(Refused) as refused:
        sitting.come("F")
    assert reasons(refused) == ["Aline Roy est déjà là au titre du siège « Siège A » : on ne siège qu’à un titre à la fois."]
    sitting.go("A")
    sitting.come("F")
    assert "1" not in said(sitting).split("(")[0]


def test_nobody_sits_from_a_distance_or_for_another_body_or_after_their_term(sitting: Sitting) -> None:
    sitting.change(remote_allowed=False)
    Term.objects.filter(pk=sitting.terms["B"].pk).update(ends_on=TODAY - timedelta(days=1))
    sitting.terms["B"].refresh_from_db()
    sitting.open()
    facts = {**sitting.facts, "remote": False}
    assert list(during.obstacles_to_arriving(sitting.meeting, sitting.terms["A"], **facts | {"remote": True})) == [
        "Les règles ne permettent pas la participation à distance\u00a0: Aline Roy ne peut pas siéger ainsi."
    ]
    assert list(during.obstacles_to_arriving(sitting.meeting, sitting.terms["B"], **facts)) == [
        "Le mandat de Bruno Cyr ne court pas ce jour-là."
    ]
    [foreign] = during.obstacles_to_arriving(sitting.meeting, sitting.cast.worker_term.term, **facts)
    assert foreign == "Noémie Tran ne siège pas à cette instance à ce titre."


def test_nothing_is_recorded_before_the_opening_or_in_the_future(sitting: Sitting) -> None:
    with pytest.raises(Refused, match="elle doit être ouverte"):
        sitting.come("A")
    sitting.open()
    with pytest.raises(Refused, match="précède l’ouverture"):
        sitting.come("A", at=minute(-5))
    with pytest.raises(Refused, match="est à venir"):
        sitting.come("A", at=minute(60))


def test_who_was_there_when_a_resolution_was_taken_no_longer_changes(seated: Sitting) -> None:
    before = seated.clock
    acts.record(seated.motion(), votes=(3, 0, 0), **seated.facts)
    with pytest.raises(Refused, match="qui était là auparavant ne change plus"):
        seated.go("C", at=minute(before))
    with pytest.raises(Refused, match="ne change plus"):
        acts.strike(seated.here["C"], by=seated.cast.coordination, when=minute(seated.clock))
    seated.go("C")


def test_a_presence_entered_by_mistake_is_struck(sitting: Sitting) -> None:
    sitting.open()
    sitting.come("B")
    acts.strike(sitting.here["B"], by=sitting.cast.coordination, when=minute(sitting.clock))
    assert not sitting.meeting.attendances.exists()


def test_a_declared_interest_withdraws_its_member_when_the_matter_is_taken_up_and_until_it_ends(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    matter = Matter.objects.get()
    for letter in "CD":
        person = sitting.terms[letter].person
        decisions.declare_interest(matter, person=person, nature="Il vend des fours.", declared_by="membre", when=NOW)
    sitting.open()
    sitting.come("ABCE")
    sitting.take("plan")
    taken = sitting.clock
    assert [(one.term, one.left_at) for one in Recusal.objects.all()] == [(sitting.terms["C"], minute(taken))]
    sitting.come("D")
    assert Recusal.objects.filter(term=sitting.terms["D"], left_at=minute(sitting.clock)).exists()
    with pytest.raises(Refused, match="a déclaré un intérêt dans ce dossier"):
        acts.come_back(Recusal.objects.get(term=sitting.terms["C"]), **sitting.facts)
    assert not Matter.objects.seen_by(sitting.terms["C"].person, TODAY).exists()
    sitting.take("free")
    assert {one.returned_at for one in Recusal.objects.all()} == {minute(sitting.clock)}
    sitting.take("plan")
    assert Recusal.objects.filter(returned_at=None).count() == 2


def test_an_interest_declared_at_the_table_withdraws_and_enters_the_register(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABCD")
    sitting.take("plan")
    acts.recuse(sitting.item("plan"), sitting.terms["D"], nature="Sa sœur le vend.", **sitting.facts)
    assert Matter.objects.get().interests.get().nature == "Sa sœur le vend."
    assert "Denis Fortin" in said(sitting, item="plan")


def test_in_camera_has_its_hours_and_guests_leave(seated: Sitting) -> None:
    guest = acts.welcome(seated.meeting, "Une invitée", **seated.facts)
    acts.go_in_camera(seated.item("free"), **seated.facts)
    guest.refresh_from_db()
    assert guest.left_at == seated.item("free").in_camera_from == minute(seated.clock)
    with pytest.raises(Refused, match="siège à huis clos"):
        acts.welcome(seated.meeting, "Une autre", **seated.facts)
    acts.end_in_camera(seated.item("free"), **seated.facts)
    assert seated.item("free").in_camera_until == minute(seated.clock)
    with pytest.raises(Refused, match="a déjà eu son huis clos"):
        acts.go_in_camera(seated.item("free"), **seated.facts)
    seated.change(in_camera_allowed=False)
    with pytest.raises(Refused, match="ne permettent pas le huis clos"):
        acts.go_in_camera(seated.item("free"), **seated.facts)


def test_leaving_an_item_ends_its_huis_clos(seated: Sitting) -> None:
    acts.go_in_camera(seated.item("free"), **seated.facts)
    seated.take("other")
    assert (seated.item("free").state, seated.item("free").in_camera_until) == ("done", minute(seated.clock))


def test_a_postponed_item_says_why_and_its_matter_stays_before_the_body(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("A")
    with pytest.raises(Refused, match="Dites pourquoi"):
        acts.postpone_item(sitting.item("plan"), reasons=" ", **sitting.facts)
    acts.postpone_item(sitting.item("plan"), reasons="il manque un budget.", **sitting.facts | {"by": sitting.capacity("A")})
    matter = Matter.objects.get()
    assert (matter.state, matter.stage.body) == ("before", sitting.body)
    assert Step.objects.last().reasons == "il manque un budget."
    assert sitting.item("plan").summary.replace("\N{NO-BREAK SPACE}", " ") == "Point reporté : il manque un budget."


def test_what_was_not_reached_is_put_off_when_the_meeting_ends(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABC")
    sitting.take("free")
    acts.close_meeting(sitting.meeting, **sitting.facts)
    assert {name: sitting.item(name).state for name in sitting.items} == {
        "opening": "postponed",
        "free": "done",
        "other": "postponed",
        "plan": "postponed",
    }
    assert Step.objects.last().move == "postpone"


def test_a_meeting_is_adjourned_only_without_quorum_and_keeps_the_names_of_those_present(sitting: Sitting) -> None:
    sitting.open()
    sitting.come("ABC")
    with pytest.raises(Refused, match="Il y a quorum"):
        acts.adjourn_for_lack_of_quorum(sitting.meeting, **sitting.facts)
    sitting.go("C")
    adjourned = acts.adjourn_for_lack_of_quorum(sitting.meeting, **sitting.facts)
    assert (adjourned.state, adjourned.closed_at) == ("adjourned", minute(sitting.clock))
    assert "Aline Roy et Bruno Cyr" in adjourned.why_ended
    assert {one.state for one in adjourned.items.all()} == {"pending"}


def test_a_meeting_that_resolved_something_is_closed_rather_than_adjourned(seated: Sitting) -> None:
    acts.record(seated.motion(), votes=(3, 0, 0), **seated.facts)
    seated.go("C")
    with pytest.raises(Refused, match="Des résolutions ont été prises"):
        acts.adjourn_for_lack_of_quorum(seated.meeting, **seated.facts)


def test_a_meeting_does_not_end_on_a_motion_left_in_the_middle(seated: Sitting) -> None:
    motion = seated.motion()
    with pytest.raises(Refused, match="n’est ni consignée ni retirée"):
        acts.close_meeting(seated.meeting, **seated.facts)
    acts.withdraw_motion(motion, **seated.facts)
    assert acts.close_meeting(seated.meeting, **seated.facts).state == "closed"


def test_the_chair_who_leaves_leaves_the_chair_and_nothing_is_decided_without_one(seated: Sitting) -> None:
    seated.come("D")
    seated.go("A")
    seated.meeting.refresh_from_db()
    assert seated.meeting.chair is None
    motion = seated.motion(mover=seated.terms["B"], seconder=seated.terms["C"])
    with pytest.raises(Refused) as refused:
        acts.record(motion, votes=(3, 0, 0), **seated.facts)
    assert reasons(refused) == ["Personne ne préside : nommez d’abord qui préside."]
    with pytest.raises(Refused, match="n’est pas parmi les présents"):
        acts.preside(seated.meeting, seated.terms["A"].person, **seated.facts)
    with pytest.raises(Refused, match="n’en a pas la présidence"):
        acts.preside(seated.meeting, seated.cast.worker, **seated.facts)
    acts.preside(seated.meeting, seated.terms["B"].person, **seated.facts)
    acts.record(motion, votes=(3, 0, 0), **seated.facts)
    assert [one.person.name for one in Presiding.objects.all()] == ["Aline Roy", "Bruno Cyr"]
