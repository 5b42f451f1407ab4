"""How files come to applications: they are joined, and taken out until the deposit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.plans.rules.news import file_type

from ..models import Application, ApplicationPiece, Completion
from ..rules import pieces as rules


@transaction.atomic
def join(application: Application, *, kind: str, file: Any, person: Any, when: datetime) -> ApplicationPiece:
    """Record a file joined to an application, by its bytes; the next deposit names it with its hash."""
    application = hold(application)
    refuse_if(rules.obstacles_to_joining(application, kind=kind, file=file, person=person, when=when))
    return _keep(application, kind, file, person, when)


@transaction.atomic
def take_out(piece: ApplicationPiece, *, person: Any, when: datetime) -> ApplicationPiece:
    """Record that the next deposit comes without this file; a deposit that named it keeps it."""
    application = hold(piece.application)
    piece = hold(piece)
    piece.application = application
    refuse_if(rules.obstacles_to_removing(piece, person=person, when=when))
    piece.removed_at = when
    piece.save(update_fields=["removed_at"])
    return piece


def _keep(
    application: Application, kind: str, file: Any, person: Any, when: datetime, completion: Completion | None = None
) -> ApplicationPiece:
    made = documents.keep(content=file, name=file.name, media_type=file_type(file), by=person, when=when)
    return ApplicationPiece.objects.create(application=application, completion=completion, kind=kind, file=made, person=person, at=when)
