"""What the pages of frameworks share: finding a text or a section, and in which capacity the visitor writes it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.frameworks import rules
from ententes.frameworks.models import Framework, FrameworkSection
from ententes.ground import clock


def framework_of(request: HttpRequest, agreement: Agreement, pk: int) -> Framework:
    rows = Framework.objects.seen_by(request.user).select_related("matter", "source")
    found = get_object_or_404(rows, pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def section_of(request: HttpRequest, agreement: Agreement, pk: int) -> FrameworkSection:
    seen = Framework.objects.seen_by(request.user).filter(agreement=agreement)
    found = get_object_or_404(FrameworkSection.objects.select_related("framework__matter"), pk=pk, framework__in=seen)
    found.framework.agreement = agreement
    return found


def writing(request: Any, framework: Framework) -> tuple[list[Capacity], list[str]]:
    """The capacities in which the visitor may write the text; without any, what stands in the way of the first."""
    today = clock.today()
    obstacles = [(one, list(rules.obstacles_to_writing(framework, by=one, on=today))) for one in request.capacities]
    allowed = [one for one, reasons in obstacles if not reasons]
    return allowed, [] if allowed else obstacles[0][1]


def capacity(request: Any, framework: Framework) -> Capacity:
    """The capacity chosen in the form where it may write, else the first that may, else the first one, whose refusal says why."""
    allowed, _reasons = writing(request, framework)
    chosen = next((one for one in allowed if one.key == request.POST.get("by")), None)
    found: Capacity = chosen or (allowed or request.capacities)[0]
    return found
