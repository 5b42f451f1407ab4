"""Documents that exist nowhere else: the reference and seven plans of other shapes, all built here as real files.

`build("food", folder)` writes one in the format its people would have sent, `build("reference", folder, "pdf")` in another; both give where
it is and the texts that a reader must find in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from .english import employment
from .households import food, housing, immigration
from .places import culture, forestry, recreation
from .reference import SEED, reference
from .shapes import Built, Written
from .writers import as_docx, as_md, as_odt, as_pdf, as_txt, as_xlsx

__all__ = ["BUILDERS", "FORMATS", "OTHERS", "REFERENCES", "SAMPLES", "SEED", "Built", "build"]

SAMPLES: dict[str, tuple[Callable[[], Written], str]] = {
    "reference": (reference, "txt"),
    "food": (food, "docx"),
    "culture": (culture, "docx"),
    "immigration": (immigration, "xlsx"),
    "employment": (employment, "docx"),
    "housing": (housing, "odt"),
    "forestry": (forestry, "pdf"),
    "recreation": (recreation, "md"),
}
"""Each document, and the format in which its people would have sent it."""

_WRITERS: dict[str, Callable[[Path, Written], Built]] = {
    "docx": as_docx,
    "odt": as_odt,
    "pdf": as_pdf,
    "xlsx": as_xlsx,
    "md": as_md,
    "txt": as_txt,
}
FORMATS = tuple(_WRITERS)


def build(name: str, folder: Path, format: str = "") -> Built:
    """Write one document into the folder, in its own format or in the one given."""
    make, own = SAMPLES[name]
    return _WRITERS[format or own](folder, make())


def _of(name: str, format: str) -> Callable[[Path], Built]:
    return partial(build, name, format=format)


REFERENCES = {f"reference.{format}": _of("reference", format) for format in FORMATS}
OTHERS = {f"{name}.{own}": _of(name, own) for name, (_, own) in SAMPLES.items() if name != "reference"}
BUILDERS = REFERENCES | OTHERS
"""One function a file: given a folder, it writes the file there."""
