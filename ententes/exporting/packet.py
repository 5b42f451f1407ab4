"""The packet of a body as a document that is read on paper, and as a workbook: the whole, then one page for each project."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.awards.queries.packet import File, Packet
from ententes.ground.wording import long_date, money

from .document import Made, typeset
from .project import sections
from .text import Text, TextSection, TextTable, filename
from .xlsx import Amount, Sheet, Value, book

PACKET_FORMATS = ("pdf", "xlsx")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(packet: Packet, *, format: str, as_of: date) -> Made:
    """What its reader may read of it. Raises KeyError for an unknown format."""
    title = _("Cahier de décision : %(body)s") % {"body": packet.body.name}
    name = f"cahier {packet.body.name} {as_of.isoformat()}"
    about = _("projets au %(day)s") % {"day": long_date(as_of)}
    if format == "xlsx":
        content = book(title, f"{packet.body.agreement.title} · {about}", _sheets(packet), as_of)
        return Made(content, filename(name, format), _XLSX)
    if format != "pdf":
        raise KeyError(format)
    text = Text(
        title=title,
        subtitle=packet.body.agreement.title,
        day=as_of,
        meta=(about,),
        sections=(*_whole(packet), *(part for one in packet.frozen for part in _page(one))),
        footer=f"{title} · {about}",
    )
    return typeset(text, format=format, name=name)


def _page(one: File) -> list[TextSection]:
    """One project, on a page of its own."""
    data = one.data or {}
    first = TextSection(f"{one.title} – {one.promoter}", "", (), 1, new_page=True)
    return [first, *sections(data, 2, brief=True)]


def _whole(packet: Packet) -> list[TextSection]:
    """The combinations side by side, on as few columns as paper needs, then what each leaves, then who dissented."""
    first, *others = _tables(packet)
    named = tuple(one.title for one in packet.columns)
    rows = [
        (*_head(one), *(money(held.amounts[one.pk]) if one.pk in held.amounts else "–" for held in packet.columns)) for one in packet.files
    ]
    rows.append((_("Total"), "", *(money(held.total) for held in packet.columns)))
    words = "\n".join(f"- **{one.title}** : {one.words}" for one in packet.columns if one.words)
    found = [TextSection(first[0], words, (TextTable((_("Projet"), _("Proposition"), *named), tuple(rows), first[0]),))]
    for title, headers, lines in others:
        found.append(TextSection(title, "", (TextTable(headers, tuple(tuple(map(_words, row)) for row in lines), title),)))
    if dissents := [(one.title, ", ".join(one.dissents)) for one in packet.files if one.dissents]:
        found.append(TextSection(_("Dissidences"), "", (TextTable((_("Projet"), _("Qui")), tuple(dissents), _("Dissidences")),)))
    return found


def _head(one: File) -> tuple[str, str]:
    """A project with who carries it, and what is proposed with how it was ranked."""
    ranked = _("note %(score)s, rang %(rank)s") % {"score": one.score.replace(".", ","), "rank": one.rank} if one.score else ""
    return f"{one.title} – {one.promoter}", " · ".join(filter(None, (one.verdict_words, ranked)))


Rows = list[list[Value]]


def _tables(packet: Packet) -> list[tuple[str, tuple[str, ...], Rows]]:
    named = tuple(one.title for one in packet.columns)
    projects: Rows = [
        [
            one.title,
            one.promoter,
            one.score.replace(".", ","),
            str(one.rank or ""),
            one.verdict_words,
            *(Amount(column.amounts[one.pk]) if one.pk in column.amounts else "" for column in packet.columns),
            ", ".join(one.dissents),
        ]
        for one in packet.files
    ]
    projects.append([_("Total"), "", "", "", "", *(Amount(column.total) for column in packet.columns), ""])
    headers = (_("Projet"), _("Promoteur"), pgettext("score", "Note"), _("Rang"), _("Proposition"), *named, _("Dissidences"))
    found = [(_("Les scénarios"), headers, projects)]
    for title, label, part in (
        (_("Ce qui reste des enveloppes"), _("Enveloppe"), "envelopes"),
        (_("Ce qui reste des partenaires"), _("Partenaire"), "partners"),
    ):
        sums = [{one.label: one for one in getattr(column, part)} for column in packet.columns]
        rows: Rows = [
            [
                name,
                Amount(next(held[name].before for held in sums if name in held)),
                *(Amount(held[name].left) if name in held else "" for held in sums),
            ]
            for name in dict.fromkeys(key for held in sums for key in held)
        ]
        found.append((title, (label, _("Disponible"), *named), rows))
    return found


def _sheets(packet: Packet) -> Sequence[Sheet]:
    sheets: list[Sheet] = list(_tables(packet))
    told: Rows = [
        [one.title, said["body"], said["number"], said["resolved"], ", ".join(said["dissents"])]
        for one in packet.frozen
        for said in (one.data or {})["recommended"]
    ]
    sheets.append((_("Résolutions"), (_("Projet"), _("Instance"), _("Résolution"), _("Il est résolu"), _("Dissidences")), told))
    rules: Rows = [
        [one.title, letter, _("oui") if holds else _("non"), sentence]
        for one in packet.frozen
        for letter, holds, sentence in (one.data or {})["rules"]
    ]
    sheets.append((_("Règles du budget"), (_("Projet"), _("Règle"), _("Respectée"), _("Pourquoi")), rules))
    return sheets


def _words(value: Value) -> str:
    if isinstance(value, Amount):
        return money(value.cents)
    return value.isoformat() if isinstance(value, date) else value or ""
