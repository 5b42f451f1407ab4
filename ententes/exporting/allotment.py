"""The allotment of a year as a document: its lines in a table, under the SHA-256 of the same lines as data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ententes.decisions.queries.register import fingerprint
from ententes.funding.models import Allotment
from ententes.funding.queries.allotments import content, pledged
from ententes.ground.wording import long_date, money

from .text import Text, TextSection, TextTable


def text_of(allotment: Allotment, *, as_of: date, state: str = "") -> Text:
    """The lines as they stand that day, beside what is pledged for the year."""
    data = content(allotment)
    title = _("Répartition des sommes %(year)s") % {"year": data["year"]}
    about = " · ".join([*([state] if state else []), _("répartition au %(day)s") % {"day": long_date(as_of)}])
    rows = [(line["title"], money(line["cents"]), line["words"]) for line in data["lines"]]
    rows.append((_("Total"), money(data["total"]), ""))
    rows.append((_("Promis pour l’exercice"), money(pledged(allotment)), ""))
    table = TextTable((_("Enveloppe"), _("Montant"), _("Précision")), tuple(rows), title)
    return Text(
        title=title,
        subtitle=allotment.agreement.title,
        day=as_of,
        meta=(about,),
        sections=(TextSection(_("Enveloppes"), "", (table,)),),
        footer=f"{title} · {about}",
        sha256=fingerprint(data),
    )
