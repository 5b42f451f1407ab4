"""What analysis says of a project, as plain values for the copy that bodies receive."""

from __future__ import annotations

from typing import Any

from ententes.projects.models import Deposit


def analysis(deposit: Deposit | None) -> dict[str, Any]:
    """The score, whether thresholds are met, the rank and the reasons; empty where nothing is analysed yet."""
    return {}
