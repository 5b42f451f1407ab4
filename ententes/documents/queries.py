"""Readings of files: their fingerprint, and what they are by their first bytes and not by what their sender says."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import File as Bytes

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ZIPPED = {
    "docx": _OPEN_XML + "wordprocessingml.document",
    "xlsx": _OPEN_XML + "spreadsheetml.sheet",
    "pptx": _OPEN_XML + "presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_MARKS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_WORDS = {"md": "text/markdown", "csv": "text/csv"}


def media_type(head: bytes, name: str) -> str:
    """The media type that the first bytes (256 or more) show; the name only tells apart what is packed or written alike.

    What nobody recognises is `application/octet-stream`. HTML and SVG are plain text here: they are never served as pages.
    """
    ending = name.rpartition(".")[2].lower()
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(ending, "application/zip")
    if b"\x00" not in head and not any(byte < 9 or 13 < byte < 27 for byte in head):
        return _WORDS.get(ending, "text/plain")
    return "application/octet-stream"


def sha256(stream: Bytes[Any]) -> str:
    """The SHA-256 of all the bytes, read piece by piece; the stream is left at its beginning."""
    digest = hashlib.sha256()
    for piece in stream.chunks():
        digest.update(piece.encode() if isinstance(piece, str) else piece)
    stream.seek(0)
    return digest.hexdigest()
