"""What stands in the way of sharing money out among envelopes, of drawing on them, and of the reserve on credits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.decisions.models import Resolution
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.rules import ground_of
from ententes.decisions.states import ENDED, Outcome, State
from ententes.decisions.states import Kind as Subject
from ententes.ground.days import long_date
from ententes.ground.wording import money, quoted

from ..models import Allotment, Envelope, Shortfall, Use
from ..queries.closing import is_closed
from ..queries.figures import Figures
from ..states import Kind
from .contributions import obstacles_to_keeping, told_why


def obstacles_to_drawing(envelope: Envelope, *, more: int, figures: Figures, short: list[Shortfall], firm: int = 0) -> Iterator[str]:
    """What is drawn on an envelope is available in it, and its credits are not under reserve.

    `more` is what was not set aside yet; `firm` is what is committed, which the envelope must hold even where it was recommended before.
    """
    left = figures.allotted + figures.carried - figures.committed + figures.recovered
    if firm > left and not more > max(figures.available, 0):
        yield _("L’enveloppe « %(title)s » ne peut plus engager que %(left)s : %(firm)s la dépasserait.") % {
            "title": envelope.title,
            "left": money(max(left, 0)),
            "firm": money(firm),
        }
    if more > 0 and more > figures.available:
        yield _("L’enveloppe « %(title)s » n’a plus que %(left)s de disponible : %(more)s de plus la dépasserait.") % {
            "title": envelope.title,
            "left": money(figures.available),
            "more": money(more),
        }
    if more > 0 or firm:
        yield from obstacles_of_credits(short)


def obstacles_of_credits(short: list[Shortfall]) -> Iterator[str]:
    """While the reserve on credits is invoked for an envelope or its whole year, nothing is drawn on it nor paid from it."""
    for one in short:
        yield _("La réserve des crédits disponibles est invoquée depuis le %(day)s : %(reason)s") % {
            "day": long_date(one.invoked_at),
            "reason": one.reason,
        }


def speaks_of(use: Use, resolution: Resolution) -> bool:
    """Whether a resolution is on the matter that decides of a use, or on one that would change what was decided."""
    return resolution.matter is not None and use.matter_id in (resolution.matter.pk, resolution.matter.revises_id)


def obstacles_to_resolving(use: Use, resolution: Resolution | None, *, firm: bool = False) -> Iterator[str]:
    """A sum is recommended and committed by a resolution that was adopted, never by a click.

    Where a matter carries the use, the resolution is one on that matter or on one that revises it, and only that of its last body commits.
    Elsewhere, it is taken by a body whose mandate speaks of the sums or of the projects.
    """
    agreement = use.envelope.agreement
    if resolution is None:
        yield _("Une somme n’est recommandée ou engagée que par une résolution.")
    elif use.matter is not None and (not speaks_of(use, resolution) or (firm and resolution.matter.state != State.SETTLED)):  # type: ignore[union-attr]
        last = use.matter.stages.select_related("body").last()
        yield _("« %(use)s » ne reçoit rien que par ce que résolvent les instances de son dossier; %(body)s a le dernier mot.") % {
            "use": use.title,
            "body": last.body.name if last and last.body else _("la dernière"),
        } + (" " + _("Mandat : %(mandate)s.") % {"mandate": ground_of(last)} if last and last.words else "")
    elif resolution.agreement_id != agreement.pk or resolution.outcome != Outcome.ADOPTED:
        yield _("La résolution %(number)s n’a pas été adoptée dans cette entente.") % {"number": resolution.number}
    elif use.matter is None:
        yield from _obstacles_to_speaking(agreement, resolution, firm=firm)


def _obstacles_to_speaking(agreement: Agreement, resolution: Resolution, *, firm: bool) -> Iterator[str]:
    """What is spent outside of projects is resolved by a body that the mandates of that day let speak of the money; they may name none."""
    if resolution.repealed_by.exists():
        yield _("La résolution %(number)s a été abrogée.") % {"number": resolution.number}
    if resolution.matter is not None and resolution.matter.kind in (Subject.PROJECT, Subject.CHANGE):
        yield _("La résolution %(number)s porte sur un projet, et n’affecte rien d’autre.") % {"number": resolution.number}
    chains = [chain_of(agreement, str(kind), resolution.taken_on) for kind in (Subject.ENVELOPES, Subject.PROJECT)]
    links = [link for chain in chains for link in chain if link.is_last or not firm]
    if links and resolution.body_id not in {link.body.pk for link in links if link.body}:
        yield (
            _("La résolution %(number)s est de l’instance « %(body)s », à qui aucun mandat ne donne d’affecter des sommes.")
            % {
                "number": resolution.number,
                "body": resolution.body.name,
            }
            + " "
            + _("Mandat : %(mandate)s.") % {"mandate": "; ".join(dict.fromkeys(link.said() for link in links))}
        )


def obstacles_to_disbursing(use: Use, *, shown: bool, short: list[Shortfall], by: Capacity) -> Iterator[str]:
    """A payment outside conventions shows its evidence, and two people answer for it: one commits, the other pays."""
    if use.matter_id is not None:
        yield _("« %(use)s » se verse selon sa convention.") % {"use": use.title}
    if not shown:
        yield _("Un versement s’inscrit avec la pièce qui le montre.")
    yield from obstacles_of_credits(short)
    if use.entries.filter(kind=Kind.COMMITTED, cents__gt=0, person=by.person).exists():
        yield _("Vous avez inscrit l’engagement de « %(use)s » : une autre personne qui tient les comptes en inscrit le versement.") % {
            "use": use.title
        }


def obstacles_to_releasing(use: Use, *, kind: str, cents: int, figures: Figures, words: str) -> Iterator[str]:
    """What was reserved, recommended or committed and not paid may be given back, with its reason."""
    if kind not in (Kind.RESERVED, Kind.RECOMMENDED, Kind.COMMITTED):
        yield _("Seule une somme réservée, recommandée ou engagée se libère.")
        return
    left = getattr(figures, kind) - (figures.paid if kind == Kind.COMMITTED else 0)
    if cents > left:
        yield _("Il ne reste que %(left)s à libérer pour « %(use)s ».") % {"left": money(left), "use": use.title}
    yield from told_why(words)


def obstacles_to_titling(title: str) -> Iterator[str]:
    if not title.strip():
        yield _("Le titre est obligatoire.")


def obstacles_to_allotting(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """What a body adopted no longer changes, until a revision is opened."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    matter = allotment.matter
    if matter is not None and matter.state == State.SETTLED and matter.ended_at:
        yield _("Cette répartition est adoptée par le dossier %(matter)s : une révision permet d’en préparer une autre.") % {
            "matter": quoted(matter.title)
        }


