"""The words with which a motion begins: what the matter went through, the mandate, and what the body is asked to resolve. In French."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone, translation

from ententes.decisions.models import Matter, Stage, Step
from ententes.decisions.states import Move, Outcome
from ententes.ground.days import long_date
from ententes.ground.wording import quoted

from ..models import Item
from ..states import Usual
from .quorum import sitting_day

_DONE = {
    "propose": "a proposé",
    "collaborate": "a contribué à",
    "validate": "a validé",
    "recommend": "a recommandé",
    "adopt": "a adopté",
    "determine": "a déterminé",
    "choose": "a choisi",
    "decide": "a décidé de",
}
_ASKED = {
    "propose": "de proposer",
    "collaborate": "d’appuyer",
    "validate": "de valider",
    "recommend": "de recommander l’adoption de",
    "adopt": "d’adopter",
    "determine": "de déterminer",
    "choose": "de retenir",
    "decide": "d’accepter",
}


@translation.override("fr")
def begun(item: Item, move: str = "") -> dict[str, Any]:
    """The fields of a new motion at an item, by name: its title, « considérant », « il est résolu » and move. A few queries."""
    matter = item.matter
    if matter is None or matter.stage is None:
        return {"title": item.title, "resolved": _usual(item)}
    move, stage = move or str(Move.PASS), matter.stage
    return {
        "title": matter.title,
        "whereas": _whereas(matter, stage, sitting_day(item.meeting)),
        "resolved": _resolved(matter, stage, move),
        "move": move,
    }


def _usual(item: Item) -> str:
    if item.usual == Usual.AGENDA:
        return "d’adopter l’ordre du jour, tel que proposé."
    if item.usual == Usual.MINUTES and item.minutes is not None:
        meeting = item.minutes.meeting
        day = long_date(timezone.localdate(meeting.opened_at or meeting.starts_at))
        pending = list(item.minutes.remarks.filter(is_correction=True, resolution=None).order_by("pk").values_list("text", flat=True))
        if item.minutes.resolution_id is not None:
            said = "; ".join(" ".join(one.split()).rstrip(".") for one in pending)
            return f"de corriger le procès-verbal de la rencontre du {day} comme suit\N{NO-BREAK SPACE}: {said}."
        corrected = bool(pending)
        manner = "avec les corrections notées" if corrected else "tel que transmis"
        return f"d’adopter le procès-verbal de la rencontre du {day}, {manner}."
    if item.usual == Usual.END:
        return "de lever la rencontre."
    return ""


def _whereas(matter: Matter, stage: Stage, on: date) -> str:
    """What upstream bodies resolved last, with their numbers, then the mandate of this one with its clause; one line each."""
    lines = []
    rows = Step.objects.filter(matter=matter, resolution__outcome=Outcome.ADOPTED, stage__position__lt=stage.position)
    # What was proposed and then returned is behind: the same body has proposed again since.
    steps = {step.stage_id: step for step in rows.exclude(move=Move.RETURN).order_by("pk").select_related("stage__body", "resolution")}
    for step in sorted(steps.values(), key=lambda one: one.pk):
        if step.stage is not None and step.resolution is not None and step.stage.body is not None:
            verbs = " et ".join(_DONE[verb] for verb in step.stage.verbs if verb in _DONE) or "s’est prononcé sur"
            body, number = step.stage.body.name, step.resolution.number
            lines.append(f"que {quoted(body)} {verbs} {quoted(matter.title)} (résolution {number});")
            if step.resolution.conditions:
                lines.append(f"les conditions de cette résolution\N{NO-BREAK SPACE}: {step.resolution.conditions}")
    if stage.words:
        clause = f", à l’article {stage.clause}," if stage.clause else ""
        body = quoted(stage.body.name if stage.body else "")
        ended = stage.mandate is not None and stage.mandate.ends_on is not None and stage.mandate.ends_on < on
        gives = f"donnait, à l’ouverture de ce dossier, à {body}" if ended else f"donne à {body}"
        lines.append(f"que l’entente{clause} {gives} le mandat {quoted(stage.words)};")
    return "\n".join(lines)


def _resolved(matter: Matter, stage: Stage, move: str) -> str:
    version = matter.versions.last()
    title = quoted(matter.title)
    if move == Move.RETURN:
        before = matter.stages.filter(position__lt=stage.position).select_related("body").last()
        to = f" à {quoted(before.body.name)}" if before and before.body else ""
        return f"de renvoyer {title}{to}, pour les motifs suivants\N{NO-BREAK SPACE}: "
    if move == Move.WITHDRAW:
        return f"de retirer {title}, pour les motifs suivants\N{NO-BREAK SPACE}: "
    if move == Move.REJECT:
        return f"de rejeter {title}, pour les motifs suivants\N{NO-BREAK SPACE}: "
    asked = " et ".join(_ASKED[verb] for verb in stage.verbs if verb in _ASKED) or "d’adopter"
    manner = "avec les modifications déposées" if move == Move.PASS_WITH_CHANGES else "tel que déposé"
    number = f" (version {version.number})" if version and move != Move.PASS_WITH_CHANGES else ""
    return f"{asked} {title}, {manner}{number}."
