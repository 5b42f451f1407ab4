"""The reference document of the house, from its text file, ready to be written in any format."""

from __future__ import annotations

import re
from pathlib import Path

from .shapes import Block, H, I, P, T, Written

SEED = Path(__file__).parents[3] / "demo" / "plan-d-action-2011-2012.txt"
_TITLES = {"Mise en contexte": 1, "Les comités de l'entente": 1, "Le comité de suivi": 2, "Le comité de gestion": 2}


def reference() -> Written:
    """The plan of 2011-2012: 6 titles of bodies and context, 24 items, 5 tables."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    words = SEED.read_text(encoding="utf-8")
    title = re.search(r"\*\*(.+?)\*\*", words, re.DOTALL)
    if title:
        blocks.append(H(0, title[1]))
        words = words[title.end() :]
    for line in [*words.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            blocks.append(T(rows, widths=(5, 3, 2, 2)))
            rows = []
        line = line.strip().strip("*")
        if not line:
            continue
        if line.startswith("- "):
            blocks.append(I(line[2:]))
        elif line in _TITLES or line.startswith(("Objectif ", "Actions spécifiques")):
            blocks.append(H(_TITLES.get(line, 1), line))
        elif line.startswith("PLAN D'ACTION"):
            blocks.append(H(0, line))
        else:
            blocks.append(P(line))
    return Written("plan-d-action-2011-2012", blocks)
