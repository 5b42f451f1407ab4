"""Minutes as Word or tagged PDF: what a reader may read of them, the corrections noted, and the signatures. Always in French."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.states import Office
from ententes.decisions.states import Outcome
from ententes.ground.days import long_date
from ententes.meetings.models import Minutes, Remark
from ententes.meetings.queries.composing import head_said, name_of
from ententes.meetings.queries.quorum import sitting_day
from ententes.meetings.states import MinutesState

from .document import Made, typeset
from .text import Text, TextSection


@translation.override("fr")
def made(minutes: Minutes, sections: Sequence[dict[str, Any]], *, format: str) -> Made:
    """The document of these sections. Raises KeyError for an unknown format."""
    day = sitting_day(minutes.meeting)
    return typeset(_text(minutes, sections, day), format=format, name=f"proces-verbal-{minutes.meeting.body.name}-{day.isoformat()}")


def _text(minutes: Minutes, sections: Sequence[dict[str, Any]], day: date) -> Text:
    meeting = minutes.meeting
    hidden = _("Ce passage n’est pas à lire de la personne qui a tiré ce document.")
    parts = [TextSection(one["title"], one["text"] or hidden) for one in sections]
    corrections = minutes.remarks.filter(is_correction=True).select_related("resolution").order_by("pk")
    noted = [one for one in corrections if one.resolution_id == minutes.resolution_id]
    since = [one for one in corrections if one not in noted and one.resolution and one.resolution.outcome == Outcome.ADOPTED]
    if noted:
        parts.append(TextSection(_("Corrections notées à l’adoption"), _listed(noted)))
    if since:
        parts.append(TextSection(_("Corrections apportées depuis"), _listed(since, numbered=True)))
    parts.append(TextSection(_("Adoption et signatures"), "\n\n".join(_ending(minutes))))
    return Text(
        title=_("Procès-verbal"),
        subtitle=name_of(meeting)[:1].upper() + name_of(meeting)[1:],
        day=day,
        meta=(meeting.body.agreement.title, str(MinutesState(minutes.state).label).capitalize()),
        sections=tuple(parts),
        footer=f"{meeting.body.agreement.short_title} · {meeting.body.name}, {long_date(day)}",
        sha256=minutes.sha256,
        signed=tuple(f"{name}, {office}" for office, name in _hands(minutes)),
    )


def _listed(corrections: Sequence[Remark], *, numbered: bool = False) -> str:
    lines = []
    for one in corrections:
        fact = {"words": " ".join(one.text.split()), "number": one.resolution.number if one.resolution else ""}
        lines.append("- " + (_("%(words)s (résolution %(number)s)") % fact if numbered else fact["words"]))
    return "\n".join(lines)


def _ending(minutes: Minutes) -> list[str]:
    if minutes.resolution is None:
        return [_("Projet : ce texte n’est pas encore adopté."), head_said(minutes.meeting)]
    said = [
        _("Adopté le %(day)s par la résolution %(number)s.")
        % {"day": long_date(minutes.resolution.taken_on), "number": minutes.resolution.number}
    ]
    for one in minutes.signatures.select_related("person"):
        fact = {
            "name": one.person.name,
            "capacity": one.capacity,
            "day": long_date(timezone.localdate(one.at)),
            "sha256": f"`{one.sha256}`",
            "who": one.recorded_by,
        }
        if one.recorded_by:
            said.append(_("Signé sur papier par %(name)s, %(capacity)s, le %(day)s (saisie : %(who)s).") % fact)
        else:
            said.append(_("Signé par %(name)s, %(capacity)s, le %(day)s, sur l’empreinte %(sha256)s.") % fact)
    return [*said, head_said(minutes.meeting)]


def _hands(minutes: Minutes) -> list[tuple[str, str]]:
    """Who signs by hand on paper: whoever presided and whoever kept the minutes, until both have signed."""
    if minutes.state == MinutesState.SIGNED:
        return []
    then = ((Office.CHAIR, minutes.meeting.chair), (Office.SECRETARY, minutes.meeting.secretary))
    names = dict(Office.choices)
    return [(str(names[str(office)]), person.name) for office, person in then if person is not None]
