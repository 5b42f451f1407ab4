"""What stands in the way of scoring alone, then of agreeing in session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.ground.wording import listing, moment, quoted
from ententes.projects.models import Deposit

from ..models import Analysis, Assignment, Consensus, Sheet
from ..queries.files import closed_to, counting_sheets, in_force, is_last, leads, standing
from ..queries.grids import Scale, scale_of
from ..queries.sessions import spreads
from ..states import HIGHEST, Standing
from .analyses import REASON, obstacles_to_holding

COMMENT = 3000
REASONS = 10_000

Marks = Mapping[str, Mapping[str, Any]]


def obstacles_to_scoring(assignment: Assignment, *, by: Capacity, when: datetime) -> Iterator[str]:
    """An analyst scores once they signed and declared no interest, until they lock; nothing changes afterwards."""
    yield from obstacles_to_holding(assignment, by=by, when=when)
    found = standing(assignment)
    if found == Standing.LOCKED:
        yield _("Vos notes sont verrouillées : elles ne changent plus.")
    elif found != Standing.SCORING:
        yield _("Avant de noter : %(standing)s.") % {"standing": found.label}
    if not is_last(assignment.deposit):
        yield _("Cette demande a été retirée, ou déposée de nouveau : ce dépôt ne s’analyse plus.")


def obstacles_to_marks(scale: Scale, marks: Marks) -> Iterator[str]:
    """Notes go from 0 to 5 by halves, on criteria of the grid, with comments that are not too long."""
    known = {one.key for one in scale.criteria}
    if set(marks) - known:
        yield _("Ce critère n’est pas de la grille.")
    if any(one["half"] is not None and not 0 <= one["half"] <= HIGHEST for one in marks.values()):
        yield _("Une note va de 0 à 5, par demi-points.")
    if any(len(one["words"]) > COMMENT or "\0" in one["words"] for one in marks.values()):
        yield _("Un commentaire compte au plus %(number)s caractères.") % {"number": COMMENT}


def missing(scale: Scale, marks: Marks) -> list[str]:
    """The criteria without a note."""
    return [one.key for one in scale.criteria if marks.get(one.key, {}).get("half") is None]


def obstacles_to_keeping(assignment: Assignment, *, marks: Marks, words: str, by: Capacity, when: datetime) -> Iterator[str]:
    """What is scored may be incomplete until it is locked."""
    yield from obstacles_to_scoring(assignment, by=by, when=when)
    yield from obstacles_to_marks(scale_of(assignment.analysis.grid.values), marks)
    if len(words) > REASONS or "\0" in words:
        yield _("Le commentaire d’ensemble compte au plus %(number)s caractères.") % {"number": REASONS}


def obstacles_to_locking(assignment: Assignment, sheet: Sheet | None, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A sheet is locked once every criterion has its note."""
    yield from obstacles_to_scoring(assignment, by=by, when=when)
    if without := missing(scale_of(assignment.analysis.grid.values), sheet.marks if sheet else {}):
        yield _("Il manque une note à %(criteria)s.") % {"criteria": listing(without)}


def obstacles_to_leading(analysis: Analysis, deposit: Deposit, *, by: Capacity, when: datetime) -> Iterator[str]:
    """The coordination or the secretary of the body leads, unless the file is closed to them by an interest."""
    if by.agreement.pk != analysis.call.agreement_id or not leads(analysis, by.person, timezone.localdate(when)):
        said = {"body": quoted(analysis.body.name)}
        yield _("Mènent la séance : la coordination de l’entente et le secrétariat de l’instance, %(body)s.") % said
    if Deposit.objects.filter(closed_to(by.person), pk=deposit.pk).exists():
        yield _("Vous avez un intérêt dans cette demande : quelqu’un d’autre mène ce point.")


def obstacles_to_meeting(analysis: Analysis, deposit: Deposit, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A session takes up a file once every one of its analysts has locked their scores."""
    yield from obstacles_to_leading(analysis, deposit, by=by, when=when)
    if not is_last(deposit):
        yield _("Cette demande a été retirée, ou déposée de nouveau : ce dépôt ne s’analyse plus.")
    live = Assignment.objects.live().filter(deposit=deposit)
    if not live.exists():
        yield _("Cette demande n’est confiée à personne.")
        return
    waiting = live.exclude(sheet__locked_at__isnull=False).count()
    if waiting:
        yield _("Les notes restent fermées à tous tant que chacun n’a pas verrouillé les siennes : il en manque %(number)s.") % {
            "number": waiting
        }


def obstacles_to_agreeing(
    analysis: Analysis, deposit: Deposit, *, marks: Marks, reasons: str, because: str, seen: int | None, by: Capacity, when: datetime
) -> Iterator[str]:
    """Every criterion gets its note, a wide gap its reason, the whole its reasons; a consensus that stands is replaced with a reason."""
    yield from obstacles_to_meeting(analysis, deposit, by=by, when=when)
    scale = scale_of(analysis.grid.values)
    yield from obstacles_to_marks(scale, marks)
    if without := missing(scale, marks):
        yield _("Il manque une note à %(criteria)s.") % {"criteria": listing(without)}
    wide = [
        one.key
        for one in spreads(scale, counting_sheets(deposit) or [])
        if one.wide and not marks.get(one.key, {}).get("words", "").strip()
    ]
    if wide:
        yield _("Les notes s’écartent de plus de %(points)s points à %(criteria)s : dites pourquoi la séance retient la sienne.") % {
            "points": scale.wide,
            "criteria": listing(wide),
        }
    if not reasons.strip() or len(reasons) > REASONS or "\0" in reasons:
        yield _("Dites les motifs de la note, en %(number)s caractères au plus.") % {"number": REASONS}
    yield from _replacing(in_force(deposit), because, seen)


class Computed(Protocol):
    """What earlier decisions say of the territory of an application: first helped, already helped, or unknown; and in words."""

    @property
    def first(self) -> bool | None: ...

    @property
    def words(self) -> str: ...


def corrects(first_aid: bool, computed: Computed | None) -> bool:
    """Whether a session says of the territory other than what is computed."""
    return computed is not None and computed.first is not None and computed.first != first_aid


def obstacles_to_correcting(first_aid: bool, computed: Computed | None, correction: str) -> Iterator[str]:
    """What is computed of the territory is corrected with a reason."""
    if corrects(first_aid, computed) and (not correction.strip() or len(correction) > REASON or "\0" in correction):
        yield _("Ce que la séance dit du territoire n’est pas ce qui est calculé : dites pourquoi, en %(number)s caractères au plus.") % {
            "number": REASON
        }


def _replacing(standing: Consensus | None, because: str, seen: int | None) -> Iterator[str]:
    if standing is None:
        return
    if seen != standing.pk:
        yield _("Une note de consensus a été consignée le %(moment)s : relisez-la avant de la remplacer.") % {"moment": moment(standing.at)}
    if not because.strip() or len(because) > REASON or "\0" in because:
        yield _("Dites pourquoi la note consignée est remplacée, en %(number)s caractères au plus.") % {"number": REASON}
