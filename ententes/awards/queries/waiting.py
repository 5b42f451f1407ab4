"""The waiting list of an envelope: in the order of the analysis, then of the decisions."""

from __future__ import annotations

from ententes.decisions.models import Version
from ententes.decisions.states import State
from ententes.funding.models import Envelope

from ..models import Project
from ..states import Verdict


def waiting(envelope: Envelope) -> list[Project]:
    """The projects that the last body put on the waiting list of an envelope, the first to be served first. Two queries."""
    rows = list(Project.objects.filter(envelope=envelope, matter__state=State.SETTLED, verdict=Verdict.WAIT))
    versions = Version.objects.filter(matter__in=[one.matter_id for one in rows]).order_by("number")
    ranks = dict(versions.values_list("matter", "data__analysis__rank"))
    return sorted(rows, key=lambda one: (not ranks[one.matter_id], ranks[one.matter_id] or 0, one.matter_id or 0))


def rank(project: Project) -> int:
    """The place of a project on the waiting list of its envelope, from 1; 0 where it is on none. Two queries."""
    if project.envelope is None:
        return 0
    keys = [one.pk for one in waiting(project.envelope)]
    return keys.index(project.pk) + 1 if project.pk in keys else 0
