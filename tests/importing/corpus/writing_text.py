"""Samples as typed: Markdown with pipes, or plain text with tabs. Merged cells are typed again, since neither has any."""

from __future__ import annotations

from pathlib import Path

from .pieces import Heading, Items, Sample, Table, Text, Title


def write(sample: Sample, path: Path) -> None:
    typed = _markdown if path.suffix == ".md" else _plain
    path.write_text("\n\n".join(filter(None, map(typed, sample.pieces))) + "\n", encoding="utf-8")


def _markdown(piece: object) -> str:
    match piece:
        case Title(text=text):
            return f"**{text}**"
        case Heading(text=text, level=level):
            return f"{'#' * (level + 1)} {text}"
        case Table():
            head, *body = (f"| {' | '.join(row)} |" for row in piece.expected)
            return "\n".join([head, "|" + " --- |" * len(piece.rows[0]), *body])
    return _plain(piece)


def _plain(piece: object) -> str:
    match piece:
        case Title(text=text):
            return f"**{text}**"
        case Heading(text=text) | Text(text=text):
            return text
        case Items(texts=texts):
            return "\n".join(f"- {text}" for text in texts)
        case Table():
            return "\n".join("\t".join(row) for row in piece.expected)
    return ""
