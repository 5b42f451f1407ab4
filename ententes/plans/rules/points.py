"""What stands in the way of settling a point to clarify: who can, and in which state it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity

from ..models import Point
from ..states import PointState


def obstacles_to_speaking_of(point: Point, *, by: Capacity | None) -> Iterator[str]:
    """A point is settled by the body that can, or by the coordination for it."""
    if by is None or by.agreement.pk != point.agreement_id:
        yield _("Vous n’agissez pas à ce titre dans cette entente.")
        return
    if by.coordinates or (by.body is not None and by.body.pk == point.settled_by_id):
        return
    if point.settled_by is None:
        yield _("Ce point se précise par la coordination de l’entente.")
    else:
        yield _("Ce point se précise par un membre de « %(body)s », ou par la coordination de l’entente.") % {"body": point.settled_by.name}


def obstacles_to_settling(point: Point, *, by: Capacity | None, text: str) -> Iterator[str]:
    """An open point, and words that settle it."""
    yield from obstacles_to_speaking_of(point, by=by)
    if point.state != PointState.OPEN:
        yield _("Ce point n’est plus à préciser; rouvrez-le d’abord.")
    if not text.strip():
        yield _("Écrivez ce qui est précisé : le point reste sinon une question.")


def obstacles_to_dismissing(point: Point, *, by: Capacity | None) -> Iterator[str]:
    """An open point. No words are asked for: some oddities are nothing."""
    yield from obstacles_to_speaking_of(point, by=by)
    if point.state != PointState.OPEN:
        yield _("Ce point n’est plus à préciser; rouvrez-le d’abord.")


def obstacles_to_reopening(point: Point, *, by: Capacity | None) -> Iterator[str]:
    """A point that somebody closed."""
    yield from obstacles_to_speaking_of(point, by=by)
    if point.state == PointState.OPEN:
        yield _("Ce point est déjà à préciser.")
