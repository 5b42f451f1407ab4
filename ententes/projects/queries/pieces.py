"""The files joined to applications: those that one has now, and those that came with a deposit or completed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ententes.ground.wording import file_size

from ..models import Application, ApplicationPiece, Deposit
from ..states import PieceKind


def joined(application: Application) -> list[ApplicationPiece]:
    """The pieces that the next deposit will come with. One query."""
    return list(application.pieces.filter(completion=None, removed_at=None).select_related("file"))


def kept(pieces: list[ApplicationPiece]) -> list[dict[str, Any]]:
    """Pieces as a deposit keeps them: which, what, and the hash of their bytes."""
    return [{"piece": one.pk, "kind": one.kind, "name": one.file.name, "size": one.file.size, "sha256": one.file.sha256} for one in pieces]


def received(deposit: Deposit) -> QuerySet[ApplicationPiece]:
    """The pieces that came with a deposit, and with what completed it."""
    named = [one["piece"] for one in deposit.data.get("pieces", ())]
    mine = Q(pk__in=named, completion=None) | Q(completion__request__deposit=deposit)
    return ApplicationPiece.objects.filter(mine, application=deposit.application_id).select_related("file")


def told(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pieces that a deposit names, each with its kind."""
    return [
        (str(PieceKind(one["kind"]).label), _("%(name)s, %(size)s") % {"name": one["name"], "size": file_size(one["size"])})
        for one in data.get("pieces", ())
    ]
