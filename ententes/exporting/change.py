"""A change of a convention as a document of one page: what was asked, the convention before and after, the norms applied again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.conventions.queries.carried import proposed
from ententes.conventions.states import Change
from ententes.decisions.queries.register import fingerprint
from ententes.ground.wording import long_date, money

from .project import resolved
from .text import Text, TextSection, TextTable


def told(data: Mapping[str, Any], *, agreement: str, as_of: date, state: str = "") -> Text:
    """What `conventions.queries.carried.content` says."""
    about = " · ".join([*([state] if state else []), long_date(as_of)])
    title = _("Demande de modification %(number)s, convention n° %(convention)s") % {
        "number": data["number"],
        "convention": data["convention"]["number"],
    }
    return Text(
        title=title,
        subtitle=f"{data['project']} · {data['promoter']}",
        day=as_of,
        meta=(agreement, about),
        sections=sections(data),
        footer=f"{title} · {about}",
        sha256=fingerprint(data),
    )


def sections(data: Mapping[str, Any]) -> tuple[TextSection, ...]:
    """Its parts; those that say nothing are left out."""
    asked = [(_("Ce qui changerait"), str(Change(data["kind"]).label)), *((label, words) for label, words in data["asked"])]
    found = [
        TextSection(_("Ce qui est proposé"), "", (_pairs(_("Ce qui est proposé"), proposed(data)),)),
        TextSection(_("Ce qui était demandé"), data["words"], (_pairs(_("Ce qui était demandé"), asked),)),
    ]
    if data["analysis"]:
        found.append(TextSection(_("Analyse"), data["analysis"]))
    found.append(TextSection(_("La convention, avant et après"), "", (compared(data),)))
    if data["rules"]:
        rows = tuple((letter, _("oui") if holds else _("non"), sentence) for letter, holds, sentence in data["rules"])
        found.append(
            TextSection(
                _("Les normes du dépôt, règle par règle"), "", (TextTable((_("Règle"), _("Respectée"), _("Pourquoi")), rows, _("Règles")),)
            )
        )
    found += resolved(data["recommended"])
    names = ", ".join(data["interests"])
    found.append(TextSection(_("Intérêts déclarés"), names or _("Personne ne s’est retiré de ce dossier.")))
    return tuple(found)


def compared(data: Mapping[str, Any]) -> TextTable:
    """The aid, the end of the project and each post, as they are and as they would be."""
    before, after = data["before"], data["after"]
    rows = [(_("Aide"), money(before["aid"]), money(after["aid"]))]
    if after["ends_on"]:
        old_end, new_end = (long_date(date.fromisoformat(one)) if one else "" for one in (before["ends_on"], after["ends_on"]))
        rows.append((_("Fin du projet"), old_end, new_end))
    costs = {one["post"]: money(one["cents"]) for one in before["expenses"]}
    rows += [(one["post"], costs.get(one["post"], ""), money(one["cents"])) for one in after["expenses"]]
    if before["own"] or after["own"]:
        rows.append((_("Mise de fonds en argent"), money(before["own"]), money(after["own"])))
    return TextTable((_("Quoi"), _("Avant"), _("Après")), tuple(rows), _("La convention, avant et après"))


def _pairs(caption: str, lines: list[tuple[str, str]]) -> TextTable:
    return TextTable((_("Quoi"), _("Ce qui en est dit")), tuple(lines), caption)
