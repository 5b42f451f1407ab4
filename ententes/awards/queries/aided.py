"""Whether the territory of an application was already supported: by projects decided in earlier years, with what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.decisions.states import State
from ententes.ground.french import fold
from ententes.ground.wording import listing, quoted
from ententes.ground.years import FiscalYear
from ententes.organisations.models import Territory
from ententes.projects.models import Deposit
from ententes.projects.queries.completions import completed

from ..models import Announcement, Project
from ..states import GRANTED

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Aided:
    """What is known: `first` is None where no territory is recognised. `titles` are the earlier projects that the reader may read."""

    first: bool | None
    territories: tuple[str, ...]
    titles: tuple[str, ...] = ()
    number: int = 0

    @property
    def words(self) -> str:
        """The same in a sentence, as a session reads and records it."""
        if self.first is None:
            return _("Aucun territoire connu ne se reconnaît dans ce que la demande en dit : la séance le dit elle-même.")
        where = {"where": listing(self.territories)}
        if self.first:
            return _("%(where)s : aucun projet décidé avant cet exercice n’y a été soutenu.") % where
        more = self.number - len(self.titles)
        shown = [*map(quoted, self.titles), *([_("%(number)s autres") % {"number": more}] if more and self.titles else [])]
        told = listing(shown) if shown else _("%(number)s à ce jour") % {"number": self.number}
        return _("%(where)s : projets déjà soutenus avant cet exercice, %(projects)s.") % (where | {"projects": told})


def aided(deposit: Deposit, person: Any, when: datetime) -> Aided:
    """What earlier years gave to the territory of an application: that of its answer, else that of its promoter's earlier projects.

    A project counts once it was decided, before the first day of this fiscal year. Whoever may not read one reads no title. Four queries.
    """
    agreement = deposit.call.agreement
    earlier = _decided_before(deposit, FiscalYear.of(timezone.localdate(when), agreement.fiscal_month).first_day)
    said = f" {_plain(completed(deposit)['answers'].get('territory', ''))} "
    known = [(pk, name) for pk, name in Territory.objects.values_list("pk", "name") if f" {_plain(name)} " in said]
    if not known:
        same = {one["territory"]: one["territory__name"] for one in earlier if _plain(one["promoter"]) == _plain(deposit.data["promoter"])}
        known = [(pk, name) for pk, name in same.items() if pk]
    if not known:
        return Aided(None, ())
    wanted = {pk for pk, _name in known}
    within = wanted | set(Territory.objects.filter(parents__in=wanted).order_by().values_list("pk", flat=True))
    names = [f" {_plain(name)} " for _pk, name in known]
    found = [one for one in earlier if one["territory"] in within or (one["territory"] is None and _named(one, names))]
    public = Announcement.objects.public(when).order_by().values("projects")
    read = Project.objects.filter(pk__in=[one["pk"] for one in found]).filter(
        Q(pk__in=Project.objects.seen_by(person).order_by().values("pk")) | Q(pk__in=public)
    )
    titles = list(read.order_by("begun_at", "pk").values_list("title", flat=True)[:SHOWN]) if found else []
    return Aided(not found, tuple(name for _pk, name in known), tuple(titles), len(found))


def _decided_before(deposit: Deposit, day: date) -> list[dict[str, Any]]:
    rows = Project.objects.filter(agreement=deposit.call.agreement, matter__state=State.SETTLED, verdict__in=GRANTED)
    rows = rows.filter(matter__steps__resolution__taken_on__lt=day).exclude(deposit__application=deposit.application_id)
    columns = ("pk", "promoter", "territory", "territory__name", "deposit__data__answers__territory")
    return list(rows.distinct().order_by("pk").values(*columns))


def _named(one: dict[str, Any], names: list[str]) -> bool:
    return any(name in f" {_plain(one['deposit__data__answers__territory'] or '')} " for name in names)


def _plain(words: str) -> str:
    """Letters and figures alone, words parted by one space."""
    return " ".join("".join(one if one.isalnum() else " " for one in fold(words)).split())
