"""How what was understood is corrected, set aside and taken back; the reading itself never changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ententes.ground.act import Refused, hold, refuse_if

from .. import corrections, queries, rules
from ..models import Upload


@transaction.atomic
def correct(upload: Upload, *, key: str, changes: Mapping[str, Any], revision: int) -> Upload:
    """Record changes to one item. `revision` is that of the upload when the item was shown.

    An item changed since by somebody else, or in another window, is refused with what it has become.
    """
    upload = hold(upload)
    refuse_if(rules.obstacles_to_correcting(upload, key, changes))
    if revision < upload.corrections.get(key, {}).get("revision", 0):
        item = corrections.found(corrections.corrected(upload.reading, upload.corrections), key)
        assert item is not None
        raise Refused(
            _(
                "Cet élément a été corrigé entre-temps, dans une autre fenêtre : « %(words)s ». "
                "Vos mots sont gardés ci-dessous; enregistrez-les de nouveau pour remplacer les siens."
            )
            % {"words": queries.words_of(*item)}
        )
    upload.revision += 1
    upload.corrections = corrections.merged(upload.reading, upload.corrections, key, changes, upload.revision)
    upload.save(update_fields=["corrections", "revision"])
    return upload


def dismiss(upload: Upload, *, key: str, revision: int) -> Upload:
    """Set an item aside: it stays visible and will not be written."""
    return correct(upload, key=key, changes={"dismissed": True}, revision=revision)


def restore(upload: Upload, *, key: str, revision: int) -> Upload:
    """Take back an item that was set aside."""
    return correct(upload, key=key, changes={"dismissed": False}, revision=revision)
