"""Minutes are adopted at the next meeting, signed over what was read, corrected beside their text, and never change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ententes.correspondence.models import Letter
from ententes.decisions.models import Entry
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Item, Meeting, Minutes
from ententes.meetings.queries.minutes import may_read, seal
from tests.cast import TODAY

from .minuted import adopted, held, next_meeting, plain, write
from .sittings import Sitting, make_meeting, minute


def test_minutes_are_sent_commented_adopted_at_the_next_meeting_and_then_never_change(sitting: Sitting) -> None:
    minutes = held(sitting)
    facts = {"by": sitting.cast.coordination, "when": minute(60)}
    with pytest.raises(Refused, match="n’est pas encore transmis"):
        acts.remark(minutes, person=sitting.terms["B"].person, capacity="membre", text="Une faute.", when=minute(60))
    acts.send_minutes(minutes, **facts)
    assert Letter.objects.filter(subject__contains="projet de procès-verbal à lire").count() == 5
    acts.remark(minutes, person=sitting.terms["B"].person, capacity="membre", text="Une faute.", when=minute(61))
    later = next_meeting(sitting, minutes)
    acts.correct(later.item("minutes"), "À l’item 2, lire « three ».", by=later.cast.coordination, when=minute(later.clock))
    motion = acts.write_motion(later.item("minutes"), by=later.cast.coordination, when=minute(later.clock))
    assert plain(motion.resolved) == "d’adopter le procès-verbal de la rencontre du 23 novembre 2011, avec les corrections notées."
    said = {"mover": later.terms["A"], "seconder": later.terms["B"]}
    motion = acts.save_motion(motion, said, revision=1, by=later.cast.coordination, when=minute(later.clock))
    before = minutes.sections
    resolution = acts.record(motion, **later.facts)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.resolution, minutes.sections, minutes.sha256) == ("adopted", resolution, before, seal(minutes))
    assert minutes.remarks.get(is_correction=True).resolution == resolution
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))[-3:]
    assert kinds == ["resolution", "minutes", "correction"]
    assert Entry.objects.filter(kind="minutes").get().content["sha256"] == minutes.sha256
    with pytest.raises(Refused, match="il ne se modifie plus"):
        write(minutes, 4, "Autre chose", **facts)
    with pytest.raises(Refused, match="une remarque viendrait trop tard"):
        acts.remark(minutes, person=sitting.terms["B"].person, capacity="membre", text="Encore.", when=minute(90))
    asked = Letter.objects.filter(subject__contains="à signer").values_list("recipient__name", flat=True)
    assert sorted(asked) == ["Aline Roy", "Sonia Thibault"]


def test_a_draft_that_nobody_was_sent_is_not_adopted_and_a_lost_motion_adopts_nothing(sitting: Sitting) -> None:
    minutes = held(sitting)
    later = next_meeting(sitting, minutes)
    with pytest.raises(Refused, match="n’a pas été transmis"):
        acts.record(later.motion("minutes"), votes=(3, 0, 0), **later.facts)
    acts.send_minutes(minutes, by=later.cast.coordination, when=minute(later.clock))
    acts.record(later.motion("minutes"), votes=(0, 3, 0), **later.facts)
    minutes.refresh_from_db()
    assert minutes.state == "sent"


def test_the_chair_and_the_secretary_sign_what_they_read_and_the_copy_is_kept(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    chair, secretary = sitting.terms["A"].person, minutes.meeting.secretary
    with pytest.raises(Refused, match="n’a pas à signer"):
        acts.sign(minutes, person=sitting.terms["B"].person, office="chair", sha256=minutes.sha256, when=minute(200))
    with pytest.raises(Refused, match="n’est pas celui que vous avez relu"):
        acts.sign(minutes, person=chair, office="chair", sha256="0" * 64, when=minute(200))
    acts.sign(minutes, person=chair, office="chair", sha256=minutes.sha256, when=minute(200), printed=lambda one: b"%PDF-1.7 trop tot")
    minutes.refresh_from_db()
    assert (minutes.state, minutes.file) == ("adopted", None)
    with pytest.raises(Refused, match="déjà signé"):
        acts.sign(minutes, person=chair, office="chair", sha256=minutes.sha256, when=minute(200))
    acts.sign(minutes, person=secretary, office="secretary", sha256=minutes.sha256, when=minute(201), printed=lambda one: b"%PDF-1.7 ok")
    minutes.refresh_from_db()
    assert (minutes.state, minutes.file and minutes.file.size) == ("signed", 11)
    assert [one.capacity for one in minutes.signatures.all()] == ["présidence, Comité du pain", "secrétariat, Comité du pain"]


def test_a_signature_on_paper_is_written_down_as_such_with_its_day(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    chair, said = sitting.terms["A"].person, {"office": "chair", "by": sitting.cast.coordination, "when": minute(300)}
    for person, day, why in (
        (sitting.terms["B"].person, TODAY, "n’a pas à signer"),
        (chair, TODAY - timedelta(days=1), "ne se signe pas plus tôt"),
        (chair, TODAY + timedelta(days=1), "est à venir"),
    ):
        with pytest.raises(Refused, match=why):
            acts.enter_signature(minutes, person=person, on=day, **said)
    with pytest.raises(Refused, match="Consignent les rencontres"):
        acts.enter_signature(minutes, person=chair, on=TODAY, **said | {"by": sitting.capacity("B")})
    one = acts.enter_signature(minutes, person=chair, on=TODAY, **said)
    assert (one.recorded_by, one.sha256, timezone.localdate(one.at)) == ("coordination de l’entente", minutes.sha256, TODAY)
    with pytest.raises(Refused, match="déjà signé"):
        acts.sign(minutes, person=chair, office="chair", sha256=minutes.sha256, when=minute(301))


def test_a_draft_sent_comes_to_the_agenda_of_the_next_meeting_by_itself(sitting: Sitting) -> None:
    minutes = held(sitting)
    special = make_meeting(sitting.body, 2, minute(5000), is_special=True)
    later = make_meeting(sitting.body, 3, minute(9000))
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))
    assert [(one.usual, one.minutes_id) for one in later.items.all()] == [("minutes", minutes.pk), ("follow_ups", None)]
    assert not special.items.exists()
    assert "est à l’ordre du jour de la rencontre du 29" in plain(Letter.objects.filter(subject__contains="procès-verbal à lire")[0].text)
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(61))
    assert later.items.count() == 2


def test_adopted_minutes_are_corrected_by_the_body_at_a_meeting_and_their_text_never_changes(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    before, sealed = minutes.sections, minutes.sha256
    asked = {"by": sitting.cast.coordination, "when": minute(310)}
    acts.close_meeting(Meeting.objects.get(number=2), at=minute(309), **asked)
    with pytest.raises(Refused, match="Aucune rencontre à venir"):
        acts.ask_correction(minutes, "Lire « Clara ».", **asked)
    later = Sitting(sitting.cast, sitting.body, make_meeting(sitting.body, 3, minute(400)), sitting.rules, sitting.terms, {}, 400)
    acts.ask_correction(minutes, "Lire « Clara ».", **asked)
    acts.ask_correction(minutes, "Lire « 14 h ».", **asked)
    later.items["fix"] = later.meeting.items.get()
    assert later.items["fix"].title.startswith("Correction au procès-verbal")
    later.open()
    later.come("ABC")
    later.take("fix")
    motion = acts.write_motion(later.item("fix"), by=later.cast.coordination, when=minute(later.clock))
    assert plain(motion.resolved).endswith("comme suit : Lire « Clara »; Lire « 14 h ».")
    acts.record(later.motion("fix"), votes=(0, 3, 0), **later.facts)
    assert Entry.objects.filter(kind="correction").count() == 0
    with pytest.raises(Refused, match="aucune correction n’en est demandée"):
        acts.record(later.motion("fix"), votes=(3, 0, 0), **later.facts)
    acts.correct(later.item("fix"), "Lire « Claire ».", by=later.cast.coordination, when=minute(later.clock))
    resolution = acts.record(later.motion("fix"), votes=(3, 0, 0), **later.facts)
    minutes.refresh_from_db()
    assert (minutes.sections, minutes.sha256, seal(minutes), minutes.state) == (before, sealed, sealed, "adopted")
    assert Entry.objects.get(kind="correction").content["correction"] == "Lire « Claire »."
    assert minutes.remarks.get(resolution=resolution).text == "Lire « Claire »."
    with pytest.raises(Refused, match="vient d’être adopté"):
        acts.correct(Item.objects.get(meeting__number=2), "Trop tard.", by=later.cast.coordination, when=minute(later.clock))


def test_a_text_touched_after_its_adoption_cannot_be_signed(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    minutes.sections[4]["text"] = "Autre chose"
    Minutes.objects.filter(pk=minutes.pk).update(sections=minutes.sections)
    minutes.refresh_from_db()
    with pytest.raises(Refused, match="n’est pas celui que vous avez relu"):
        acts.sign(minutes, person=sitting.terms["A"].person, office="chair", sha256=minutes.sha256, when=minute(200))


@pytest.mark.parametrize(
    ("readers", "public", "allowed"),
    [
        ("members", True, {"member", "coordination"}),
        ("agreement", False, {"member", "coordination", "other body"}),
        ("public", False, {"member", "coordination", "other body"}),
        ("public", True, {"member", "coordination", "other body", "passer-by"}),
    ],
)
def test_who_reads_adopted_minutes_is_for_the_rules_of_the_body(sitting: Sitting, readers: str, public: bool, allowed: set[str]) -> None:
    minutes = adopted(sitting)
    sitting.change(readers=readers)
    minutes.meeting.body.agreement.is_public = public
    cast = sitting.cast
    people = {
        "member": (sitting.terms["D"].person, [sitting.capacity("D")]),
        "coordination": (cast.coordinator, [cast.coordination]),
        "other body": (cast.worker, [cast.worker_term]),
        "passer-by": (cast.stranger, []),
    }
    found = {name for name, (person, held_) in people.items() if may_read(minutes, person, held_, records=False, on=TODAY)}
    assert found == allowed
