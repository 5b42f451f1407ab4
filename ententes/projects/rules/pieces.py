"""What stands in the way of joining files to an application."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from ententes.ground.wording import file_size
from ententes.plans.rules.news import obstacles_to_attaching

from ..models import Application, ApplicationPiece
from ..states import PieceKind
from .applications import obstacles_to_writing

MOST_PIECES = 40
"""Files of one application, those taken out and those that completed it included."""
MOST_BYTES = 200_000_000
"""Bytes of them all."""


def obstacles_to_joining(application: Application, *, kind: str, file: Any, person: Any, when: datetime) -> Iterator[str]:
    """Those of the enterprise join files of known sorts while the call receives."""
    yield from obstacles_to_writing(application, person=person, when=when)
    yield from obstacles_to_pieces(application, [(kind, file)])


def obstacles_to_pieces(application: Application, given: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """What files may be, and how many."""
    files = [file for _kind, file in given]
    if any(kind not in PieceKind.values for kind, _file in given):
        yield _("Dites ce qu’est cette pièce.")
    yield from obstacles_to_attaching(files)
    before = application.pieces.aggregate(size=Sum("file__size"))["size"] or 0
    if application.pieces.count() + len(files) > MOST_PIECES:
        yield _("Une demande porte au plus %(most)s pièces.") % {"most": MOST_PIECES}
    elif before + sum(one.size for one in files) > MOST_BYTES:
        yield _("Les pièces d’une demande font ensemble au plus %(most)s.") % {"most": file_size(MOST_BYTES)}


def obstacles_to_removing(piece: ApplicationPiece, *, person: Any, when: datetime) -> Iterator[str]:
    """Those of the enterprise take out what they joined, while the call receives; what completed a deposit stays."""
    yield from obstacles_to_writing(piece.application, person=person, when=when)
    if piece.completion_id is not None or piece.removed_at is not None:
        yield _("Cette pièce ne se retire pas, ou est déjà retirée.")
