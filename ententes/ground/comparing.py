"""Two states of a text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MOST = 4_000_000
"""Words of one side times words of the other beyond which a changed passage is one piece: comparing them would take seconds."""
_BRIDGE = 2
"""Words alone between two changes that are told as one change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are in both texts (`same`), only in the first (`removed`) or only in the second (`added`)."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The second text told from the first: lines are compared first, then the words of those that changed."""
    found: list[Piece] = []
    old, new = _LINE.findall(before), _LINE.findall(after)
    for kind, one, other in _changes(old, new):
        if kind == "equal":
            _add(found, "same", one)
        else:
            _words(found, one, other)
    return found


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Each passage that changed, as it was and as it is; one of the two is empty where words only came or only went.

    Changes parted by a word or two are one.
    """
    old, new, between = "", "", ""
    for piece in pieces(before, after):
        if piece.kind == "same":
            if (old or new) and len(piece.text.split()) <= _BRIDGE and "\n" not in piece.text:
                between += piece.text
                continue
            if old or new:
                yield old.strip(), new.strip()
            old = new = between = ""
        else:
            old, new, between = old + between, new + between, ""
            old += piece.text if piece.kind == "removed" else ""
            new += piece.text if piece.kind == "added" else ""
    if old.strip() or new.strip():
        yield old.strip(), new.strip()


def _words(found: list[Piece], before: str, after: str) -> None:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST:
        _add(found, "removed", before)
        _add(found, "added", after)
        return
    for kind, one, other in _changes(old, new):
        if kind == "equal":
            _add(found, "same", one)
        else:
            _add(found, "removed", one)
            _add(found, "added", other)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, "".join(old[a:b]), "".join(new[c:d])


def _add(found: list[Piece], kind: str, text: str) -> None:
    if not text:
        return
    if found and found[-1].kind == kind:
        found[-1] = Piece(kind, found[-1].text + text)
    else:
        found.append(Piece(kind, text))
