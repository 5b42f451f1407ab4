"""The settings of an agreement: for its coordination, refused whole or kept whole."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import TODAY, Cast

SETTINGS = "/e/pain-et-culture/reglages/"
CALENDAR = {
    "fiscal_month": "4", "cadence": "3",
    "day_0": "1", "month_0": "4", "day_1": "1", "month_1": "7", "day_2": "1", "month_2": "9", "day_3": "1", "month_3": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def coordinator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.coordinator)
    return client


def test_settings_are_for_the_coordination(cast: Cast, client: Client) -> None:
    assert client.get(SETTINGS).status_code == 302
    client.force_login(cast.worker)
    assert client.get(SETTINGS).status_code == 403
    assert client.post(f"{SETTINGS}calendrier/", CALENDAR).status_code == 403
    client.force_login(cast.stranger)
    assert client.get(SETTINGS).status_code == 404


def test_the_presentation_is_kept(cast: Cast, coordinator: Client) -> None:
    assert coordinator.get(SETTINGS).status_code == 200
    said = {"title": "Entente du four", "short_title": "Four", "region": "", "field": "", "purpose": "Cuire", "context": ""}
    assert coordinator.post(f"{SETTINGS}presentation/", said).url == SETTINGS
    cast.agreement.refresh_from_db()
    assert (cast.agreement.title, cast.agreement.short_title, cast.agreement.slug) == ("Entente du four", "Four", "pain-et-culture")
    refused = coordinator.post(f"{SETTINGS}presentation/", said | {"title": "", "purpose": "Texte gardé"})
    assert (refused.status_code, "Texte gardé" in refused.content.decode()) == (422, True)


def test_a_new_calendar_moves_the_windows_and_says_how_many(cast: Cast, coordinator: Client) -> None:
    moved = coordinator.post(f"{SETTINGS}calendrier/", CALENDAR | {"day_2": "22", "kind_management": "comité directeur"}, follow=True)
    assert "1 échéance a changé de dates." in moved.content.decode()
    schedule = cast.action.schedules.get(year=2011)
    assert (schedule.words, schedule.starts_on) == ("Automne 2011", date(2011, 9, 22))
    assert "comité directeur" in coordinator.get("/e/pain-et-culture/instances/").content.decode()


def test_a_calendar_that_is_none_is_refused_in_words(cast: Cast, coordinator: Client) -> None:
    refused = coordinator.post(f"{SETTINGS}calendrier/", CALENDAR | {"day_3": "30", "month_3": "2"})
    assert refused.status_code == 422
    assert "ne commence pas un jour de l’année" in refused.content.decode()
    cast.agreement.refresh_from_db()
    assert cast.agreement.seasons[3] == ["hiver", 1, 1]
