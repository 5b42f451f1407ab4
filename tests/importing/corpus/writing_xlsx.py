"""Samples as workbooks: what is not a table stands alone in column A, merged cells are ranges, and there is one sheet or many."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from .pieces import Heading, Items, Sample, Sheet, Table, Text, Title


def write(sample: Sample, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet, at = None, 0
        for piece in sample.pieces:
            if isinstance(piece, Sheet):
                sheet, at = book.add_worksheet(piece.name), 0
                continue
            sheet = sheet or book.add_worksheet("Plan")
            if isinstance(piece, Title | Heading):
                sheet.write_string(at, 0, piece.text, bold)
                at += 2
            elif isinstance(piece, Text):
                sheet.write_string(at, 0, piece.text, wrapped)
                at += 2
            elif isinstance(piece, Items):
                for text in piece.texts:
                    sheet.write_string(at, 0, f"- {text}")
                    at += 1
                at += 1
            else:
                at = _table(sheet, piece, at, bold, wrapped) + 1


def _table(sheet, piece: Table, top: int, bold, wrapped) -> int:  # type: ignore[no-untyped-def]
    for (at, column), (down, across) in piece.spans().items():
        words, look = piece.rows[at][column], bold if at < piece.headers else wrapped
        if (down, across) != (1, 1):
            sheet.merge_range(top + at, column, top + at + down - 1, column + across - 1, words, look)
        elif words:
            sheet.write_string(top + at, column, words, look)
    return top + len(piece.rows)
