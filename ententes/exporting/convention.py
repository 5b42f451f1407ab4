"""A convention as a document: its parties, its clauses, its annexes A, B and C, and who signs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.decisions.queries.register import fingerprint
from ententes.ground.wording import colon, long_date, money, percent
from ententes.projects.states import Trigger

from . import text_pdf
from .text import Text, TextSection, TextTable


def text_of(data: Mapping[str, Any], *, day: date, state: str) -> Text:
    """What `conventions.queries.content` says; `state` tells whether it is still being written."""
    clauses = [
        TextSection(_("Article %(number)s. %(title)s") % {"number": number, "title": one["title"]}, one["text"])
        for number, one in enumerate(data["clauses"], start=1)
    ]
    signed = [
        _("%(name)s, %(office)s, pour %(whose)s (%(authority)s)")
        % {**one, "whose": data["manager"] if one["side"] == "manager" else data["promoter"]["name"]}
        for one in data["signatories"]
    ]
    title = _("Convention d’aide financière n° %(number)s") % {"number": data["number"]}
    return Text(
        title=title,
        subtitle=data["project"]["title"],
        day=day,
        meta=(data["agreement"], state),
        sections=(TextSection(_("Parties"), _parties(data)), *clauses, *_annex_a(data), *_annex_b(data), _annex_c(data)),
        footer=f"{title} · {data['project']['title']}",
        sha256=fingerprint(data),
        signed=tuple(signed),
    )


def printed(data: Mapping[str, Any], *, day: date) -> bytes:
    """The document that is signed."""
    return text_pdf.write(text_of(data, day=day, state=_("texte transmis le %(day)s pour être signé") % {"day": long_date(day)}))


def addendum(data: Mapping[str, Any], *, day: date) -> bytes:
    """The addendum that is signed."""
    return text_pdf.write(addendum_text(data, day=day))


def addendum_text(data: Mapping[str, Any], *, day: date) -> Text:
    """What an addendum says: what was asked, what was decided and on which conditions, and of which convention."""
    title = _("Avenant %(number)s à la convention d’aide financière n° %(convention)s") % data
    asked = "\n\n".join(f"{label}{colon()}{words}" for label, words in data["asked"])
    by = _("Résolution %(resolution)s.") % data if data["resolution"] else ""
    sections = (
        TextSection(_("Ce qui change"), asked or data["words"]),
        TextSection(_("Ce qui était demandé"), data["words"]),
        TextSection(_("Décision"), by or _("La coordination l’a acceptée.")),
        *([TextSection(_("Conditions"), data["conditions"])] if data.get("conditions") else ()),
        TextSection(_("Le reste"), _("Le reste de la convention demeure. Son empreinte SHA-256 : %(of)s") % data),
    )
    signed = (data["promoter"], _("pour le gestionnaire"))
    footer = f"{title} · {data['project']}"
    return Text(title=title, subtitle=data["project"], day=day, sections=sections, footer=footer, sha256=fingerprint(data), signed=signed)


def _parties(data: Mapping[str, Any]) -> str:
    neq = _(" (NEQ %(neq)s)") % {"neq": data["promoter"]["neq"]} if data["promoter"]["neq"] else ""
    lines = [
        _("**%(manager)s**, qui gère l’entente « %(agreement)s », ci-après le gestionnaire;") % data,
        _("**%(name)s**%(neq)s, ci-après le promoteur.") % {"name": data["promoter"]["name"], "neq": neq},
    ]
    if said := data["decision"]:
        lines.append(
            _("L’aide est accordée par la résolution %(number)s du %(day)s (%(body)s).")
            % {**said, "day": long_date(date.fromisoformat(said["taken_on"]))}
        )
    if data["decision"] and data["decision"]["conditions"]:
        lines.append(_("Elle l’est à ces conditions :") + "\n\n" + data["decision"]["conditions"])
    return "\n\n".join(lines)


def _annex_a(data: Mapping[str, Any]) -> list[TextSection]:
    project = data["project"]
    labels = (
        ("summary", _("Résumé")),
        ("description", _("Description")),
        ("need", _("Besoin")),
        ("objectives", _("Objectifs de l’entente")),
        ("begins", _("Début prévu")),
        ("ends", _("Fin prévue")),
        ("milestones", _("Étapes et échéances")),
        ("results", _("Résultats visés")),
    )
    parts = [TextSection(label, project[name], level=2) for name, label in labels if project.get(name)]
    return [TextSection(_("Annexe A. Le projet"), "" if parts else project["title"]), *parts]


def _annex_b(data: Mapping[str, Any]) -> list[TextSection]:
    """Eligible expenses, the rate, and the instalments of the norms frozen with the deposit."""
    rate = data["rate"]
    said = _("L’aide est d’au plus %(aid)s.") % {"aid": money(data["cents"])}
    if rate is not None:
        said += " " + _("Elle couvre au plus %(rate)s des dépenses admissibles.") % {"rate": percent(rate)}
    words = {"admissible": _("oui"), "administration": _("administration, sous son plafond"), "excluded": _("non")}
    expenses = tuple((one["post"], money(one["cents"]), words[one["kind"]]) for one in data["expenses"])
    instalments = tuple(
        (
            str(number),
            str(Trigger(one["trigger"]).label),
            percent(one["share"]),
            money(one["cents"]),
            _("%(days)s jours") % {"days": one["within_days"]} if one["within_days"] else "",
        )
        for number, one in enumerate(data["instalments"], start=1)
    )
    paid = TextTable((_("N°"), _("Condition"), _("Part"), _("Montant"), _("Délai")), instalments, _("Versements"))
    spent = TextTable((_("Poste"), _("Montant"), _("Admissible")), expenses, _("Dépenses"))
    return [
        TextSection(_("Annexe B. Dépenses admissibles et versements"), said),
        *([TextSection(_("Dépenses"), "", (spent,), level=2)] if expenses else []),
        TextSection(_("Versements"), "", (paid,), level=2),
    ]


def _annex_c(data: Mapping[str, Any]) -> TextSection:
    offered = data["project"].get("visibility")
    more = f"\n\n{_('Ce que le promoteur propose')}{colon()}{offered}" if offered else ""
    return TextSection(_("Annexe C. Visibilité"), data["visibility"] + more)
