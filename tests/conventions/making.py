"""What the tests of conventions begin with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ententes.agreements.models import Party
from ententes.committees import acts as committees
from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, GrantSignature
from ententes.organisations.models import Organisation
from tests.awards.making import decided_project
from tests.cast import NOW, TODAY, Cast, make_person


def manager_of(cast: Cast) -> Organisation:
    """The organisation that manages the agreement."""
    city, _new = Organisation.objects.get_or_create(name="La ville des pains")
    Party.objects.get_or_create(agreement=cast.agreement, organisation=city, defaults={"is_manager": True})
    return city


def make_finance(cast: Cast, name: str = "", person: Any = None) -> Capacity:
    """Somebody at the finances of the manager, since the beginning of the year."""
    who = person or make_person(name)
    facts = {"person": who, "organisation": manager_of(cast), "starts_on": TODAY.replace(month=1, day=1)}
    return Capacity(cast.agreement, finance=committees.name_finance(cast.agreement, **facts, by=cast.coordination))


def make_convention(cast: Cast, **said: Any) -> GrantAgreement:
    """The convention of a decided project, with somebody authorised on each side, ready to be sent."""
    clerk = manager_of(cast)
    convention = acts.draw_up(decided_project(cast, **said), by=cast.coordination, when=NOW)
    facts: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    stranger, manager = cast.stranger, cast.manager
    acts.name_signatory(convention, side="promoter", person=stranger, name=stranger.name, office="présidence", authority="CA-7", **facts)
    words = f"d’autoriser la direction de {clerk.name} à signer"
    acts.name_signatory(convention, side="manager", person=manager, name=manager.name, office="direction", authority=words, **facts)
    return convention


def sent(cast: Cast, convention: GrantAgreement | None = None, **said: Any) -> GrantAgreement:
    convention = convention or make_convention(cast)
    facts = {"printed": lambda data: b"%PDF-1.7 convention", "by": cast.coordination, "when": NOW}
    return acts.send(convention, **facts | said)


def signed_by(convention: GrantAgreement, side: str, when: datetime = NOW, **changed: Any) -> GrantSignature:
    """The signature of a side, given by its link."""
    signature = convention.signatures.get(side=side)
    return acts.sign(signature, **{"sha256": convention.sha256, "confirmed": True, "how": "link", "when": when} | changed)


def in_force(cast: Cast, when: datetime = NOW) -> GrantAgreement:
    """A convention that both have signed."""
    convention = sent(cast)
    for side in ("promoter", "manager"):
        signed_by(convention, side, when)
    return convention


def state(convention: GrantAgreement, on: date = TODAY) -> str:
    return str(GrantAgreement.objects.with_state().get(pk=convention.pk).state(on))
