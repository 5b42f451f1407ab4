"""Calls open and close by the clock, to the last instant, and none opens before norms hold without a reason for all to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import Call
from ententes.projects.queries import calls
from ententes.projects.queries.calls import NoSuchHour, end_of, instant, until
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import NOW, TODAY, Cast
from tests.funding.making import make_envelope

from .making import adopt_norms, make_call, make_framework

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def normed(cast: Cast) -> Cast:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    return cast


def test_a_call_is_read_by_nobody_but_the_coordination_until_it_is_published(normed: Cast) -> None:
    call = make_call(normed)
    seen = [Call.objects.seen_by(one).exists() for one in (normed.coordinator, normed.manager, normed.stranger)]
    assert (seen, calls.public(NOW)) == ([True, False, False], [])
    acts.publish(call, by=normed.coordination, when=NOW)
    assert all(Call.objects.seen_by(one).exists() for one in (normed.coordinator, normed.manager, normed.stranger))
    assert [(one.pk, one.state) for one in calls.public(NOW)] == [(call.pk, "open")]
    assert normed.agreement.is_public is False


def test_the_clock_alone_opens_and_closes_a_call(normed: Cast) -> None:
    call = make_call(normed, opens_at=NOW + timedelta(days=1), closes_at=LATER)
    assert call.state(NOW) == "draft"
    call = acts.publish(call, by=normed.coordination, when=NOW)
    instants = (NOW, call.opens_at, LATER, LATER + timedelta(milliseconds=1))
    assert [str(call.state(one)) for one in instants] == ["announced", "open", "open", "closed"]
    endless = make_call(normed, title="En continu")
    assert acts.publish(endless, by=normed.coordination, when=NOW).state(NOW + timedelta(days=900)) == "open"


def test_no_call_opens_before_norms_are_in_force_unless_a_reason_is_noted(cast: Cast) -> None:
    call = make_call(cast)
    with pytest.raises(Refused, match="Aucune norme n’est en vigueur"):
        acts.publish(call, by=cast.coordination, when=NOW)
    call = acts.revise(
        call, title="Un appel", words="Des fours.", opens_at=NOW, waived_because="Le cadre suit.", by=cast.coordination, when=NOW
    )
    assert acts.publish(call, by=cast.coordination, when=NOW).state(NOW) == "open"


def test_what_is_published_is_prolonged_or_cancelled_and_never_rewritten(normed: Cast) -> None:
    by: dict[str, Any] = {"by": normed.coordination, "when": NOW}
    call = acts.publish(make_call(normed, closes_at=LATER), **by)
    with pytest.raises(Refused, match="il se prolonge, ou s’annule"):
        acts.revise(call, title="Autre", words="x", opens_at=NOW, **by)
    with pytest.raises(Refused, match="vient après celle d’aujourd’hui"):
        acts.prolong(call, closes_at=LATER, reason="Peu de demandes", **by)
    with pytest.raises(Refused, match="Dites pourquoi"):
        acts.prolong(call, closes_at=LATER + timedelta(days=1), reason=" ", **by)
    told = acts.prolong(call, closes_at=LATER + timedelta(days=5), reason="Peu de demandes", **by)
    call.refresh_from_db()
    assert (told.closed_at, call.closes_at, call.state(LATER + timedelta(days=1))) == (LATER, LATER + timedelta(days=5), "open")
    reopened = LATER + timedelta(days=30)
    acts.prolong(call, closes_at=reopened, reason="Tempête", by=normed.coordination, when=LATER + timedelta(days=8))
    call = acts.cancel(call, reason="Les sommes manquent", **by)
    assert (call.state(NOW), calls.public(NOW)) == ("cancelled", [])
    with pytest.raises(Refused, match="est annulé"):
        acts.cancel(call, reason="Encore", **by)
    with pytest.raises(Refused, match="Seul un appel publié"):
        acts.prolong(call, closes_at=reopened + timedelta(days=1), reason="Encore", **by)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "a un titre"),
        ({"words": "x" * 20_001}, "au plus 20000 caractères"),
        ({"closes_at": NOW - timedelta(days=3)}, "fermerait avant d’ouvrir"),
        ({"title": "a\0b"}, "ne s’écrit pas"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(cast: Cast, changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        make_call(cast, **changed)


def test_envelopes_and_bodies_are_those_of_the_agreement_and_only_the_coordination_prepares_a_call(cast: Cast) -> None:
    envelope = make_envelope(cast, 100_000)
    call = make_call(cast, envelopes=[envelope], analysed_by=cast.working)
    assert list(call.envelopes.all()) == [envelope]
    envelope.agreement = cast.other_agreement
    envelope.save()
    with pytest.raises(Refused, match="n’est pas de cette entente"):
        make_call(cast, envelopes=[envelope])
    with pytest.raises(Refused, match="C’est la coordination"):
        make_call(cast, by=cast.manager_term)


def test_a_day_includes_its_last_instant_and_says_so() -> None:
    end = end_of(date(2011, 11, 14))
    assert end.astimezone(UTC) == datetime(2011, 11, 15, 4, 59, 59, 999_999, tzinfo=UTC)
    assert until(end).replace("\N{NO-BREAK SPACE}", " ") == (
        "jusqu’au lundi 14 novembre 2011 inclusivement, c’est-à-dire jusqu’à la fin de ce jour (heure d’ici, UTC−5)"
    )
    assert "16 h inclusivement (heure d’ici, UTC−4)" in until(instant(date(2011, 6, 14), time(16))).replace("\N{NO-BREAK SPACE}", " ")


def test_the_days_of_the_change_of_hour() -> None:
    forward, back = date(2011, 3, 13), date(2011, 11, 6)
    with pytest.raises(NoSuchHour, match="n’existe pas le dimanche"):
        instant(forward, time(2, 30))
    assert instant(forward, time(3)).astimezone(UTC) == datetime(2011, 3, 13, 7, tzinfo=UTC)
    assert instant(back, time(1, 30)).astimezone(UTC) == datetime(2011, 11, 6, 6, 30, tzinfo=UTC)
    assert end_of(back) - end_of(back - timedelta(days=1)) == timedelta(days=1)
    assert end_of(back).astimezone(UTC) - end_of(back - timedelta(days=1)).astimezone(UTC) == timedelta(hours=25)
