"""How an act means a contribution for something else, from then on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Amendment, Objective
from ententes.committees.queries import Capacity
from ententes.decisions.models import Resolution
from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Territory

from .. import rules
from ..models import Contribution, EarmarkChange, Ledger, Use
from ..queries import figures, sharing
from ..queries.sharing import Source
from .ledger import hold_ledger


@transaction.atomic
def earmark(
    contribution: Contribution,
    *,
    changed_on: date,
    by: Capacity,
    when: datetime,
    objective: Objective | None = None,
    territory: Territory | None = None,
    project: str = "",
    amendment: Amendment | None = None,
    resolution: Resolution | None = None,
    evidence: File | None = None,
    words: str = "",
) -> EarmarkChange:
    """Record that an act means a contribution for something else: what is shared already stays so, what follows goes by the new one."""
    ledger, on = hold_ledger(contribution.agreement), timezone.localdate(when)
    agreement, contribution = contribution.agreement, hold(contribution)
    contribution.agreement = agreement
    change = EarmarkChange(
        contribution=contribution,
        objective=contribution.objective,
        territory=contribution.territory,
        project=contribution.project,
        changed_on=changed_on,
        amendment=amendment,
        resolution=resolution,
        file=evidence,
        words=words.strip(),
        person=by.person,
        capacity=by.recorded[:300],
        at=when,
    )
    contribution.objective, contribution.territory = objective, territory
    contribution.project = shortened(project.strip(), 300)
    same = contribution.project == change.project
    meant_for = list(contribution.meant_for.all()) if same else sharing.named(agreement, contribution.project, contribution.year)
    told = figures.of_contribution(contribution)
    borne = sharing.bearing(agreement).get(contribution.pk, 0)
    source = Source(contribution.pk, told.pledged - borne, contribution.objective_id, contribution.territory_id, bool(contribution.project))
    lacking = _lacking(contribution, ledger, source, [one.pk for one in meant_for], by)
    refuse_if(rules.obstacles_to_earmarking(change, pledged=told.pledged, borne=borne, lacking=lacking, by=by, on=on))
    change.save(force_insert=True)
    contribution.save(update_fields=["objective", "territory", "project"])
    contribution.meant_for.set(meant_for)
    return change


def _lacking(
    contribution: Contribution, ledger: Ledger, changed: Source, meant_for: list[int], by: Capacity
) -> list[tuple[str | None, int]]:
    """What nobody would bear any more of what is set aside, by the titles of the uses that the person may read."""
    agreement, found = contribution.agreement, dict[int, int]()
    years = agreement.envelopes.filter(year__gte=contribution.year, uses__isnull=False).order_by("year").values_list("year", flat=True)
    for year in years.distinct():
        now = sharing.lacking(agreement, year, ledger.sharing)
        for use, cents in sharing.lacking(agreement, year, ledger.sharing, changed, meant_for).items():
            if cents > now.get(use, 0):
                found[use] = cents - now.get(use, 0)
    seen = dict(Use.objects.filter(pk__in=found).seen_by(by.person).values_list("pk", "title"))
    return [(seen.get(use), cents) for use, cents in found.items()]
