"""Sample documents: the reference and seven others that nobody ever adopted, each written to a real file in any format.

built = build("food", folder)            # in the format its people would have sent
built = build("reference", folder, "pdf")
built.path, built.tables                 # the texts of each table, rows and cells, merged ones repeated
"""

from __future__ import annotations

import importlib
from pathlib import Path

from .climate import CLIMATE
from .culture import CULTURE
from .english import ENGLISH
from .food import FOOD
from .forestry import FORESTRY
from .housing import HOUSING
from .immigration import IMMIGRATION
from .pieces import Built, Sample
from .reference import REFERENCE

__all__ = ["FORMATS", "NAMES", "SAMPLES", "Built", "Sample", "build"]

SAMPLES = {
    "reference": REFERENCE,
    "food": FOOD,
    "culture": CULTURE,
    "immigration": IMMIGRATION,
    "english": ENGLISH,
    "housing": HOUSING,
    "forestry": FORESTRY,
    "climate": CLIMATE,
}
NAMES = tuple(SAMPLES)
FORMATS = ("docx", "xlsx", "odt", "pdf", "txt", "md")
_WRITERS = {
    "docx": "writing_docx",
    "xlsx": "writing_xlsx",
    "odt": "writing_odt",
    "pdf": "writing_pdf",
    "txt": "writing_text",
    "md": "writing_text",
}


def build(name: str, folder: Path, format: str = "") -> Built:
    """Write one sample into the folder, in its own format or in the one given; return where it is and what its tables hold."""
    sample = SAMPLES[name]
    format = format or sample.format
    path = folder / f"{sample.name}.{format}"
    importlib.import_module(f"{__name__}.{_WRITERS[format]}").write(sample, path)
    return Built(path, sample.tables)
