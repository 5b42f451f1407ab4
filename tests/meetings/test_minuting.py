"""Minutes say what was recorded, and change as those who may read them write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ententes.committees.models import Charge
from ententes.decisions import acts as decisions
from ententes.decisions.models import Entry
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Item
from ententes.meetings.queries.minutes import hears, mark, shown
from ententes.meetings.rules.late import Late
from tests.cast import Cast

from .minuted import held, next_meeting, plain, write
from .sittings import Sitting, make_sitting, minute


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
        "**Personnes présentes**",
        f"- Aline Roy (Siège A)\n- Bruno Cyr (Siège B), de 14 h 03 à 14 h {sitting.clock - 1}\n- Clara Dion (Siège C)",
        "**Personnes excusées**",
        "- Eva Gagné (Siège E)",
        "**Personnes absentes**",
        "- Denis Fortin (Siège D)",
        "**Personnes invitées**",
        "- Ursule Invitée, de 14 h 05 à 14 h 11",
    ]
    assert said["Quorum"].startswith("Constaté à 14 h 04. Il y a quorum : 3 membres comptent")
    assert said["2. Achat d’un four"].split("\n\n") == [
        "Retrait de la délibération et du vote : Clara Dion, de 14 h 07 à 14 h 08.",
        "On compare deux fours.",
        "**Résolution CP-2011-11-23-01 – Achat d’un four**",
        "Considérant que le vieux four fume;",
        "Il est proposé par Aline Roy, avec l’appui de Bruno Cyr, et **il est résolu** d’acheter un four.",
        "Adoptée, à main levée (pour 2, contre 1, abstentions 0). Dissidence inscrite à leur demande : Clara Dion.",
        "Quorum à 14 h 09 : 3 membres comptent; il en faut 3 sur 5.",
    ]
    assert said["3. Varia"].startswith("Huis clos de 14 h 11 à 14 h 12.\n\nLe quorum se perd à 14 h 13. Il n’y a pas quorum : 2 membres")
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
    assert not any(title.startswith("1.") for title in said)


def test_usual_items_say_by_themselves_what_was_declared_carried_corrected_and_when_it_ended(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    minutes = held(sitting)
    acts.send_minutes(minutes, by=cast.coordination, when=minute(60))
    later = next_meeting(sitting, minutes)
    later.meeting.starts_at = sitting.meeting.starts_at + timedelta(minutes=70)
    later.meeting.save()
    acts.correct(later.item("minutes"), "Lire « Clara ».", by=cast.coordination, when=minute(later.clock))
    acts.record(later.motion("minutes"), votes=(3, 0, 0), **later.facts)
    for position, (usual, title) in enumerate([("interests", "Intérêts"), ("follow_ups", "Suivi"), ("", "Un four"), ("end", "Levée")], 1):
        later.items[title] = Item.objects.create(meeting=later.meeting, position=position, title=title, usual=usual, purpose="decide")
    Item.objects.filter(pk=later.items["Un four"].pk).update(matter=sitting.items["plan"].matter)
    Item.objects.filter(pk=later.items["minutes"].pk).update(position=0)
    declared = {"person": sitting.terms["B"].person, "nature": "Son four.", "declared_by": "x", "when": minute(later.clock)}
    decisions.declare_interest(sitting.items["plan"].matter, **declared)
    later.take("Levée")
    acts.record(later.motion("Levée", resolved="de lever la rencontre."), votes=(0, 3, 0), **later.facts)
    acts.close_meeting(later.meeting, **later.facts)
    later.meeting.refresh_from_db()
    made = acts.compose_minutes(later.meeting, by=cast.coordination, when=minute(later.clock))
    said = {one["title"]: plain(one["text"]) for one in made.sections}
    assert "Corrections demandées :\n\n- Lire « Clara »." in said["1. Adoption du PV"]
    interests, carried = (said[title].split("\n\n")[0] for title in ("2. Intérêts", "3. Suivi"))
    assert interests == "- Bruno Cyr, dans « Le plan d’action 2011-2012 », le 23 novembre 2011 : Son four."
    assert carried == "- Signer le bon de commande – Bruno Cyr, d’ici le 23 décembre 2011 : à poursuivre."
    assert said["5. Levée"].startswith("La rencontre est levée à ")
    assert "Il est proposé par Aline Roy, avec l’appui de Bruno Cyr, de lever la rencontre.\n\nRejetée" in said["5. Levée"]


def test_a_quorum_lost_and_found_again_and_who_voted_what_by_name_are_said(seated: Sitting) -> None:
    seated.go("C")
    seated.come("D")
    seated.go("D")
    seated.come("C")
    votes = {seated.terms["A"].pk: "for", seated.terms["B"].pk: "against", seated.terms["C"].pk: "for"}
    acts.record(seated.motion(manner="by_name"), by_name=votes, **seated.facts)
    acts.close_meeting(seated.meeting, **seated.facts)
    seated.meeting.refresh_from_db()
    minutes = acts.compose_minutes(seated.meeting, by=seated.cast.coordination, when=minute(60))
    said = {one["title"]: plain(one["text"]) for one in minutes.sections}
    told = [line.split(" Il ")[0] for line in said["Quorum"].split("\n\n")]
    assert told == [
        "Constaté à 14 h 04.",
        "Perdu à 14 h 06.",
        "Retrouvé à 14 h 07.",
        "Perdu à 14 h 08.",
        "Retrouvé à 14 h 09.",
    ]
    assert "Pour : Aline Roy et Clara Dion.\n\nContre : Bruno Cyr." in said["2. Achat d’un four"]
    told = [line.split(" Il ")[0] for line in said["2. Achat d’un four"].split("\n\n")[:4]]
    assert told == [
        "Le quorum se perd à 14 h 06.",
        "Le quorum revient à 14 h 07.",
        "Le quorum se perd à 14 h 08.",
        "Le quorum revient à 14 h 09.",
    ]
    assert "2 membres comptent (Aline Roy et Bruno Cyr)" in said["2. Achat d’un four"]
    assert "quorum" not in said["3. Varia"]


@pytest.mark.parametrize(("back", "told"), [(True, "Il revient à 14 h 08, à un autre point."), (False, "Il n’est pas revenu avant la fin")])
def test_an_item_in_the_middle_of_which_the_quorum_was_lost_says_whether_it_came_back(seated: Sitting, back: bool, told: str) -> None:
    seated.go("C")
    seated.take("other")
    seated.come("D") if back else None
    acts.close_meeting(seated.meeting, **seated.facts)
    seated.meeting.refresh_from_db()
    minutes = acts.compose_minutes(seated.meeting, by=seated.cast.coordination, when=minute(60))
    said = {one["title"]: plain(one["text"]) for one in minutes.sections}
    assert "Le quorum se perd à 14 h 06. Il n’y a pas quorum : 2 membres comptent" in said["2. Achat d’un four"]
    assert told in said["2. Achat d’un four"]
    assert ("Le quorum revient à 14 h 08." in said["3. Varia"]) == back


def test_minutes_say_the_nature_of_the_interest_for_which_a_member_withdrew_but_not_to_them(cast: Cast) -> None:
    sitting = make_sitting(cast, matter=True)
    sitting.open()
    sitting.come("ABCD")
    sitting.take("plan")
    acts.recuse(sitting.item("plan"), sitting.terms["D"], nature="Sa sœur le vend.", **sitting.facts)
    acts.close_meeting(sitting.meeting, **sitting.facts)
    sitting.meeting.refresh_from_db()
    minutes = acts.compose_minutes(sitting.meeting, by=cast.coordination, when=minute(60))
    told = "Retrait de la délibération et du vote : Denis Fortin, de 14 h 07 à 14 h 08. Intérêt déclaré : Sa sœur le vend."
    for letter, reads in (("A", True), ("D", False)):
        assert (told in plain("".join(one["text"] for _place, one in shown(minutes, sitting.terms[letter].person)))) == reads


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


def test_whoever_kept_the_minutes_of_that_meeting_writes_them_without_the_charge(sitting: Sitting) -> None:
    minutes = held(sitting)
    Charge.objects.filter(office="secretary").delete()
    with pytest.raises(Refused, match="Consignent les rencontres"):
        write(minutes, 4, "Une main.", by=sitting.capacity("B"), when=minute(100))
    minutes.meeting.secretary = sitting.terms["B"].person
    minutes.meeting.save()
    assert write(minutes, 4, "Une main.", by=sitting.capacity("B"), when=minute(100)).sections[4]["text"] == "Une main."


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
