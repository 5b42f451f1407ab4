"""Documents that exist nowhere else: the reference in every format, and seven plans of other shapes, all built here as real files.

`BUILDERS` has one function a file: given a folder, it writes the file there and returns its path with the texts to be found in it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .english import employment
from .french import culture, food, forestry, housing, immigration, recreation
from .reference import SEED, reference
from .shapes import Built
from .writers import as_docx, as_md, as_odt, as_pdf, as_xlsx

__all__ = ["BUILDERS", "OTHERS", "REFERENCES", "SEED", "Built", "built_once"]

REFERENCES: dict[str, Callable[[Path], Built]] = {
    "reference.docx": lambda folder: as_docx(folder, reference()),
    "reference.odt": lambda folder: as_odt(folder, reference()),
    "reference.pdf": lambda folder: as_pdf(folder, reference()),
    "reference.xlsx": lambda folder: as_xlsx(folder, reference(), sheets=False),
    "reference.md": lambda folder: as_md(folder, reference(), pipes=False),
}
"""The reference document in each format."""

OTHERS: dict[str, Callable[[Path], Built]] = {
    "food.docx": lambda folder: as_docx(folder, food()),
    "culture.docx": lambda folder: as_docx(folder, culture()),
    "immigration.xlsx": lambda folder: as_xlsx(folder, immigration()),
    "employment.docx": lambda folder: as_docx(folder, employment()),
    "housing.odt": lambda folder: as_odt(folder, housing()),
    "forestry.pdf": lambda folder: as_pdf(folder, forestry()),
    "recreation.md": lambda folder: as_md(folder, recreation()),
}
"""Seven plans of other fields and other shapes."""

BUILDERS: dict[str, Callable[[Path], Built]] = REFERENCES | OTHERS

_kept: dict[tuple[str, Path], Built] = {}


def built_once(name: str, folder: Path) -> Built:
    """The file of that name, written in the folder the first time it is asked for."""
    key = name, folder
    if key not in _kept:
        _kept[key] = BUILDERS[name](folder)
    return _kept[key]