def obstacles_to_proposing(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """An allotment has lines, and one matter at a time."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    yield from obstacles_to_reopening(allotment.agreement, allotment.year)
    if not allotment.lines.exists():
        yield _("Cette répartition n’a encore aucune ligne.")
    if allotment.matter is not None and allotment.matter.state not in ENDED:
        yield _("Un dossier porte déjà cette répartition.")
    elif allotment.matter is not None and allotment.matter.state == State.SETTLED:
        yield _("Cette répartition est adoptée : commencez plutôt une révision.")


def obstacles_to_reopening(agreement: Agreement, year: int) -> Iterator[str]:
    """The sums of a closed year are no longer shared out."""
    if is_closed(agreement, year):
        yield _("L’exercice %(year)s est fermé.") % {"year": agreement.fiscal_year(year).label}


def obstacles_to_revising(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """Only what was adopted is revised."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    yield from obstacles_to_reopening(allotment.agreement, allotment.year)
    if allotment.matter is None or allotment.matter.state != State.SETTLED:
        yield _("Cette répartition n’est pas adoptée : elle se modifie encore.")


def obstacles_to_invoking(agreement: Agreement, *, envelope: Envelope | None, reason: str, short: list[Shortfall]) -> Iterator[str]:
    """The clause is invoked once at a time, with its reason."""
    if envelope is not None and envelope.agreement_id != agreement.pk:
        yield _("Cette enveloppe n’est pas de cette entente.")
    if any(one.envelope_id == (envelope.pk if envelope else None) for one in short):
        yield _("La réserve des crédits disponibles est déjà invoquée ici.")
    yield from told_why(reason)


def obstacles_to_lifting(shortfall: Shortfall, *, because: str) -> Iterator[str]:
    if shortfall.lifted_at is not None:
        yield _("La réserve est déjà levée.")
    yield from told_why(because)


def obstacles_to_carrying(envelope: Envelope, *, figures: Figures, on: date) -> Iterator[str]:
    """The year is over, and something is left in its envelope."""
    year = envelope.agreement.fiscal_year(envelope.year)
    if on <= year.last_day:
        yield _("L’exercice %(year)s n’est clos qu’après le %(day)s.") % {"year": year.label, "day": long_date(year.last_day)}
    if figures.available <= 0:
        yield _("Il ne reste rien dans l’enveloppe « %(title)s ».") % {"title": envelope.title}
