"""What leaves of resolutions: the certified extract of one, and a list of them for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.committees.models import Charge
from ententes.committees.states import Office
from ententes.decisions.models import Entry, Head, Resolution
from ententes.decisions.states import Manner, Outcome
from ententes.ground.wording import long_date, moment

from . import text_pdf
from .csv import harmless
from .text import Text, TextSection, filename


def certified(resolution: Resolution, entry: Entry, head: Head, *, address: str, capacity: str, when: datetime) -> tuple[bytes, str]:
    """The extract of a resolution as a tagged PDF, with its place in the register and where to verify it; and the name of its file."""
    day = timezone.localdate(when)
    proved = [
        _("Extrait conforme du registre des actes officiels de l’entente, délivré le %(day)s à titre de %(capacity)s.")
        % {"day": long_date(day), "capacity": capacity},
        _("Inscription n° %(number)s, %(moment)s.") % {"number": entry.number, "moment": moment(entry.at)},
        _("Empreinte de l’inscription : %(sha256)s") % {"sha256": f"`{entry.sha256}`"},
        _("Tête du registre à ce moment : n° %(number)s, %(sha256)s") % {"number": head.number, "sha256": f"`{head.sha256}`"},
        _("Pour vérifier cet extrait, son numéro et son empreinte : %(address)s") % {"address": address},
    ]
    parts = [
        (_("Considérant"), resolution.whereas),
        (_("Il est résolu"), resolution.resolved),
        (_("Conditions"), resolution.conditions),
        (_("Issue"), "\n\n".join(outcome_words(resolution))),
        (_("Certification"), "\n\n".join(proved)),
    ]
    made = Text(
        title=_("Extrait certifié"),
        subtitle=_("Résolution %(number)s – %(title)s") % {"number": resolution.number, "title": resolution.title},
        day=day,
        meta=(resolution.agreement.title, str(entry.content.get("body", resolution.body.name)), long_date(resolution.taken_on)),
        sections=tuple(TextSection(title, words) for title, words in parts if words.strip()),
        footer=f"{resolution.agreement.short_title} · {resolution.number}",
        sha256=entry.sha256,
        signed=_signed(resolution),
    )
    return text_pdf.write(made), filename(f"extrait-{resolution.number}", "pdf")


def _signed(resolution: Resolution) -> tuple[str, ...]:
    """The secretary of that day where there is one; the office alone otherwise."""
    held = (
        Charge.objects.in_force(resolution.taken_on).filter(body=resolution.body, office=Office.SECRETARY).select_related("person").first()
    )
    office = str(dict(Office.choices)[str(Office.SECRETARY)])
    return (f"{held.person.name}, {office}" if held else office,)


def outcome_words(resolution: Resolution) -> list[str]:
    """How a resolution was taken, in sentences."""
    said = [f"{str(Outcome(resolution.outcome).label).capitalize()} {Manner(resolution.manner).label}."]
    if resolution.unanimous:
        said.append(_("À l’unanimité."))
    if resolution.votes_for is not None:
        votes = {"yes": resolution.votes_for, "no": resolution.votes_against or 0, "none": resolution.abstentions or 0}
        said.append(_("Pour : %(yes)s. Contre : %(no)s. Abstentions : %(none)s.") % votes)
    if resolution.casting_vote:
        said.append(_("La présidence a exercé sa voix prépondérante."))
    elif resolution.is_tied:
        said.append(_("Les voix sont partagées : rien n’est adopté à égalité."))
    if resolution.mover:
        said.append(_("Proposée par %(name)s.") % {"name": resolution.mover.person.name})
    if resolution.seconder:
        said.append(_("Appuyée par %(name)s.") % {"name": resolution.seconder.person.name})
    if resolution.dissents:
        said.append(_("Dissidences : %(names)s.") % {"names": ", ".join(map(str, resolution.dissents))})
    return said


def resolutions_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Resolutions for a program: commas, UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""
    columns: Sequence[tuple[str, str]] = (
        ("number", _("Numéro")),
        ("taken_on", _("Prise le")),
        ("body__name", _("Instance")),
        ("title", pgettext("matter", "Objet")),
        ("whereas", _("Considérant")),
        ("resolved", _("Il est résolu")),
        ("conditions", _("Conditions")),
        ("outcome", _("Issue")),
        ("votes_for", _("Pour")),
        ("votes_against", _("Contre")),
        ("abstentions", _("Abstentions")),
        ("mover__person__name", _("Proposée par")),
        ("seconder__person__name", _("Appuyée par")),
    )
    made = io.StringIO(newline="")
    written = csv.writer(made, lineterminator="\r\n")
    written.writerow([harmless(title) for _name, title in columns])
    for row in rows:
        cells = {**row, "outcome": str(Outcome(row["outcome"]).label)}
        written.writerow([_cell(cells[name]) for name, _title in columns])
    return made.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, int) else harmless(value)
