"""How a document is received and read. Reading holds no transaction: it may take a while, and shows how far it is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.base import File as Bytes
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.documents import acts as documents
from ententes.documents.queries import media_type, sha256
from ententes.ground import clock
from ententes.ground.act import refuse_if

from .. import queries, rules
from ..formats import Unreadable
from ..models import Upload
from ..sandbox import read_safely
from ..states import Stage
from ..understanding import NotUnderstood, understand

log = logging.getLogger(__name__)

SILENCE = timedelta(minutes=2)
"""Without a sign of life for that long, a reading is taken for dead and begun again."""
ATTEMPTS = 3
"""Readings of one document that may die before it is refused."""
STEP = timedelta(milliseconds=400)
"""Between two recordings of how far a reading is."""


@transaction.atomic
def receive(*, content: bytes | Bytes[Any], name: str, by: Any, when: datetime) -> Upload:
    """Record that somebody brought a document, to be read; return its upload.

    The same bytes brought again by the same person give the upload they already had (its `received_at` is then earlier than `when`);
    one that was refused goes back among those to be read.
    """
    stream = ContentFile(content) if isinstance(content, bytes) else content
    refuse_if(rules.obstacles_to_receiving(stream.size, by))
    known = Upload.objects.seen_by(by).filter(file__sha256=sha256(stream)).select_related("file").first()
    if known is None:
        head = stream.read(512)
        file = documents.keep(content=stream, name=name, media_type=media_type(head, name), by=by, when=when)
        return Upload.objects.create(file=file, received_at=when)
    if known.stage == Stage.REFUSED:
        known.stage, known.refusal, known.attempts, known.started_at = Stage.RECEIVED, "", 0, None
        known.save(update_fields=["stage", "refusal", "attempts", "started_at"])
    return known


@transaction.atomic
def start_again(upload: Upload, *, when: datetime) -> Upload:
    """A new upload of the same file, with the same reading and no corrections, for whoever wants to import it once more."""
    return Upload.objects.create(
        file=upload.file,
        stage=Stage.READ if upload.reading else Stage.RECEIVED,
        received_at=when,
        tree=upload.tree,
        reading=upload.reading,
    )


def read_waiting(*, when: datetime) -> int:
    """Read one of the documents that wait, if any; return how many were read (0 or 1). Two workers never read the same one."""
    alive_since = when - SILENCE
    waiting = Upload.objects.filter(stage=Stage.RECEIVED).filter(Q(started_at__isnull=True) | Q(started_at__lt=alive_since))
    for upload in waiting.order_by("received_at", "pk").select_related("file")[:5]:
        if _claimed(upload, when):
            _read(upload)
            return 1
    return 0


def read(upload: Upload) -> Upload:
    """Read a document now, unless another is reading it; return its upload, read or refused."""
    if upload.stage == Stage.RECEIVED and _claimed(upload, clock.now()):
        _read(upload)
    return Upload.objects.select_related("file").get(pk=upload.pk)


def _claimed(upload: Upload, when: datetime) -> bool:
    """Whether this caller is the one that reads: one statement, so that only one can win."""
    free = Q(started_at__isnull=True) | Q(started_at__lt=when - SILENCE)
    row = Upload.objects.filter(free, pk=upload.pk, stage=Stage.RECEIVED)
    return row.update(started_at=when, attempts=F("attempts") + 1, done=0, total=0) == 1


def _read(upload: Upload) -> None:
    language = getattr(upload.file.filed_by, "language", "") or "fr"
    with translation.override(language):
        if upload.attempts >= ATTEMPTS:
            _refuse(upload, _("La lecture de ce document s’est arrêtée plusieurs fois sans finir. Enregistrez-le dans un autre format."))
            return
        try:
            tree = read_safely(upload.file.content.path, upload.file.name, _telling(upload))
            reading = understand(tree, today=clock.today())
        except (Unreadable, NotUnderstood) as why:
            _refuse(upload, str(why))
        except Exception:
            log.exception("reading upload %s", upload.pk)
            _refuse(
                upload,
                _("Ce document n’a pas pu être lu jusqu’au bout. Enregistrez-le de nouveau, ou dans un autre format, puis déposez-le."),
            )
        else:
            plain = queries.storable(reading.as_json())
            Upload.objects.filter(pk=upload.pk, stage=Stage.RECEIVED).update(stage=Stage.READ, tree=queries.plain_tree(tree), reading=plain)


def _refuse(upload: Upload, sentence: str) -> None:
    Upload.objects.filter(pk=upload.pk, stage=Stage.RECEIVED).update(stage=Stage.REFUSED, refusal=sentence.replace("\x00", ""))


def _telling(upload: Upload) -> Callable[[int, int], None]:
    """Record how far the reading is, not more often than a person can see."""
    told = clock.now() - STEP

    def on_progress(done: int, total: int) -> None:
        nonlocal told
        now = clock.now()
        if now - told >= STEP:
            told = now
            Upload.objects.filter(pk=upload.pk).update(done=done, total=total, started_at=now)

    return on_progress
