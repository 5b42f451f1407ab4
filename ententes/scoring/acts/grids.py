"""What happens to grids: they are written, and once they serve, replaced by another version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if

from ..models import Grid
from ..queries.grids import Scale
from ..rules import grids as rules


@transaction.atomic
def write_grid(agreement: Agreement, *, title: str, scale: Scale, by: Capacity, when: datetime) -> Grid:
    """Record a new grid, its first version."""
    refuse_if(rules.obstacles_to_writing(agreement, title=title, scale=scale, by=by, on=timezone.localdate(when)))
    said = {"values": scale.as_data(), "person": by.person, "capacity": by.recorded[:300], "written_at": when}
    return Grid.objects.create(agreement=agreement, title=title.strip(), **said)


@transaction.atomic
def rewrite_grid(grid: Grid, *, title: str, scale: Scale, by: Capacity, when: datetime) -> Grid:
    """Record a grid as the coordination leaves it, as long as no analysis follows it."""
    grid = hold(grid)
    refuse_if(rules.obstacles_to_rewriting(grid, title=title, scale=scale, by=by, on=timezone.localdate(when)))
    grid.title, grid.values, grid.revision = title.strip(), scale.as_data(), grid.revision + 1
    grid.person, grid.capacity, grid.written_at = by.person, by.recorded[:300], when
    grid.save()
    return grid


@transaction.atomic
def renew_grid(grid: Grid, *, by: Capacity, when: datetime) -> Grid:
    """Record the next version of a grid that serves, the same to begin with; analyses under way keep theirs."""
    grid = hold(grid)
    refuse_if(rules.obstacles_to_renewing(grid, by=by, on=timezone.localdate(when)))
    said = {"values": grid.values, "person": by.person, "capacity": by.recorded[:300], "written_at": when}
    return Grid.objects.create(agreement=grid.agreement, title=grid.title, version=grid.version + 1, replaces=grid, **said)
