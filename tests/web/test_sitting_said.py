"""What the pages of a sitting say before something is recorded for good, and how they word what happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ententes.decisions.models import Resolution
from ententes.exporting.extract import outcome_words
from ententes.ground import clock
from ententes.meetings import acts
from ententes.meetings.models import Item, Meeting
from ententes.meetings.queries import coordination
from tests.cast import TODAY
from tests.meetings.sittings import Sitting, minute

from .browsing import css, page_of, send, signed_in, words
from .test_sitting import address, coordinator, home, seated, sitting  # noqa: F401

TIED = "Les voix sont partagées\u00a0: rien n’est adopté à égalité."


def test_closing_shows_first_what_will_be_put_off_and_the_opening_never_is(seated: Sitting) -> None:  # noqa: F811
    Item.objects.filter(pk=seated.items["opening"].pk).update(usual="opening")
    [box] = [one for one in css(page_of(coordinator(seated), home(seated)), ".sit-end details") if "Lever" in words(one)]
    assert box.get("open") is None
    assert [one.text_content() for one in css(box, "li")] == ["Varia", "Le plan d’action"]
    assert send(coordinator(seated), address(seated, "sitting_close", seated.meeting.pk)).status_code == 302
    states = dict(Item.objects.filter(meeting=seated.meeting).values_list("title", "state"))
    assert states == {"Ouverture": "done", "Achat d’un four": "done", "Varia": "postponed", "Le plan d’action": "postponed"}


def test_adjourning_shows_first_what_remains_and_an_opening_with_a_quorum_was_held(seated: Sitting) -> None:  # noqa: F811
    Item.objects.filter(pk=seated.items["opening"].pk).update(usual="opening")
    seated.go("C")
    [box] = [one for one in css(page_of(coordinator(seated), home(seated)), ".sit-end details") if "Ajourner" in words(one)]
    assert (box.get("open"), [one.text_content() for one in css(box, "li")]) == (None, ["Varia", "Le plan d’action"])
    acts.adjourn_for_lack_of_quorum(seated.meeting, **seated.facts)
    assert seated.item("opening").state == "done"


def test_a_meeting_opens_long_before_its_hour_only_once_somebody_says_so(sitting: Sitting) -> None:  # noqa: F811
    early = clock.now() + timedelta(minutes=90)
    Meeting.objects.filter(pk=sitting.meeting.pk).update(starts_at=early, ends_at=early + timedelta(hours=2))
    assert "siéger avant l’heure annoncée" in words(page_of(coordinator(sitting), home(sitting)))
    path = address(sitting, "sitting_open", sitting.meeting.pk)
    answer = send(coordinator(sitting), path)
    assert (answer.status_code, "bien maintenant, avant son heure" in answer.content.decode()) == (422, True)
    assert send(coordinator(sitting), path, {"early": "1"}).status_code == 302


def test_a_meeting_already_held_leads_to_its_recording_and_asks_no_call(sitting: Sitting) -> None:  # noqa: F811
    Meeting.objects.filter(pk=sitting.meeting.pk).update(state="planned", afterwards=True)
    page = page_of(coordinator(sitting), address(sitting, "meeting", sitting.meeting.pk))
    assert [one.get("href") for one in css(page, "a.button-primary")] == [home(sitting)]
    assert not any(one in words(page) for one in ("Convoquer", "encore convoqué", "au plus tard"))
    assert "call" not in {one.kind for one in coordination.of_coordination(sitting.cast.coordinator, [sitting.cast.agreement.pk], TODAY)}
    opening = page_of(coordinator(sitting), home(sitting))
    [chosen] = css(opening, "input[name=afterwards][checked]")
    [hour] = css(opening, "input[name=opened]")
    assert (chosen.get("value"), hour.get("value")) == ("1", f"{timezone.localtime(sitting.meeting.starts_at):%Y-%m-%dT%H:%M}")


def test_nobody_is_said_to_preside_before_they_are_there(sitting: Sitting) -> None:  # noqa: F811
    sitting.open()
    assert "À la présidence : Aline Roy, dont l’arrivée n’est pas consignée." in words(page_of(coordinator(sitting), home(sitting)))
    sitting.come("A")
    said = words(page_of(coordinator(sitting), home(sitting)))
    assert ("Aline Roy préside." in said, "dont l’arrivée" in said) == (True, False)


@pytest.mark.parametrize("casting", [False, True])
def test_what_is_lost_on_equal_votes_says_so(seated: Sitting, casting: bool) -> None:  # noqa: F811
    seated.change(casting_vote=casting)
    motion = seated.motion(counted={"for": 1, "against": 1, "casting": "against"} if casting else {"for": 1, "against": 1})
    assert (TIED.replace("\u00a0", " ") in words(page_of(coordinator(seated), address(seated, "motion_read", motion.pk)))) == (not casting)
    acts.record(motion, votes=(1, 1, 0), casting="against" if casting else "", **seated.facts)
    assert (TIED in outcome_words(Resolution.objects.get())) == (not casting)
    acts.close_meeting(seated.meeting, **seated.facts)
    minutes = acts.compose_minutes(Meeting.objects.get(pk=seated.meeting.pk), by=seated.cast.coordination, when=minute(60))
    assert (TIED in "".join(one["text"] for one in minutes.sections)) == (not casting)


def test_a_meeting_has_one_name_on_all_its_pages(seated: Sitting) -> None:  # noqa: F811
    motion = seated.motion()
    acts.withdraw_motion(motion, **seated.facts)
    paths = [home(seated), address(seated, "meeting", seated.meeting.pk), address(seated, "motion", motion.pk)]
    acts.close_meeting(seated.meeting, **seated.facts)
    minutes = acts.compose_minutes(Meeting.objects.get(pk=seated.meeting.pk), by=seated.cast.coordination, when=minute(60))
    for path in (*paths, address(seated, "minutes", seated.meeting.pk)):
        assert "Rencontre n°\u00a01" in page_of(coordinator(seated), path).text_content()
    assert "Rencontre\u00a0:** n°\u00a01" in minutes.sections[0]["text"]


def test_an_item_says_by_the_hour_who_withdrew_and_in_words_without_gender(seated: Sitting) -> None:  # noqa: F811
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    acts.come_back(seated.item("free").recusals.get(), **seated.facts)
    row = css(page_of(signed_in(seated.terms["A"].person), home(seated)), ".sit-item p.row")[0]
    assert words(row).startswith("En retrait Clara Dion, à ")
    assert str(TODAY.year) not in words(row)


def test_conditions_say_that_they_follow_a_matter_only_where_there_is_one(seated: Sitting) -> None:  # noqa: F811
    path = address(seated, "motion", seated.motion().pk)
    assert "suivent le dossier" not in words(page_of(coordinator(seated), path))


def test_the_page_of_an_open_vote_does_not_lead_to_itself(seated: Sitting) -> None:  # noqa: F811
    path = address(seated, "motion", acts.open_ballot(seated.motion(manner="secret"), **seated.facts).pk)
    assert css(page_of(coordinator(seated), path), f'main a[href="{path}"]') == []
