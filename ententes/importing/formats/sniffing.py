"""What a file really is, from its first bytes."""

from __future__ import annotations

from pathlib import Path

from .refusals import Unreadable

MOST_BYTES = 25 * 1024 * 1024


def kind_of(path: Path, name: str) -> str:
    """The module that reads the file: docx, xlsx, odt, pdf or text. Raises `Unreadable` for anything else."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty", name=name)
    if size > MOST_BYTES:
        raise Unreadable("too_large", name=name)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office(name)
    return "text"


def _office(name: str) -> str:
    ending = Path(name).suffix.lower().lstrip(".")
    return ending if ending in ("docx", "xlsx", "odt") else "docx"
