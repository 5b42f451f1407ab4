"""Samples as OpenDocument texts: outline levels, lists, header rows and spans, through odfpy."""

from __future__ import annotations

from pathlib import Path

from odf import table as tables
from odf import text as texts
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TextProperties

from .pieces import Heading, Items, Sample, Table, Text, Title


def write(sample: Sample, path: Path) -> None:
    document = OpenDocumentText()
    title = Style(name="Title", displayname="Title", family="paragraph")
    title.addElement(ParagraphProperties(textalign="center"))
    title.addElement(TextProperties(fontsize="28pt", fontweight="bold"))
    document.styles.addElement(title)
    for piece in sample.pieces:
        if isinstance(piece, Title):
            document.text.addElement(_words(texts.P(stylename=title), piece.text))
        elif isinstance(piece, Heading):
            document.text.addElement(_words(texts.H(outlinelevel=piece.level), piece.text))
        elif isinstance(piece, Text):
            document.text.addElement(_words(texts.P(), piece.text))
        elif isinstance(piece, Items):
            document.text.addElement(_list(piece))
        elif isinstance(piece, Table):
            document.text.addElement(_table(piece))
    document.save(str(path))


def _words(element, words: str):  # type: ignore[no-untyped-def]
    for at, line in enumerate(words.split("\n")):
        if at:
            element.addElement(texts.LineBreak())
        element.addText(line)
    return element


def _list(piece: Items):  # type: ignore[no-untyped-def]
    whole = texts.List()
    for words in piece.texts:
        item = texts.ListItem()
        item.addElement(_words(texts.P(), words))
        whole.addElement(item)
    return whole


def _table(piece: Table):  # type: ignore[no-untyped-def]
    whole = tables.Table(name="Tableau")
    whole.addElement(tables.TableColumn(numbercolumnsrepeated=str(len(piece.rows[0]))))
    head = tables.TableHeaderRows()
    spans = piece.spans()
    for at, row in enumerate(piece.rows):
        line = tables.TableRow()
        for column, words in enumerate(row):
            if (at, column) not in spans:
                line.addElement(tables.CoveredTableCell())
                continue
            down, across = spans[at, column]
            spanned = {"numberrowsspanned": str(down), "numbercolumnsspanned": str(across)} if (down, across) != (1, 1) else {}
            cell = tables.TableCell(valuetype="string", **spanned)
            cell.addElement(_words(texts.P(), words))
            line.addElement(cell)
        (head if at < piece.headers else whole).addElement(line)
        if at == piece.headers - 1:
            whole.addElement(head)
    return whole
