"""Minutes as Word or tagged PDF: what a reader may read of them, the corrections noted, and the signatures. Always in French."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.states import Office
from ententes.ground.days import long_date
from ententes.meetings.models import Minutes
from ententes.meetings.queries.composing import name_of
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
    parts = [TextSection(one["title"], one["text"]) for one in sections]
    corrections = list(minutes.remarks.filter(is_correction=True).order_by("pk").values_list("text", flat=True))
    if corrections:
        parts.append(TextSection(_("Corrections notées à l’adoption"), "\n".join(f"- {' '.join(one.split())}" for one in corrections)))
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


def _ending(minutes: Minutes) -> list[str]:
    if minutes.resolution is None:
        return [_("Projet : ce texte n’est pas encore adopté.")]
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
        }
        said.append(_("Signé par %(name)s, %(capacity)s, le %(day)s, sur l’empreinte %(sha256)s.") % fact)
    return said


def _hands(minutes: Minutes) -> list[tuple[str, str]]:
    """Who signs by hand on paper: whoever presided and whoever kept the minutes."""
    then = ((Office.CHAIR, minutes.meeting.chair), (Office.SECRETARY, minutes.meeting.secretary))
    names = dict(Office.choices)
    return [(str(names[str(office)]), person.name) for office, person in then if person is not None]
