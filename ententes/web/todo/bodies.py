"""What bodies wait for, in words, and the page where each is done."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.web.access import ACCESS

_PLACES = {
    "vote": ("sitting", "meeting"),
    "consent": ("consultation", "consultation"),
    "reply": ("meeting", "meeting"),
    "sign": ("minutes", "meeting"),
    "remark": ("minutes", "meeting"),
    "minutes": ("minutes", "meeting"),
    "follow_up": ("follow_ups", ""),
    "call": ("meeting", "meeting"),
    "matter": ("matter", "matter"),
    "transmit": ("matter", "matter"),
}
"""For each kind of `meetings.queries.awaiting`: its route, and the name that its address gives to the target; none is a list."""


def address(kind: str, slug: str, target: int) -> str:
    """The page where something is done, or nothing where the installation does not have it."""
    route, name = _PLACES[kind]
    if route not in ACCESS:
        return ""
    return reverse(route, kwargs={"agreement": slug, name: target}) if name else f"{reverse(route, args=[slug])}#f{target}"


def what(kind: str, count: int = 1) -> str:
    """What is asked, before its title; of several people where `count` says so."""
    said = {
        "vote": _("Voter :"),
        "consent": ngettext("Signer ou refuser :", "%(num)s accords attendus :", count),
        "reply": ngettext("Répondre à la convocation :", "%(num)s réponses attendues :", count),
        "sign": ngettext("Signer le procès-verbal :", "%(num)s signatures attendues :", count),
        "remark": _("Lire le projet de procès-verbal :"),
        "minutes": _("Rédiger et transmettre le procès-verbal :"),
        "follow_up": _("Donner suite :"),
        "call": _("Convoquer :"),
        "matter": _("Devant votre instance :"),
        "transmit": _("Transmettre :"),
    }
    return said[kind].replace("%(num)s", str(count))
