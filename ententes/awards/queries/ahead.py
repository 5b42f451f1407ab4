"""What stands between a proposal and the money it asks for, said before a body resolves: the resolution would be refused with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import LAST, RANKS
from ententes.decisions.states import Kind, Move
from ententes.funding.models import Envelope
from ententes.funding.queries import figures
from ententes.funding.rules import obstacles_to_drawing
from ententes.projects.models import Deposit

from ..models import Project
from ..states import GRANTED


def what_stands(matter: Matter, move: str = str(Move.PASS), data: Mapping[str, Any] | None = None) -> list[str]:
    """What the envelope or the promoter would refuse if the body passed the copy it has, or the one it changed. At most ten queries."""
    if matter.kind != Kind.PROJECT or move not in (Move.PASS, Move.PASS_WITH_CHANGES):
        return []
    if data is None:
        last = matter.versions.last()
        data = last.data if last else {}
    return list(_standing(matter, data.get("proposal", {})))


def obstacles_of_promoter(deposit: Deposit | None) -> Iterator[str]:
    """Nothing is granted to whoever took back what they asked for."""
    if deposit is not None and deposit.application.withdrawn_at is not None:
        yield _("Le promoteur a retiré sa demande : retirez le dossier, ou refusez le projet pour ce motif.")


def _standing(matter: Matter, said: Mapping[str, Any]) -> Iterator[str]:
    if said.get("verdict") not in GRANTED:
        return
    project = Project.objects.filter(matter=matter).select_related("use", "deposit__application").first()
    if project is None:
        yield _("Aucun projet ne porte ce dossier : ouvrez-le depuis la page du projet.")
        return
    yield from obstacles_of_promoter(project.deposit)
    ranks = [RANKS.get(verb, 0) for verb in (matter.stage.verbs if matter.stage else ())]
    envelope = Envelope.objects.select_related("agreement").get(pk=said["envelope"])
    mine = figures.of_use(project.use) if project.use and project.use.envelope_id == envelope.pk else figures.Figures()
    more, firm = said["aid"] - mine.recommended - mine.reserved, said["aid"] if max(ranks, default=0) == LAST else 0
    short = figures.short_of(envelope)
    yield from obstacles_to_drawing(envelope, more=more, firm=firm, figures=figures.of_envelope(envelope), short=short)
