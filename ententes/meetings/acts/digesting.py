"""The digest: one letter, as often as each person chose, with what awaits them and what bodies did since the last one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.models import Charge, Coordination, Term
from ententes.correspondence import acts as correspondence
from ententes.ground.act import hold
from ententes.people.models import Person
from ententes.people.states import Digest

from .. import letters
from ..queries import awaiting, coordination, happened

EVERY = {Digest.WEEKLY: timedelta(days=7), Digest.DAILY: timedelta(days=1)}
HOUR = 7
"""The local hour before which no digest is written."""


def write_digests(*, when: datetime, most: int = 50) -> int:
    """Write the digests that are due, one transaction a person; return how many letters were written.

    Whoever has nothing to read gets no letter, and is looked at again after the same time. Nobody gets one in the night.
    """
    if timezone.localtime(when).hour < HOUR:
        return 0
    asked = Q(digest_at=None)
    for every, wait in EVERY.items():
        asked |= Q(digest=every, digest_at__lte=when - wait)
    day = timezone.localdate(when)
    due = Person.objects.filter(asked, is_active=True).exclude(digest=Digest.NEVER)
    return sum(_write(person, when) for person in due.filter(_at_work(day)).order_by("pk")[:most])


def _at_work(day: date) -> Q:
    """Those who hold a seat, a charge or a coordination that day."""
    held = (model.objects.in_force(day).order_by().values("person") for model in (Term, Charge, Coordination))
    return reduce(or_, (Q(pk__in=people) for people in held))


@transaction.atomic
def _write(person: Person, when: datetime) -> int:
    person = hold(person)
    if person.digest_at is not None and person.digest_at > when - EVERY.get(Digest(person.digest), timedelta.max):
        return 0  # another worker wrote it meanwhile
    day = timezone.localdate(when)
    led = Coordination.objects.in_force(day).filter(person=person).values_list("agreement", flat=True)
    awaited = awaiting.of_person(person, day) + coordination.of_coordination(person, led, day)
    since = person.digest_at or when - EVERY.get(Digest(person.digest), timedelta(days=7))
    done = happened.since(person, since, day)
    person.digest_at = when
    person.save(update_fields=["digest_at"])
    if not (awaited or done):
        return 0
    agreements = Agreement.objects.in_bulk({one.agreement for one in awaited} | {one.agreement for one in done})
    subject, text = letters.digest(person, awaited, done, awaiting.coming(person, day), agreements)
    correspondence.post(address=person.email, subject=subject, text=text, when=when, recipient=person)
    return 1
