"""What promoters ask to change: decided by whom the threshold says, and signed by both where the text changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ententes.conventions import acts
from ententes.conventions.models import ChangeRequest, GrantAgreement
from ententes.conventions.queries import changes
from ententes.conventions.queries.final import money_of
from ententes.documents import acts as documents
from tests.cast import NOW, TODAY, Cast
from tests.decisions.chains import resolve
from tests.funding.test_contributions import refused

from .running import ENDS, running

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def ask(cast: Cast, convention: GrantAgreement, kind: str, **details: Any) -> ChangeRequest:
    facts: dict[str, Any] = {"kind": kind, "words": "Le bois a monté.", "details": details}
    return acts.ask_change(convention, **facts, person=cast.stranger, when=NOW - timedelta(days=1))


def signed(cast: Cast, change: ChangeRequest) -> None:
    acts.send_addendum(change, printed=lambda data: b"%PDF-1.7 avenant", by=cast.coordination, when=LATER)
    change.refresh_from_db()
    for side, person in (("promoter", cast.stranger), ("manager", cast.manager)):
        one = change.signatures.get(side=side)
        acts.sign_addendum(one, sha256=change.sha256, confirmed=True, person=person, when=LATER)


def test_a_small_transfer_is_for_the_coordination_and_the_next_ones_add_up(cast: Cast) -> None:
    convention, by = running(cast), {"by": cast.coordination, "when": NOW}
    [post] = [one["post"] for one in convention.content["expenses"]]
    assert "n’est pas du budget" in refused(
        acts.ask_change,
        convention,
        kind="posts",
        words="x",
        details={"from": "Rien", "to": "Bois", "cents": 1},
        person=cast.stranger,
        when=NOW,
    )
    small = ask(cast, convention, "posts", **{"from": post, "to": "Bois", "cents": 60_000})
    assert changes.decider(small).body is None
    assert "attend déjà sa réponse" in refused(
        acts.ask_change, convention, kind="scope", words="x", details={}, person=cast.stranger, when=NOW
    )
    acts.decide_change(small, outcome="accepted", reasons="", **by)
    small.refresh_from_db()
    assert not changes.needs_addendum(small)
    second = ask(cast, convention, "posts", **{"from": post, "to": "Bois", "cents": 60_000})
    assert changes.decider(second).body == cast.working
    said = refused(acts.decide_change, second, outcome="accepted", reasons="", **by)
    assert ("dépassent 10" in said, "Il faut une résolution de cette instance : Comité des fours." in said) == (True, True)
    other = resolve(cast, None, cast.management)
    assert "n’est pas de cette instance" in refused(acts.decide_change, second, outcome="accepted", reasons="", resolution=other, **by)
    acts.decide_change(second, outcome="accepted", reasons="", resolution=resolve(cast, None, cast.working), **by)


def test_a_date_is_moved_by_the_body_that_recommends_and_an_addendum_that_both_sign(cast: Cast) -> None:
    convention = running(cast)
    due = convention.reports.get(kind="final").due_on
    change = ask(cast, convention, "date", ends_on=(ENDS + timedelta(days=40)).isoformat())
    resolution = resolve(cast, None, cast.working)
    acts.decide_change(change, outcome="accepted", reasons="", resolution=resolution, by=cast.coordination, when=NOW)
    change.refresh_from_db()
    acts.send_addendum(change, printed=lambda data: b"%PDF-1.7 avenant", by=cast.coordination, when=LATER)
    change.refresh_from_db()
    first, second = (change.signatures.get(side=side) for side in ("promoter", "manager"))
    facts: dict[str, Any] = {"sha256": change.sha256, "confirmed": True, "when": LATER}
    assert "Le promoteur signe d’abord" in refused(acts.sign_addendum, second, person=cast.manager, **facts)
    assert "est autorisé à signer" in refused(acts.sign_addendum, first, person=cast.worker, **facts)
    acts.sign_addendum(first, person=cast.stranger, **facts)
    convention.refresh_from_db()
    assert convention.ends_on == ENDS
    copy = documents.keep(content=b"signe", name="avenant.pdf", media_type="application/pdf", by=None, when=NOW)
    acts.sign_addendum(second, copy=copy, by=cast.coordination, **facts)
    convention.refresh_from_db()
    assert (convention.ends_on, convention.reports.get(kind="final").due_on) == (ENDS + timedelta(days=40), due + timedelta(days=40))


def test_an_aid_is_lowered_by_the_body_that_decides_and_never_raised_here(cast: Cast) -> None:
    convention, by = running(cast), {"by": cast.coordination, "when": NOW}
    facts: dict[str, Any] = {"kind": "amount", "words": "x", "person": cast.stranger, "when": NOW}
    assert "se décide comme un projet" in refused(acts.ask_change, convention, details={"cents": convention.cents + 1}, **facts)
    change = ask(cast, convention, "amount", cents=convention.cents - 50_000)
    assert changes.decider(change).body == cast.management
    acts.decide_change(change, outcome="accepted", reasons="", resolution=resolve(cast, None, cast.management), **by)
    change.refresh_from_db()
    assert changes.granted(convention) == convention.cents
    signed(cast, change)
    assert changes.granted(convention) == convention.cents - 50_000
    assert sum(one.cents for one in convention.instalments.all()) == convention.cents - 50_000
    assert money_of(convention).committed == convention.cents


def test_a_request_is_refused_with_its_reasons_or_withdrawn(cast: Cast) -> None:
    convention = running(cast)
    change = ask(cast, convention, "scope")
    assert "pas de l’organisme" in refused(acts.withdraw_change, change, person=cast.worker, when=NOW)
    acts.withdraw_change(change, person=cast.stranger, when=NOW)
    change = ask(cast, convention, "scope")
    resolution = resolve(cast, None, cast.management)
    facts: dict[str, Any] = {"resolution": resolution, "by": cast.coordination, "when": NOW}
    assert "Dites pourquoi" in refused(acts.decide_change, change, outcome="refused", reasons=" ", **facts)
    acts.decide_change(change, outcome="refused", reasons="Hors du cadre.", **facts)
