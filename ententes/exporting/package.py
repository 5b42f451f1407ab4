"""Office documents are zip files of XML parts: escaping, and putting the parts together the same way every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from .table import FORBIDDEN


def escaped(text: str) -> str:
    """Words as XML takes them: without the control characters it refuses."""
    return FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def frames(folder: str, parts: Mapping[str, str]) -> dict[str, str]:
    """The parts of a package (name → file of the folder beside this module), with the places of what changes in braces."""
    return {name: (Path(__file__).parent / folder / file).read_text(encoding="utf-8") for name, file in parts.items()}


def packed(parts: Iterable[tuple[str, str]], day: date) -> bytes:
    """The parts as one file, all of them dated that day, so that the same document has the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as package:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return made.getvalue()
