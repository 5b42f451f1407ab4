"""The page of the rules of procedure: silence is said, what is proposed is marked, each day has its own rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ententes.committees.models import Procedure
from tests.cast import TODAY, Cast, make_procedure

from .browsing import css, fields_of, page_of, send, signed_in, words


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    return signed_in(cast.coordinator)


def place(cast: Cast, rest: str = "") -> str:
    return f"/e/pain-et-culture/instances/{cast.management.pk}/{rest}"


def test_silence_is_said_and_only_the_coordination_is_asked_to_end_it(cast: Cast, coordinator: Client) -> None:
    for client, asked in ((coordinator, True), (signed_in(cast.worker), False)):
        for address in (place(cast), place(cast, "regles/")):
            page = words(page_of(client, address))
            assert (address, "on précisées" in page, "Préciser les règles" in page) == (address, True, asked)


def test_what_is_proposed_is_marked_explained_and_only_counts_once_confirmed(cast: Cast, coordinator: Client) -> None:
    address = place(cast, "regles/preciser/")
    page = page_of(coordinator, address)
    asked = [one for one in css(page, "form fieldset.group .field") if one.xpath(".//input | .//select")]
    hints = [words(one) for one in css(page, "form fieldset.group .hint")]
    assert len(asked) == len(hints) == 18
    assert {(one.startswith("proposé, à valider"), len(one) > 30) for one in hints} == {(True, True)}
    [form] = [one for one in page.forms if one.get("action") == address]
    typed = fields_of(form)
    assert (typed["quorum"], typed["numbering"], typed["starts_on"]) == ("majority", "{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}", "2011-11-23")
    refused = send(coordinator, address, typed)
    assert (refused.status_code, Procedure.objects.count()) == (422, 0)
    assert "puis confirmez que ce sont celles de l’instance" in refused.content.decode()
    assert send(coordinator, address, {**typed, "confirmed": "on", "notice_days": "7"}).url == place(cast)
    given = Procedure.objects.get()
    assert (given.notice_days, given.remote_allowed, given.short_notice_allowed, given.starts_on) == (7, True, False, TODAY)
    assert "7 jours; 2 jours pour une rencontre extraordinaire." in words(page_of(coordinator, place(cast)))


def test_new_rules_begin_from_those_in_force_and_are_not_marked(cast: Cast, coordinator: Client) -> None:
    make_procedure(cast.management, cast.coordination, notice_days=21, remote_allowed=False)
    page = page_of(coordinator, place(cast, "regles/preciser/"))
    typed = fields_of(next(one for one in page.forms if one.get("action") == place(cast, "regles/preciser/")))
    assert (typed["notice_days"], "remote_allowed" in typed, "proposé, à valider" in words(page)) == ("21", False, False)
    again = send(coordinator, place(cast, "regles/preciser/"), {**typed, "starts_on": "2010-05-01", "confirmed": "on"})
    assert (again.status_code, "choisissez un autre jour" in again.content.decode()) == (422, True)
    assert css(page_of(coordinator, place(cast, "regles/preciser/")), "form .group")


def read(cast: Cast, client: Client, day: str) -> str:
    return words(page_of(client, place(cast, f"regles/?au={day}")))


def test_rules_are_read_as_at_a_day(cast: Cast, coordinator: Client) -> None:
    make_procedure(cast.management, cast.coordination, date(2010, 11, 1), notice_days=21, source="résolution 2010-11")
    make_procedure(cast.management, cast.coordination, date(2011, 9, 1), notice_days=7)
    make_procedure(cast.management, cast.coordination, date(2012, 1, 1), notice_days=14)
    found = {
        day: [
            days for days in ("7 jours;", "14 jours;", "21 jours;") if days in words(page_of(coordinator, place(cast, f"regles/?au={day}")))
        ]
        for day in ("", "2010-10-31", "2010-11-01", "2011-08-31", "2012-01-01", "2011-02-31", "demain")
    }
    assert found == {
        "": ["7 jours;"],
        "2010-10-31": [],
        "2010-11-01": ["21 jours;"],
        "2011-08-31": ["21 jours;"],
        "2012-01-01": ["14 jours;"],
        "2011-02-31": ["7 jours;"],
        "demain": ["7 jours;"],
    }
    page = words(page_of(coordinator, place(cast, "regles/?au=2010-10-31")))
    for said in (
        "n’avait pas encore de règles",
        "du 1er novembre 2010 au 31 août 2011",
        "à partir du 1er janvier 2012",
        "résolution 2010-11",
    ):
        assert said in page


def test_the_public_reads_the_rules_and_not_who_recorded_them(cast: Cast) -> None:
    make_procedure(cast.management, cast.coordination)
    cast.agreement.is_public = True
    cast.agreement.save()
    public, member = words(page_of(Client(), place(cast, "regles/"))), words(page_of(signed_in(cast.worker), place(cast, "regles/")))
    assert ("10 jours;" in public, "Amélie Bouchard" in public, "Amélie Bouchard" in member) == (True, False, True)
