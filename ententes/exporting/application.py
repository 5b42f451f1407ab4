"""An application as a document: its answers part by part, its budget with each rule explained, under the SHA-256 of the same as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.decisions.queries.register import fingerprint
from ententes.ground.wording import long_date, money
from ententes.projects.models import Call
from ententes.projects.queries.applications import offer_of, reckoned, told
from ententes.projects.queries.norms import norms_of

from . import text_pdf
from .text import Text, TextSection, TextTable


def text_of(data: Mapping[str, Any], *, call: Call, at: datetime, receipt: str = "") -> Text:
    """What `content` says of an application, at a moment; with its receipt once it is deposited."""
    local = timezone.localtime(at)
    if receipt:
        stamp = _("déposée le %(day)s à %(hour)s, accusé de réception %(receipt)s") % {
            "day": long_date(local.date()),
            "hour": f"{local:%H:%M:%S}",
            "receipt": receipt,
        }
    else:
        stamp = _("brouillon du %(day)s, qui n’est pas déposé") % {"day": long_date(local.date())}
    sections = [
        TextSection(title, "", (TextTable((_("Question"), _("Réponse")), tuple(lines), title),)) for title, lines in told(data) if lines
    ]
    norms = norms_of(data["norms"]) if data.get("norms") else None
    if data["budget"].get("expenses"):
        found = reckoned(data["kind"], data["budget"], norms, offer_of(call))
        rows = [(rule.letter, _("oui") if rule.holds else _("non"), rule.sentence) for rule in found.rules]
        rows.append(("", "", _("Aide la plus grande que ces règles permettent : %(largest)s.") % {"largest": money(found.largest)}))
        table = TextTable((_("Règle"), _("Respectée"), _("Pourquoi")), tuple(rows), _("Règles"))
        sections.append(TextSection(_("Le budget, règle par règle"), found.explained, (table,)))
    return Text(
        title=data["title"],
        subtitle=data["promoter"],
        day=local.date(),
        meta=(call.title, stamp),
        sections=tuple(sections),
        footer=f"{data['title']} · {stamp}",
        sha256=fingerprint(data),
    )


def printed(data: Mapping[str, Any], *, call: Call, at: datetime, receipt: str) -> bytes:
    """The document that a deposit keeps."""
    return text_pdf.write(text_of(data, call=call, at=at, receipt=receipt))
