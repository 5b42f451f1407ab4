"""Who cannot sit on a project from the moment its matter opens: who asks for its money, and who declared an interest while analysing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.queries import people_of
from ententes.decisions.models import Interest

from ..models import Project

Concerned = tuple[Any, str, str]
"""A person, the nature of the interest, and who declared it."""


def concerned(project: Project, on: date) -> list[Concerned]:
    """Those of the agreement who write the application, and those who declared an interest in it. Three queries."""
    deposit = project.deposit
    if deposit is None:
        return []
    inside = {pk for pk, _name in people_of(project.agreement)}
    rows = deposit.application.applicants.select_related("person").order_by("pk")
    nature = _("Écrit cette demande, pour %(promoter)s.") % {"promoter": project.promoter}
    found = {one.person_id: (one.person, nature, _("d’après la demande")) for one in rows if one.person_id in inside}
    for one in deposit.application.declarations.filter(interested=True).select_related("person").order_by("pk"):
        found.setdefault(one.person_id, (one.person, one.nature, one.capacity))
    return list(found.values())


def withdrawn(project: Project, on: date) -> list[Concerned]:
    """The same with whoever withdrew from the matter of the project: none of them sits on what would change it. Four queries."""
    found = {one[0].pk: one for one in concerned(project, on)}
    for one in Interest.objects.filter(matter=project.matter_id, lifted_at=None).select_related("person").order_by("pk"):
        found.setdefault(one.person_id, (one.person, one.nature, one.declared_by))
    return list(found.values())
