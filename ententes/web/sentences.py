"""The sentence of each point to clarify in the language of the reader, wherever a page shows one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ententes.importing.understanding.points import sentence


def words(kind: str, params: dict[str, Any], kept: str) -> str:
    """The sentence of a point; the one shown when its document was read, where its kind or its parameters are of another time."""
    try:
        said = sentence(kind, params)
    except (KeyError, TypeError, ValueError):
        return kept
    return kept if said == kind else said


def said(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of points, with their kind and parameters, each with its sentence for the reader."""
    return [row | {"sentence": words(row["kind"], row["params"], row["sentence"])} for row in rows]
