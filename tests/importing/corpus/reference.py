"""The reference document, taken from its transcription and given the titles, lists and tables that its author saw in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .pieces import Heading, Items, Piece, Sample, Table, Text, Title

SEED = Path(__file__).resolve().parents[3] / "demo" / "plan-d-action-2011-2012.txt"
_HEADINGS = {
    "PLAN D'ACTION 2011-2012": 1,
    "Mise en contexte": 1,
    "Les comités de l'entente": 1,
    "Le comité de suivi": 2,
    "Le comité de gestion": 2,
    "Actions spécifiques liées à la mise en œuvre des objectifs de l'entente": 1,
}


def _pieces() -> Iterator[Piece]:
    for block in re.split(r"\n\n+", SEED.read_text(encoding="utf-8").strip()):
        lines = block.split("\n")
        if block.startswith("**"):
            yield Title(block.strip("*"))
        elif "\t" in block:
            yield Table(tuple(tuple(line.split("\t")) for line in lines), widths=(6, 3, 2, 2))
        elif block.startswith("- "):
            yield Items(tuple(line.removeprefix("- ") for line in lines))
        elif level := _HEADINGS.get(block, 2 * block.startswith("Objectif ")):
            yield Heading(block, level)
        else:
            yield Text(block)


REFERENCE = Sample("plan-d-action-2011-2012", "txt", tuple(_pieces()))
