"""What a resolution on a project makes of its money, in the same transaction: recommended, committed, or given back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions.models import Step
from ententes.decisions.queries.chain import RANKS
from ententes.decisions.states import Move, State
from ententes.funding import acts as funding
from ententes.funding.models import Envelope, Use
from ententes.funding.queries import figures
from ententes.funding.states import Kind
from ententes.ground.act import Refused, hold, refuse_if

from ..models import Project
from ..queries.ahead import obstacles_of_promoter
from ..states import GRANTED

RECOMMENDING = RANKS["recommend"]


def settle(step: Step, by: Capacity, when: datetime) -> None:
    """Once a body resolved on a project, or once its matter is withdrawn: the ledger follows what the copy it bears on says.

    Refused by the ledger, it refuses the resolution: the body may decide less, put the project on the waiting list or postpone.
    """
    project = Project.objects.select_related("use", "agreement").filter(matter=step.matter).first()
    if project is None:
        raise Refused(_("Aucun projet ne porte ce dossier : ouvrez-le depuis la page du projet."))
    project = hold(project)
    said: dict[str, Any] = step.version.data.get("proposal", {}) if step.version else {}
    passed = step.move in (Move.PASS, Move.PASS_WITH_CHANGES)
    if passed:
        _take_up(project, said)
    aid = said.get("aid", 0) if passed and said.get("verdict") in GRANTED else 0
    verbs = step.stage.verbs if step.stage else ()
    if passed and step.matter.state != State.SETTLED and max((RANKS.get(verb, 0) for verb in verbs), default=0) < RECOMMENDING:
        return  # who only proposes sets nothing aside
    if aid:
        refuse_if(obstacles_of_promoter(project.deposit))
        envelope = Envelope.objects.select_related("agreement").get(pk=said["envelope"])
        use = _use(project, envelope, step, by, when)
        if step.matter.state == State.SETTLED:
            funding.commit(use, cents=aid, resolution=step.resolution, by=by, when=when, words=step.matter.title)  # type: ignore[arg-type]
            _give_back(use, 0, step, by, when)
        else:
            _set_aside(use, aid, step, by, when)
    elif project.use is not None:
        _give_back(project.use, 0, step, by, when)


def _take_up(project: Project, said: dict[str, Any]) -> None:
    """What was being written becomes what the copy says: from here on, it is what the body passed."""
    for name in ("verdict", "aid", "conditions", "awaited", "reason", "reasons"):
        setattr(project, name, said[name])
    project.envelope_id = said["envelope"]
    project.save(update_fields=["verdict", "aid", "conditions", "awaited", "reason", "reasons", "envelope"])


def _use(project: Project, envelope: Envelope, step: Step, by: Capacity, when: datetime) -> Use:
    """What the envelope is drawn on for; another one where the bodies changed envelopes in between."""
    use = project.use
    if use is not None and use.envelope_id == envelope.pk and use.matter_id == step.matter.pk:
        return use
    if use is not None:
        _give_back(use, 0, step, by, when)
    facts = {"territory": project.territory, "matter": step.matter}
    project.use = funding.open_use(envelope, title=project.title, **facts, by=by, when=when)
    project.save(update_fields=["use"])
    return project.use


def _set_aside(use: Use, aid: int, step: Step, by: Capacity, when: datetime) -> None:
    """What is recommended for a use becomes what the copy says, neither more nor less."""
    so_far = figures.of_use(use).recommended
    if aid > so_far:
        assert step.resolution is not None
        funding.recommend(use, cents=aid - so_far, resolution=step.resolution, by=by, when=when, words=step.matter.title)
    _give_back(use, aid, step, by, when)


def _give_back(use: Use, kept: int, step: Step, by: Capacity, when: datetime) -> None:
    """What was recommended beyond what is kept goes back to the envelope, by the resolution that says so."""
    over = figures.of_use(use).recommended - kept
    if over > 0:
        with translation.override("fr"):  # the record is in French, whoever acts
            words = _("Libéré : %(what)s") % {"what": step.said}
        funding.release(use, kind=str(Kind.RECOMMENDED), cents=over, words=words, resolution=step.resolution, by=by, when=when)
