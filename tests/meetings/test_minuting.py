"""Minutes say what was recorded, change until they are adopted and never after, and are signed over what was read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ententes.committees.models import Charge
from ententes.correspondence.models import Letter
from ententes.decisions.models import Entry
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import FollowUp, Invitation, Item, Meeting, Minutes
from ententes.meetings.queries.composing import news_of
from ententes.meetings.queries.minutes import hears, mark, may_read, seal, shown
from ententes.meetings.rules.late import Late
from tests.cast import TODAY, make_person

from .sittings import Sitting, make_meeting, minute


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def held(sitting: Sitting) -> Minutes:
    """A meeting with one of everything, closed, and its minutes."""
    secretary = make_person("Sonia Thibault")
    Charge.objects.create(body=sitting.body, office="secretary", person=secretary, starts_on=TODAY)
    Invitation.objects.create(meeting=sitting.meeting, person=sitting.terms["E"].person, reply="excused")
    sitting.meeting.shortness = "La subvention expirait."
    sitting.meeting.save()
    sitting.open()
    sitting.come("ABC")
    acts.welcome(sitting.meeting, "Ursule Invitée", **sitting.facts)
    sitting.take("free")
    acts.recuse(sitting.item("free"), sitting.terms["C"], **sitting.facts)
    acts.come_back(sitting.item("free").recusals.get(), **sitting.facts)
    acts.summarise(sitting.item("free"), "On compare deux fours.", revision=1, by=sitting.cast.coordination, when=minute(sitting.clock))
    acts.give_follow_up(
        sitting.item("free"),
        what="Signer le bon de commande",
        who="Bruno Cyr",
        person=sitting.terms["B"].person,
        due_on=TODAY + timedelta(days=30),
        action=sitting.cast.action,
        by=sitting.cast.coordination,
        when=minute(sitting.clock),
    )
    acts.record(sitting.motion(whereas="que le vieux four fume;"), votes=(2, 1, 0), dissents=[sitting.terms["C"]], **sitting.facts)
    sitting.take("other")
    acts.go_in_camera(sitting.item("other"), **sitting.facts)
    acts.summarise(sitting.item("other"), "Le salaire est discuté.", revision=1, by=sitting.cast.coordination, when=minute(sitting.clock))
    acts.end_in_camera(sitting.item("other"), **sitting.facts)
    sitting.go("B")
    acts.close_meeting(sitting.meeting, **sitting.facts)
    sitting.meeting.refresh_from_db()
    return acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(sitting.clock))


def test_minutes_are_composed_from_what_was_recorded(sitting: Sitting) -> None:
    minutes = held(sitting)
    said = {one["title"]: plain(one["text"]) for one in minutes.sections}
    assert list(said) == [
        "Rencontre",
        "Présences",
        "Quorum",
        "1. Ouverture",
        "2. Achat d’un four",
        "3. Varia",
        "3. Varia – huis clos",
        "4. Le plan d’action",
        "Suites à donner",
        "Registre",
    ]
    assert "- **Présidence :** Aline Roy" in said["Rencontre"]
    assert "- **Secrétariat :** Sonia Thibault" in said["Rencontre"]
    assert "pour ce motif : La subvention expirait." in said["Rencontre"]
    assert said["Présences"].split("\n\n") == [
        "**Présents**",
        f"- Aline Roy (Siège A)\n- Bruno Cyr (Siège B), de 14 h 03 à 14 h {sitting.clock - 1}\n- Clara Dion (Siège C)",
        "**Excusés**",
        "- Eva Gagné (Siège E)",
        "**Absents**",
        "- Denis Fortin (Siège D)",
        "**Invités**",
        "- Ursule Invitée, de 14 h 05 à 14 h 11",
    ]
    assert said["Quorum"].startswith("Constaté à 14 h 04. Il y a quorum : 3 membres comptent")
    assert said["2. Achat d’un four"].split("\n\n") == [
        "Clara Dion s’est retiré de la délibération et du vote de 14 h 07 à 14 h 08.",
        "On compare deux fours.",
        "**Résolution CP-2011-11-23-01 – Achat d’un four**",
        "Considérant que le vieux four fume;",
        "Sur la proposition de Aline Roy, appuyée par Bruno Cyr, **il est résolu** d’acheter un four.",
        "Adoptée, à main levée (pour 2, contre 1, abstentions 0). Dissidence inscrite à leur demande : Clara Dion.",
    ]
    assert said["3. Varia"] == "Huis clos de 14 h 11 à 14 h 12."
    assert said["3. Varia – huis clos"] == "Le salaire est discuté."
    assert said["Suites à donner"] == "- Signer le bon de commande – Bruno Cyr, d’ici le 23 décembre 2011"
    entry = Entry.objects.order_by("-number").first()
    assert entry
    assert f"n° {entry.number}, empreinte `{entry.sha256}`" in said["Registre"]


def test_the_minutes_of_an_adjourned_meeting_say_that_it_was_not_held(sitting: Sitting) -> None:
    sitting.open()
    sitting.come("AB")
    acts.adjourn_for_lack_of_quorum(sitting.meeting, **sitting.facts)
    sitting.meeting.refresh_from_db()
    minutes = acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(sitting.clock))
    said = {one["title"]: plain(one["text"]) for one in minutes.sections}
    assert "ajournée faute de quorum : elle n’a pas eu lieu." in said["Rencontre"]
    assert said["Quorum"].startswith("Il n’y a pas quorum : 2 membres comptent")


def test_a_meeting_under_way_has_no_minutes_and_one_that_is_over_has_them_once(sitting: Sitting) -> None:
    sitting.open()
    with pytest.raises(Refused, match="se compose une fois"):
        acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(9))
    sitting.come("AB")
    acts.adjourn_for_lack_of_quorum(sitting.meeting, **sitting.facts)
    sitting.meeting.refresh_from_db()
    acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(9))
    with pytest.raises(Refused, match="déjà commencé"):
        acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(9))
    with pytest.raises(Refused, match="Consignent les rencontres"):
        acts.compose_minutes(sitting.meeting, by=sitting.capacity("B"), when=minute(9))


def write(minutes: Minutes, place: int, text: str, **facts: Any) -> Minutes:
    """A section written by somebody who read it as it stands."""
    return acts.write_section(minutes, place, text, seen=mark(Minutes.objects.get(pk=minutes.pk).sections[place]["text"]), **facts)


def test_what_one_person_writes_in_a_row_is_one_version_and_each_can_be_taken_back(sitting: Sitting) -> None:
    minutes = held(sitting)
    first = minutes.sections[4]["text"]
    facts = {"by": sitting.cast.coordination, "when": minute(100)}
    for text in ("On en", "On en parle."):
        minutes = write(minutes, 4, text, **facts)
    assert list(minutes.versions.values_list("number", flat=True)) == [2, 1]
    minutes = write(minutes, 4, "On en parle encore.", **facts | {"when": minute(120)})
    assert minutes.versions.count() == 3
    minutes = acts.take_back(minutes, minutes.versions.get(number=1), revision=minutes.revision, **facts)
    assert (minutes.sections[4]["text"], minutes.versions.count()) == (first, 4)


def test_two_who_write_one_section_at_once_are_one_who_wrote_and_one_who_is_told(sitting: Sitting) -> None:
    minutes = held(sitting)
    seen = mark(minutes.sections[4]["text"])
    acts.write_section(minutes, 4, "Une main", seen=seen, by=sitting.cast.coordination, when=minute(100))
    with pytest.raises(Late) as late:
        acts.write_section(minutes, 4, "Une autre", seen=seen, by=sitting.capacity("A"), when=minute(100))
    assert late.value.row.sections[4]["text"] == "Une main"


def test_two_who_write_two_sections_in_turn_do_not_wait_for_one_another_and_make_a_version_each(sitting: Sitting) -> None:
    minutes = held(sitting)
    for count in range(1, 4):
        write(minutes, 4, "Une main" * count, by=sitting.cast.coordination, when=minute(100 + count))
        write(minutes, 3, "Une autre" * count, by=sitting.capacity("A"), when=minute(100 + count))
    last, before, _first = minutes.versions.all()
    assert [last.sections[place]["text"] for place in (3, 4)] == ["Une autre" * 3, "Une main" * 3]
    assert {last.person, before.person} == {sitting.cast.coordinator, sitting.terms["A"].person}


def test_nobody_writes_what_the_register_says(sitting: Sitting) -> None:
    minutes = held(sitting)
    with pytest.raises(Refused, match="celle du registre"):
        write(minutes, len(minutes.sections) - 1, "Rien.", by=sitting.cast.coordination, when=minute(100))


def test_what_was_said_in_camera_is_read_by_who_was_there_and_by_nobody_else(sitting: Sitting) -> None:
    minutes = held(sitting)
    item = sitting.items["other"].pk
    heard = {name for name, one in sitting.terms.items() if hears(minutes.meeting, one.person) == {item}}
    assert heard == set("ABC")
    assert hears(minutes.meeting, minutes.meeting.secretary) == {item}
    assert hears(minutes.meeting, sitting.cast.coordinator) == set()
    assert len(shown(minutes, sitting.terms["D"].person)) == len(shown(minutes, sitting.terms["A"].person)) - 1


def test_who_withdrew_from_an_item_reads_its_title_and_nothing_of_what_was_said_nor_writes_it(sitting: Sitting) -> None:
    minutes = held(sitting)
    read = {letter: [one for _place, one in shown(minutes, sitting.terms[letter].person) if one.get("withdrawn")] for letter in "BC"}
    assert ([(one["title"], one["text"]) for one in read["C"]], read["B"]) == ([("2. Achat d’un four", "")], [])
    Charge.objects.filter(office="secretary").update(person=sitting.terms["C"].person)
    with pytest.raises(Refused, match="ne lit ni n’écrit"):
        write(minutes, 4, "Rien.", by=sitting.capacity("C"), when=minute(100))
    write(minutes, 4, "On compare trois fours.", by=sitting.cast.coordination, when=minute(100))
    minutes.refresh_from_db()
    back = acts.take_back(minutes, minutes.versions.get(number=1), revision=2, by=sitting.capacity("C"), when=minute(130))
    assert back.sections[4]["text"] == "On compare trois fours."


def test_what_was_said_in_camera_is_written_by_who_was_there(sitting: Sitting) -> None:
    minutes = held(sitting)
    with pytest.raises(Refused, match="Seules les personnes présentes au huis clos"):
        write(minutes, 6, "Rien.", by=sitting.cast.coordination, when=minute(100))
    write(minutes, 6, "Le salaire est fixé.", by=sitting.capacity("A"), when=minute(100))
    minutes.refresh_from_db()
    back = acts.take_back(minutes, minutes.versions.get(number=1), revision=2, by=sitting.cast.coordination, when=minute(130))
    assert back.sections[6]["text"] == "Le salaire est fixé."


def test_who_withdrew_from_an_item_reads_nothing_of_its_huis_clos(seated: Sitting) -> None:
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    acts.go_in_camera(seated.item("free"), **seated.facts)
    assert hears(seated.meeting, seated.terms["C"].person) == set()
    assert hears(seated.meeting, seated.terms["B"].person) == {seated.items["free"].pk}


def next_meeting(sitting: Sitting, minutes: Minutes) -> Sitting:
    """The next meeting of the body, at the item that adopts the minutes."""
    later = Sitting(sitting.cast, sitting.body, make_meeting(sitting.body, 2), sitting.rules, sitting.terms, {}, sitting.clock + 60)
    item = Item.objects.create(meeting=later.meeting, position=0, title="Adoption du PV", usual="minutes", minutes=minutes)
    later.items["minutes"] = item
    later.open()
    later.come("ABC")
    later.take("minutes")
    return later


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


def adopted(sitting: Sitting) -> Minutes:
    minutes = held(sitting)
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))
    later = next_meeting(sitting, minutes)
    acts.record(later.motion("minutes"), votes=(3, 0, 0), **later.facts)
    minutes.refresh_from_db()
    return minutes


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


def test_a_follow_up_is_carried_until_it_is_done_and_begins_news_of_its_action(sitting: Sitting) -> None:
    held(sitting)
    follow_up = FollowUp.objects.get()
    by = {"when": minute(300)}
    with pytest.raises(Refused, match="Dites ce qui a été fait"):
        acts.finish_follow_up(follow_up, outcome=" ", by=sitting.capacity("B"), **by)
    with pytest.raises(Refused, match="Consignent les rencontres"):
        acts.finish_follow_up(follow_up, outcome="Fait.", by=sitting.capacity("C"), **by)
    done = acts.finish_follow_up(follow_up, outcome="Le bon est signé.", by=sitting.capacity("B"), **by)
    assert done.done_at == minute(300)
    assert plain(news_of(done)) == (
        "Suite donnée à la rencontre n° 1 de « Comité du pain », 23 novembre 2011 : Signer le bon de commande\n\nLe bon est signé."
    )
    with pytest.raises(Refused, match="déjà donnée"):
        acts.finish_follow_up(follow_up, outcome="Encore.", by=sitting.capacity("B"), **by)


def test_a_follow_up_given_once_the_minutes_are_composed_takes_its_line_there(sitting: Sitting) -> None:
    minutes = held(sitting)
    by = {"by": sitting.cast.coordination, "when": minute(100)}
    acts.give_follow_up(sitting.item("free"), what="Rendre le vieux four", who="Aline Roy", **by)
    minutes.refresh_from_db()
    assert plain(minutes.sections[8]["text"]).split("\n")[1:] == ["- Rendre le vieux four – Aline Roy"]
    Minutes.objects.update(sections=[one for one in minutes.sections if one.get("usual") != "follow_ups"])
    acts.give_follow_up(sitting.item("free"), what="Balayer", who="Aline Roy", **by)
    minutes.refresh_from_db()
    assert (minutes.sections[-1]["title"], minutes.sections[-1]["text"]) == ("Suites à donner", "- Balayer – Aline Roy")


def test_a_follow_up_says_what_and_who(seated: Sitting) -> None:
    with pytest.raises(Refused) as refused:
        acts.give_follow_up(seated.item("free"), what=" ", who="", by=seated.cast.coordination, when=minute(9))
    assert refused.value.reasons == ["Dites ce qui est à faire.", "Dites qui s’en charge."]
