"""The file of a project as a document of one page: what is asked, its analysis, its budget, what is proposed, who withdrew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.awards.models import Project
from ententes.awards.queries.proposal import content, proposed
from ententes.decisions.queries.register import fingerprint
from ententes.ground.wording import colon, long_date, money

from .text import Text, TextSection, TextTable


def text_of(project: Project, *, as_of: date, state: str = "") -> Text:
    """The project as it stands that day."""
    return told(content(project), agreement=project.agreement.title, as_of=as_of, state=state)


def told(data: Mapping[str, Any], *, agreement: str, as_of: date, state: str = "") -> Text:
    """The same from its data."""
    about = " · ".join([*([state] if state else []), _("projet au %(day)s") % {"day": long_date(as_of)}])
    return Text(
        title=data["title"],
        subtitle=data["promoter"],
        day=as_of,
        meta=(agreement, about),
        sections=sections(data, brief=True),
        footer=f"{data['title']} · {about}",
        sha256=fingerprint(data),
    )


def sections(data: Mapping[str, Any], level: int = 1, brief: bool = False) -> tuple[TextSection, ...]:
    """The parts of one project; those that say nothing are left out. `brief` tells only the rules that are not kept, for one page."""
    found = [TextSection(_("Ce qui est proposé"), "", (_pairs(_("Ce qui est proposé"), proposed(data)),), level)]
    found.append(TextSection(_("La demande"), data["summary"], (_pairs(_("La demande"), _asked(data)),), level))
    found.append(TextSection(_("L’analyse"), "" if data["analysis"] else _("Pas encore analysé."), _analysed(data), level))
    if data["rules"]:
        told = [one for one in data["rules"] if not (brief and one[1])]
        rows = tuple((letter, _("oui") if holds else _("non"), sentence) for letter, holds, sentence in told)
        table = TextTable((_("Règle"), _("Respectée"), _("Pourquoi")), rows, _("Règles du budget"))
        words = "" if rows else _("Toutes les règles sont respectées.")
        found.append(TextSection(_("Le budget, règle par règle"), words, (table,) if rows else (), level))
    found += resolved(data["recommended"], level)
    names = ", ".join(data["interests"])
    found.append(TextSection(_("Intérêts déclarés"), names or _("Personne ne s’est retiré de ce dossier."), (), level))
    return tuple(found)


def resolved(given: Sequence[Mapping[str, Any]], level: int = 1) -> list[TextSection]:
    """What bodies resolved on the way; nothing where none did."""
    if not given:
        return []
    told_by = tuple((one["body"], one["number"], one["resolved"], _votes(one)) for one in given)
    headers = (_("Instance"), _("Résolution"), _("Il est résolu"), _("Vote et dissidences"))
    return [TextSection(_("Ce que les instances ont résolu"), "", (TextTable(headers, told_by, _("Résolutions")),), level)]


def _pairs(caption: str, lines: list[tuple[str, str]]) -> TextTable:
    return TextTable((_("Quoi"), _("Ce qui en est dit")), tuple(lines), caption)


def _asked(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    said = data["request"]
    lines = []
    if said:
        lines += [
            (_("Appel"), said["call"]),
            (_("Accusé de réception"), said["receipt"]),
            (_("Aide demandée"), money(said["asked"])),
            (_("Coût total"), money(said["total"])),
            (_("Aide la plus grande permise"), money(said["largest"])),
        ]
    else:
        lines.append((_("Origine"), _("né du plan, sans appel")))
    lines += [(_("Territoire"), data["territory"])] if data["territory"] else []
    lines += [(_("Objectifs"), "; ".join(data["objectives"]))] if data["objectives"] else []
    lines += [(_("Actions"), "; ".join(f"{one['code']} {one['text']}" for one in data["actions"]))] if data["actions"] else []
    return lines


def _analysed(data: Mapping[str, Any]) -> tuple[TextTable, ...]:
    lines = data["analysis"].get("lines", ())
    return (_pairs(_("L’analyse"), [(label, words) for label, words in lines]),) if lines else ()


def _votes(one: Mapping[str, Any]) -> str:
    votes = dict(zip(("for", "against", "abstentions"), one["votes"], strict=True))
    said = _("sans vote compté") + "."
    if votes["for"] is not None:
        said = _("Pour : %(yes)s. Contre : %(no)s. Abstentions : %(none)s.") % {
            "yes": votes["for"],
            "no": votes["against"] or 0,
            "none": votes["abstentions"] or 0,
        }
    return said + (" " + _("Dissidence") + colon() + ", ".join(one["dissents"]) if one["dissents"] else "")
