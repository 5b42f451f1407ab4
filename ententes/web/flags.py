"""The words and the look of what is computed of an action: late, silent, near its term, waiting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ententes.ground.days import long_date
from ententes.plans.queries import standing
from ententes.plans.queries.standing import Flag

_LOOK = {
    standing.ASKED: "asked",
    standing.LATE: "late",
    standing.DECIDE: "open",
    standing.SILENT: "silent",
    standing.NEARING: "pending",
    standing.UNCLEAR: "to_clarify",
}


_SHORT = {
    standing.ASKED: _("Nouvelles demandées"),
    standing.LATE: _("En retard"),
    standing.DECIDE: _("Demande une décision"),
    standing.SILENT: _("Sans nouvelles"),
    standing.NEARING: _("Approche"),
    standing.UNCLEAR: _("Échéance à préciser"),
}
_SENTENCE = {
    standing.ASKED: _("Nouvelles demandées pour le %(day)s"),
    standing.LATE: _("En retard depuis le %(day)s"),
    standing.DECIDE: _("Demande une décision d’ici le %(day)s"),
    standing.SILENT: _("Sans nouvelles depuis le %(day)s"),
    standing.NEARING: _("Échéance proche : %(day)s"),
    standing.UNCLEAR: _("Échéance à préciser"),
}


def look(flag: Flag) -> str:
    """The state under which `components/status.html` draws the badge of a flag."""
    return _LOOK[flag.kind]


def short(flag: Flag) -> str:
    """The badge: « En retard »."""
    return str(_SHORT[flag.kind])


def sentence(flag: Flag) -> str:
    """The flag with its day: « En retard depuis le 1er janvier 2012 »."""
    return str(_SENTENCE[flag.kind]) % {"day": long_date(flag.day) if flag.day else ""}
