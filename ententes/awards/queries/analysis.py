"""What analysis says of a project, as plain values for the copy that bodies receive."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.projects.models import Deposit
from ententes.scoring.queries.results import Result, result


def analysis(deposit: Deposit | None) -> dict[str, Any]:
    """The score, whether thresholds are met, the rank and the reasons; empty where nothing is analysed yet. Four queries."""
    return told(result(deposit)) if deposit is not None else {}


def _points(score: Decimal) -> str:
    return f"{score.normalize():f}".replace(".", ",")


def told(found: Result | None) -> dict[str, Any]:
    """The same of a result: values, then the lines to read. No analyst is named."""
    if found is None or found.score is None:
        return {}
    lines = [
        [pgettext("score", "Note"), _("%(score)s sur 100") % {"score": _points(found.score)}],
        [_("Seuils"), _("atteints") if found.passed else _("non atteints")],
        [_("Rang"), str(found.rank) + (f" ({found.tie})" if found.tie else "")],
        *(
            [f"{one.letter}. {one.title}", _("%(score)s sur %(weight)s") % {"score": _points(one.score), "weight": one.weight}]
            for one in found.blocks
        ),
        [_("Motifs"), found.reasons],
    ]
    return {"score": str(found.score), "passed": found.passed, "rank": found.rank, "lines": lines}
