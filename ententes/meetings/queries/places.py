"""The page where each thing that awaits somebody is done."""

from __future__ import annotations

from django.urls import reverse

PLACES = {
    "vote": ("ballot", "motion"),
    "consent": ("consultation", "consultation"),
    "reply": ("meeting", "meeting"),
    "dates": ("dates", "poll"),
    "declare": ("meeting", "meeting"),
    "prepare": ("meeting", "meeting"),
    "sign": ("minutes", "meeting"),
    "remark": ("minutes", "meeting"),
    "minutes": ("minutes", "meeting"),
    "follow_up": ("follow_ups", ""),
    "call": ("meeting", "meeting"),
    "agenda": ("meeting", "meeting"),
    "meet": ("meeting_plan", "body"),
    "rules": ("procedure_set", "body"),
    "matter": ("matter", "matter"),
    "transmit": ("matter", "matter"),
    "send_on": ("matter", "matter"),
}
"""For each kind of `awaiting.ORDER`: its route, and the name that its address gives to the target; none is a list."""


def place(kind: str, slug: str, target: int) -> str:
    """The path of that page."""
    route, name = PLACES[kind]
    return reverse(route, kwargs={"agreement": slug, name: target}) if name else f"{reverse(route, args=[slug])}#f{target}"
