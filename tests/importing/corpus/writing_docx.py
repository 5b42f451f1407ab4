"""Samples as Word documents: real styles, lists, header rows and merged cells, through python-docx."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm

from .pieces import Heading, Items, Sample, Table, Text, Title


def write(sample: Sample, path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().append(_language(sample.language))
    section = document.sections[0]
    if sample.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = "Document de travail"
    section.footer.paragraphs[0].text = "Page 1"
    for piece in sample.pieces:
        if isinstance(piece, Title):
            document.add_heading(piece.text, 0)
        elif isinstance(piece, Heading):
            document.add_heading(piece.text, piece.level)
        elif isinstance(piece, Text):
            document.add_paragraph(piece.text)
        elif isinstance(piece, Items):
            for text in piece.texts:
                document.add_paragraph(text, style="List Bullet")
        elif isinstance(piece, Table):
            _table(document, piece)
    document.save(str(path))


def _language(code: str):  # type: ignore[no-untyped-def]
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-CA" if code == "en" else "fr-CA")
    return lang


def _table(document, piece: Table) -> None:  # type: ignore[no-untyped-def]
    table = document.add_table(rows=len(piece.rows), cols=len(piece.rows[0]))
    table.style = "Table Grid"
    for (at, column), (down, across) in piece.spans().items():
        cell = table.cell(at, column)
        if (down, across) != (1, 1):
            cell = cell.merge(table.cell(at + down - 1, column + across - 1))
        cell.text = piece.rows[at][column]
    for row in table.rows[: piece.headers]:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    for column, width in zip(table.columns, piece.widths, strict=False):
        column.width = Cm(width * 1.2)
