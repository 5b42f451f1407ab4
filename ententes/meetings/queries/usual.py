"""The agenda each kind of body begins with, before its own matters are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ententes.committees.states import Kind

from ..states import Purpose, Usual


@dataclass(frozen=True)
class Line:
    """A point of a template: one the product knows (`usual`), or a title."""

    title: str
    purpose: Any = Purpose.DISCUSS
    estimate: int | None = 10
    usual: str = ""

    @property
    def said(self) -> str:
        """The title in French, the language of the record."""
        with translation.override("fr"):
            return str(Usual(self.usual).label) if self.usual else _(self.title)


def _usual(usual: Any, purpose: Any, estimate: int | None) -> Line:
    return Line("", purpose, estimate, str(usual))


_FIRST = [_usual(Usual.OPENING, Purpose.INFORM, 5), _usual(Usual.AGENDA, Purpose.DECIDE, 5), _usual(Usual.INTERESTS, Purpose.INFORM, 5)]
_LAST = [
    _usual(Usual.OTHER_BUSINESS, Purpose.DISCUSS, 10),
    _usual(Usual.NEXT, Purpose.DISCUSS, 5),
    _usual(Usual.END, Purpose.INFORM, None),
]
FOLLOW_UPS = _usual(Usual.FOLLOW_UPS, Purpose.INFORM, 10)

_OWN: dict[Any, list[Line]] = {
    Kind.MANAGEMENT: [
        Line(gettext_noop("Suivi du plan d’action"), Purpose.INFORM, 15),
        Line(gettext_noop("Finances de l’entente"), Purpose.INFORM, 10),
        Line(gettext_noop("Communications publiques"), Purpose.DISCUSS, 10),
    ],
    Kind.FOLLOW_UP: [
        Line(gettext_noop("Rapports des comités"), Purpose.INFORM, 15),
        Line(gettext_noop("Plan d’action : avancement et propositions"), Purpose.DISCUSS, 30),
        Line(gettext_noop("Représentations"), Purpose.INFORM, 10),
        Line(gettext_noop("Nouvelles des territoires"), Purpose.INFORM, 15),
    ],
    Kind.SELECTION: [
        Line(gettext_noop("Mandat du comité et confidentialité"), Purpose.INFORM, 10),
        Line(gettext_noop("Rappel de la grille"), Purpose.INFORM, 10),
        Line(gettext_noop("Conformité des candidatures"), Purpose.DISCUSS, 20),
        Line(gettext_noop("Mise en commun, critère par critère"), Purpose.DISCUSS, 60),
        Line(gettext_noop("Consensus, motifs et rang"), Purpose.DISCUSS, 20),
        Line(gettext_noop("Recommandation"), Purpose.DECIDE, 10),
    ],
    Kind.WORKING: [Line(gettext_noop("Avancement des actions"), Purpose.DISCUSS, 45)],
    Kind.YOUTH: [Line(gettext_noop("Avancement des actions"), Purpose.DISCUSS, 45)],
    Kind.ASSEMBLY: [
        Line(gettext_noop("Rapport de l’année"), Purpose.INFORM, 20),
        Line(gettext_noop("Période de questions"), Purpose.DISCUSS, 15),
    ],
}


def template(kind: str, *, is_special: bool) -> list[Line]:
    """The points of a new agenda. A special meeting keeps to what it is called for: no business of its own, none added in the room."""
    if is_special:
        return [*_FIRST, _LAST[-1]]
    return [*_FIRST, *_OWN.get(kind, []), *_LAST]
