"""What an entry of the register sealed, line by line, under labels in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ententes.ground.wording import long_date

from ..states import Manner, Outcome

_LABELS = {
    "number": gettext_noop("Numéro"),
    "body": gettext_noop("Instance"),
    "matter": gettext_noop("Dossier"),
    "meeting": gettext_noop("Rencontre"),
    "amendment": gettext_noop("Avenant"),
    "title": gettext_noop("Titre"),
    "to": gettext_noop("Transmis à"),
    "whereas": gettext_noop("Considérant"),
    "resolved": gettext_noop("Il est résolu"),
    "words": gettext_noop("Texte"),
    "conditions": gettext_noop("Conditions"),
    "correction": gettext_noop("Correction"),
    "reasons": gettext_noop("Motifs"),
    "person": gettext_noop("Personne"),
    "nature": gettext_noop("Nature de l’intérêt"),
    "lifted": gettext_noop("Levé parce que"),
    "outcome": gettext_noop("Issue"),
    "manner": gettext_noop("Manière"),
    "unanimous": gettext_noop("À l’unanimité"),
    "votes": gettext_noop("Voix"),
    "casting_vote": gettext_noop("Voix prépondérante de la présidence"),
    "dissents": gettext_noop("Dissidences"),
    "mover": gettext_noop("Proposée par"),
    "seconder": gettext_noop("Appuyée par"),
    "in_camera": gettext_noop("À huis clos"),
    "taken_on": gettext_noop("Prise le"),
    "in_force_on": gettext_noop("En vigueur le"),
    "last_year": gettext_noop("Dernier exercice"),
    "joining": gettext_noop("Deviennent parties"),
    "leaving": gettext_noop("Ne sont plus parties"),
    "given": gettext_noop("Mandats donnés"),
    "ended": gettext_noop("Mandats terminés"),
    "resolution": gettext_noop("Résolution"),
    "amends": gettext_noop("Modifie"),
    "repeals": gettext_noop("Abroge"),
    "version": gettext_noop("Empreinte de la copie figée (SHA-256)"),
    "sha256": gettext_noop("Empreinte du document (SHA-256)"),
}
"""In the order in which they are read; what has no label keeps its name."""


def labelled(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lines of what was sealed, without what is empty."""
    order = {key: place for place, key in enumerate(_LABELS)}
    keys = sorted(content, key=lambda key: order.get(key, len(order)))
    said = ((_(_LABELS[key]) if key in _LABELS else key, _said(key, content[key])) for key in keys)
    return [(label, words) for label, words in said if words]


def _said(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("oui") if value else ""
    if key == "votes" and isinstance(value, list):
        if None in value:
            return ""
        return _("pour %(for)s, contre %(against)s, abstentions %(abstain)s") % dict(zip(("for", "against", "abstain"), value, strict=True))
    if key == "outcome" and value in Outcome.values:
        return str(Outcome(value).label)
    if key == "manner" and value in Manner.values:
        return str(Manner(value).label)
    if key in ("taken_on", "in_force_on") and value:
        return long_date(date.fromisoformat(str(value)))
    return "\n".join(_parts(value))


def _parts(value: Any) -> Iterator[str]:
    """The words of what is nested: who, in which seat; several things, one a line."""
    if isinstance(value, Mapping):
        yield ", ".join(str(one) for key, one in value.items() if key != "term" and one)
    elif isinstance(value, list):
        for one in value:
            yield from _parts(one)
    elif value is not None and value != "":
        yield str(value)
