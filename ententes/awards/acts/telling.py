"""What is made known of a decision: to the promoter by letter, to partners under embargo, then to all by the clock alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement, Party
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters, rules
from ..models import Announcement, DecisionLetter, Project
from ..queries import decided


@transaction.atomic
def tell(project: Project, *, recourse: str, by: Capacity, when: datetime) -> DecisionLetter:
    """Write to the promoter what the last body decided, why, and the recourse; once, and never before that resolution."""
    project = hold(project)
    found = decided.decision(project)
    refuse_if(rules.obstacles_to_telling(project, found, recourse=recourse, by=by))
    assert found is not None
    recourse = recourse.strip()
    _subject, words = letters.decision_letter(project, found, recourse)
    count = letters.tell_decision(project, found, recourse, by=by.person, when=when)
    facts = {"resolution": found.resolution, "text": "\n\n".join(words), "recourse": recourse, "letters": count}
    return DecisionLetter.objects.create(project=project, **facts, person=by.person, capacity=by.recorded[:300], at=when)


@transaction.atomic
def announce(
    agreement: Agreement, *, title: str, words: str, projects: Sequence[Project], public_at: datetime, by: Capacity, when: datetime
) -> Announcement:
    """Prepare the announcement of granted projects for an instant to come, and tell every partner the day and the hour."""
    held = [hold(one) for one in sorted(projects, key=lambda one: one.pk)]
    found = [(one, decided.decision(one)) for one in held]
    refuse_if(rules.obstacles_to_announcing(agreement, title=title, found=found, public_at=public_at, by=by, when=when))
    facts = {"title": shortened(title.strip(), 300), "words": words.strip(), "public_at": public_at}
    made = Announcement.objects.create(agreement=agreement, **facts, person=by.person, capacity=by.recorded[:300], at=when)
    made.projects.set(held)
    letters.tell_partners(made, _partners(agreement, when), "coming", by=by.person, when=when)
    return made


@transaction.atomic
def postpone_announcement(announcement: Announcement, *, public_at: datetime, by: Capacity, when: datetime) -> Announcement:
    """Give an announcement that is not public yet another instant, and tell the partners again."""
    announcement = hold(announcement)
    refuse_if(rules.obstacles_to_postponing(announcement, public_at=public_at, by=by, when=when))
    announcement.public_at = public_at
    announcement.postponed += 1
    announcement.save(update_fields=["public_at", "postponed"])
    letters.tell_partners(announcement, _partners(announcement.agreement, when), "postponed", by=by.person, when=when)
    return announcement


@transaction.atomic
def call_off(announcement: Announcement, *, because: str, by: Capacity, when: datetime) -> Announcement:
    """Record that an announcement that is not public yet will not be, why, and tell the partners."""
    announcement = hold(announcement)
    refuse_if(rules.obstacles_to_calling_off(announcement, because=because, by=by, when=when))
    announcement.cancelled_at, announcement.cancelled_because = when, because.strip()
    announcement.save(update_fields=["cancelled_at", "cancelled_because"])
    letters.tell_partners(announcement, _partners(announcement.agreement, when), "cancelled", by=by.person, when=when)
    return announcement


def _partners(agreement: Agreement, when: datetime) -> list[Party]:
    return list(agreement.parties.on(timezone.localdate(when)).select_related("contact"))
