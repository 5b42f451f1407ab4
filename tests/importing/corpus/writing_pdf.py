"""Samples as PDF, set by Typst: a running header, page numbers, and tables that go on over pages under a repeated header."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from .pieces import Heading, Items, Sample, Table, Text, Title

_FRAME = """
#set document(date: none)
#set page(paper: "us-letter", flipped: {flipped}, margin: 2cm, header: [Document adopté #h(1fr) Exemplaire de travail],
  footer: context [#h(1fr) Page #counter(page).display() de #counter(page).final().first()])
#set text(lang: {language}, size: 10pt)
#set par(justify: false)
#set table(stroke: 0.5pt)
"""


def write(sample: Sample, path: Path) -> None:
    source = _FRAME.format(flipped="true" if sample.landscape else "false", language=json.dumps(sample.language))
    path.write_bytes(typst.compile(source.encode() + "\n".join(map(_set, sample.pieces)).encode()))


def _words(words: str) -> str:
    return " #linebreak() ".join(f"#text({json.dumps(line, ensure_ascii=False)})" for line in words.split("\n"))


def _set(piece: object) -> str:
    match piece:
        case Title(text=text):
            return f'#align(center, text(size: 18pt, weight: "bold")[{_words(text)}])\n'
        case Heading(text=text, level=level):
            return f"#heading(level: {level})[{_words(text)}]\n"
        case Text(text=text):
            return f"#par[{_words(text)}]\n"
        case Items(texts=texts):
            return "#list(" + ", ".join(f"[{_words(text)}]" for text in texts) + ")\n"
        case Table():
            return _table(piece)
    return ""


def _table(piece: Table) -> str:
    widths = piece.widths or (1,) * len(piece.rows[0])
    cells: dict[int, list[str]] = {}
    for (at, column), (down, across) in piece.spans().items():
        cells.setdefault(at, []).append(f"table.cell(rowspan: {down}, colspan: {across})[{_words(piece.rows[at][column])}]")
    head = ", ".join(cell for at in range(piece.headers) for cell in cells.get(at, ()))
    body = ", ".join(cell for at in range(piece.headers, len(piece.rows)) for cell in cells.get(at, ()))
    columns = ", ".join(f"{width}fr" for width in widths)
    return f"#table(columns: ({columns}), table.header({head}), {body})\n"
