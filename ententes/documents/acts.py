"""What happens to files: they are kept, once and for ever the same bytes."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.base import File as Bytes
from django.db import transaction

from .models import File
from .queries import sha256

_SEPARATORS = re.compile(r"[/\\]+")


def _safe_name(name: str) -> str:
    """The last part of a name, without control characters or marks that turn the direction of writing; at most 255 characters.

    The ending (« .docx ») survives the cut. A name of which nothing is left becomes « document ».
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    kept = " ".join(kept.split()).strip(". ") or "document"
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: 254 - len(ending)]}.{ending}" if dot and stem and len(ending) < 20 else kept[:255]


@transaction.atomic
def keep(*, content: bytes | Bytes[Any], name: str, media_type: str, by: Any, when: datetime) -> File:
    """Keep these bytes under a safe name, with their SHA-256. `by` is a person, or None for what the product made."""
    stream = ContentFile(content) if isinstance(content, bytes) else content
    file = File(name=_safe_name(name), media_type=media_type[:120], size=stream.size, sha256=sha256(stream), filed_at=when, filed_by=by)
    file.content.save(file.name, stream, save=False)
    file.save()
    return file
