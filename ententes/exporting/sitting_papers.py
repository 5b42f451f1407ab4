"""The papers of a meeting: its agenda, and its complete file with the numbered documents and the words of the frozen copies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.decisions.models import Version
from ententes.documents.models import File
from ententes.ground.wording import file_size, hour, long_date, span
from ententes.meetings.models import FollowUp, ItemPiece, Meeting, Minutes
from ententes.meetings.queries.agenda import Agenda, Document, agenda
from ententes.meetings.queries.before import follow_ups
from ententes.meetings.queries.minutes import shown
from ententes.meetings.states import MinutesState

from .document import Made, typeset
from .text import Text, TextSection, TextTable

FORMATS = ("pdf", "docx", "zip")
"""The last one only for the complete file: the same papers, and the documents themselves under their numbers."""


def made(meeting: Meeting, *, format: str, whole: bool, reader: Any, day: date) -> Made:
    """The papers for somebody: nothing of a matter in which they declared an interest. Raises KeyError for an unknown format."""
    found = agenda(meeting, reader=reader)
    name = f"{_('cahier') if whole else _('ordre du jour')} {meeting.body.acronym or meeting.body.name} {meeting.number}"
    if format == "zip":
        return _packed(meeting, found, reader, name, day)
    return typeset(_text(meeting, found, reader, day, whole=whole), format=format, name=name)


def _text(meeting: Meeting, found: Agenda, reader: Any, day: date, *, whole: bool) -> Text:
    meta = [span(meeting.starts_at, meeting.ends_at), meeting.place, meeting.link]
    if meeting.shortness:
        meta.append(_("Avis plus court que le délai habituel : %(why)s") % {"why": meeting.shortness})
    sections = [TextSection(_("Projet d’ordre du jour"), tables=(_points(found),))]
    if carried := follow_ups(meeting, reader=reader):
        sections.append(TextSection(_("Suites des rencontres précédentes"), tables=(_carried(carried),)))
    documents = [one for row in found.rows for one in row.documents]
    if documents:
        sections.append(TextSection(_("Documents"), tables=(_listed(found),)))
    if whole:
        sections += _copies(found)
        sections += _minuted(found, reader)
    return Text(
        title=meeting.body.name,
        day=day,
        subtitle=meeting.said,
        meta=tuple(filter(None, meta)),
        sections=tuple(sections),
        footer=meeting.body.agreement.short_title,
        contents=whole,
    )


def _points(found: Agenda) -> TextTable:
    rows = tuple(
        (
            str(row.number),
            hour(row.starts_at),
            row.said,
            row.purpose_words,
            ngettext("%(num)s min", "%(num)s min", row.estimate) % {"num": row.estimate} if row.estimate else "",
        )
        for row in found.rows
    )
    return TextTable((_("N°"), _("Heure"), _("Point"), _("Pour"), _("Durée")), rows, _("Projet d’ordre du jour"))


def _carried(rows: Iterable[FollowUp]) -> TextTable:
    told = tuple((one.what, one.who, long_date(one.due_on) if one.due_on else "", str(one.item.meeting.number)) for one in rows)
    return TextTable((_("Quoi"), _("Qui"), _("D’ici le"), _("Rencontre")), told, _("Suites des rencontres précédentes"))


def _listed(found: Agenda) -> TextTable:
    rows = tuple((one.number, _titled(one), one.name, file_size(one.size), one.sha256) for row in found.rows for one in row.documents)
    return TextTable((_("N°"), _("Titre"), _("Fichier"), _("Taille"), _("Empreinte SHA-256")), rows, _("Documents"))


def _titled(one: Document) -> str:
    return _("%(title)s (copie figée, version %(version)s)") % {"title": one.title, "version": one.version} if one.version else one.title


def _copies(found: Agenda) -> Iterator[TextSection]:
    """The words of each frozen copy, under its number."""
    held = {one.pk: (row, one) for row in found.rows for one in row.documents if one.version}
    versions = Version.objects.in_bulk(list(held))
    for pk, (_row, one) in held.items():
        yield TextSection(f"{one.number} {_titled(one)}", _said(versions[pk].data))
        yield from _parts(versions[pk].data)


def _minuted(found: Agenda, reader: Any) -> Iterator[TextSection]:
    """The words of the minutes to adopt, as far as the reader reads them; a draft that was not sent is for nobody yet."""
    held = {row.minutes: row for row in found.rows if row.minutes}
    for minutes in Minutes.objects.exclude(state=MinutesState.DRAFT).filter(pk__in=list(held)).select_related("meeting__body__agreement"):
        yield TextSection(f"{held[minutes.pk].number}. {held[minutes.pk].said}")
        for _place, one in shown(minutes, reader):
            yield TextSection(one["title"], one["text"] or _("Ce passage n’est pas à lire de la personne qui a tiré ce document."), level=2)


def _said(data: Any) -> str:
    """What a copy says before its sections: the question of a free matter, or the text it holds."""
    return str(data.get("question") or data.get("text") or "")


def _parts(data: Any) -> Iterator[TextSection]:
    """The sections of a copy: those of a framework have a text, those of a plan have the rows of its table."""
    for part in data.get("sections") or []:
        tables = []
        if columns := part.get("columns"):
            headers = tuple(str(one["header"]) for one in columns)
            rows = tuple(tuple(str(cell) for cell in row["cells"])[: len(headers)] for row in part.get("rows") or [])
            tables.append(TextTable(headers, rows, str(part.get("heading") or part["title"])))
        yield TextSection(str(part.get("heading") or part.get("title") or ""), str(part.get("text") or ""), tuple(tables), level=2)


def _packed(meeting: Meeting, found: Agenda, reader: Any, name: str, day: date) -> Made:
    """Everything in one ZIP: the papers as PDF and Word, then each document under its number."""
    copies = {one.pk: one for row in found.rows for one in row.documents if one.version}
    joined = {one.pk: one for row in found.rows for one in row.documents if not one.version}
    files = [(copies[pk], file) for pk, file in _files(Version.objects.filter(pk__in=list(copies)))]
    files += [(joined[pk], file) for pk, file in _files(ItemPiece.objects.filter(pk__in=list(joined)))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        text = _text(meeting, found, reader, day, whole=True)
        for format in FORMATS[:2]:
            paper = typeset(text, format=format, name=name)
            _put(archive, paper.filename, paper.content, day)
        for one, file in sorted(files, key=lambda pair: [int(part) for part in pair[0].number.split(".")]):
            with file.content.open("rb") as stream:
                stem, dot, ending = file.name.rpartition(".")
                _put(archive, f"{one.number} {slugify(one.title or stem)[:60] or 'document'}{dot}{ending}", stream.read(), day)
    return Made(packed.getvalue(), f"{slugify(name)[:80]}.zip", "application/zip")


def _files(rows: Any) -> Iterable[tuple[int, File]]:
    return [(row.pk, row.file) for row in rows.select_related("file")]


def _put(archive: zipfile.ZipFile, name: str, content: bytes, day: date) -> None:
    """The day of the papers dates every file, so that the same papers have the same bytes."""
    archive.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
