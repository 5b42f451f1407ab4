"""What a resolution on a change makes of it, in the same transaction: its money recommended, committed or given back; its answer."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions.models import Step
from ententes.decisions.queries.chain import RANKS
from ententes.decisions.states import Move, State
from ententes.funding import acts as funding
from ententes.funding.queries import figures
from ententes.funding.states import Kind
from ententes.ground.act import Refused, refuse_if

from .. import letters
from ..models import ChangeRequest
from ..queries.carried import obstacles_to_passing, of_matter, to_draw
from ..states import Outcome
from .changing import answer_change, hold_change


def settle_change(step: Step, by: Capacity, when: datetime) -> None:
    """Once a body resolved on a change, or once its matter is withdrawn: the ledger and the request follow what the copy says.

    What the norms or the envelope refuse, refuses the resolution. A change that is returned or whose matter is withdrawn stays open.
    """
    found = of_matter(step.matter)
    if found is None:
        raise Refused(_("Aucune demande ne porte ce dossier : ouvrez-le depuis la page de la demande."))
    change = hold_change(found)
    said = step.version.data["proposal"] if step.version else {"outcome": "", "reasons": "", "cents": None}
    passed, ended = step.move in (Move.PASS, Move.PASS_WITH_CHANGES), step.matter.state in (State.SETTLED, State.REJECTED)
    more = 0
    if passed:
        refuse_if(obstacles_to_passing(change, said))
        change.proposed, change.reasons, change.cents = said["outcome"], said["reasons"], said["cents"]
        change.save(update_fields=["proposed", "reasons", "cents"])
        more = to_draw(change, said)
        verbs = step.stage.verbs if step.stage else ()
        if not ended and max((RANKS.get(verb, 0) for verb in verbs), default=0) < RANKS["recommend"]:
            return  # who only proposes sets nothing aside
    _draw(change, more, step, by, when)
    if ended and not change.outcome:
        assert step.resolution is not None
        outcome = Outcome(said["outcome"]) if passed else Outcome.REFUSED
        reasons = change.reasons if passed else step.resolution.resolved
        change = answer_change(change, outcome, reasons, step.resolution.body.name, step.resolution, when)
        letters.tell_change_decided(change, when=when)


def _draw(change: ChangeRequest, more: int, step: Step, by: Capacity, when: datetime) -> None:
    """What is set aside for a change becomes what its copy asks, then is committed by the last word; anything over goes back."""
    use = change.convention.project.use
    if use is None:
        return
    firm, title = step.matter.state == State.SETTLED, step.matter.title
    aside = figures.of_use(use).recommended
    if more and firm:
        assert step.resolution is not None
        funding.commit(use, cents=more, resolution=step.resolution, by=by, when=when, words=title)
    elif more > aside:
        assert step.resolution is not None
        funding.recommend(use, cents=more - aside, resolution=step.resolution, by=by, when=when, words=title)
    over = figures.of_use(use).recommended - (0 if firm else more)
    if over > 0:
        with translation.override("fr"):  # the record is in French, whoever acts
            words = _("Libéré : %(what)s") % {"what": step.said}
        funding.release(use, kind=str(Kind.RECOMMENDED), cents=over, words=words, resolution=step.resolution, by=by, when=when)
