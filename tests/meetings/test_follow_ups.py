"""What a meeting asks for: carried until it is done, written in its minutes, and the beginning of news."""

from __future__ import annotations

import pytest

from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import FollowUp, Minutes
from ententes.meetings.queries.composing import news_of

from .minuted import held, plain
from .sittings import Sitting, minute


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
