"""What the tests of conventions begin with."""

from __future__ import annotations

from typing import Any

from ententes.agreements.models import Party
from ententes.committees import acts as committees
from ententes.committees.queries import Capacity
from ententes.organisations.models import Organisation
from tests.cast import TODAY, Cast, make_person


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
