"""The calls that anybody may read, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ententes.ground import clock
from ententes.ground.wording import moment
from ententes.projects.models import Call
from ententes.projects.queries import calls as queries
from ententes.projects.queries.norms import in_force, lines
from ententes.web.pages import page


def calls(request: HttpRequest) -> HttpResponse:
    """Every call that receives now or will. One query."""
    return page(request, "applying/calls.html", rows=queries.public(clock.now()))


def call(request: HttpRequest, call: int) -> HttpResponse:
    """One published call, with the norms that would apply to an application received today."""
    found = get_object_or_404(Call.objects.public().select_related("agreement"), pk=call)
    now = clock.now()
    norms = in_force(found.agreement, timezone.localdate(now))
    return page(
        request,
        "applying/call.html",
        call=found,
        of=found.agreement,
        state=found.state(now),
        envelopes=list(found.envelopes.values_list("title", flat=True)),
        prolongations=list(found.prolongations.all()),
        opens=moment(found.opens_at),
        until=queries.until(found.closes_at) if found.closes_at else "",
        norms=norms,
        lines=lines(norms.norms) if norms else [],
    )
