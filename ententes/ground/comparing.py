"""Two states of a text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\W_]+|([^\w\s]|_)\1*")
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
    """The second text told from the first: lines are compared first, then the words of those that changed.

    Changes parted by a word or two are one, what went before what came.
    """
    found: list[Piece] = []
    old, new = "", ""
    for piece in [*_apart(before, after), None]:
        if piece is not None and piece.kind != "same":
            old += piece.text if piece.kind == "removed" else ""
            new += piece.text if piece.kind == "added" else ""
            continue
        if piece is not None and (old or new) and len(piece.text.split()) <= _BRIDGE and "\n" not in piece.text:
            old, new = old + piece.text, new + piece.text
            continue
        shared = len(_shared(old, new))
        _add(found, "removed", old[: len(old) - shared])
        _add(found, "added", new[: len(new) - shared])
        _add(found, "same", old[len(old) - shared :] + (piece.text if piece else ""))
        old, new = "", ""
    return found


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Each passage that changed, as it was and as it is; one of the two is empty where words only came or only went."""
    old = ""
    for piece in [*pieces(before, after), Piece("same", "")]:
        if piece.kind == "removed":
            old = piece.text.strip()
            continue
        new = piece.text.strip() if piece.kind == "added" else ""
        if old or new:
            yield old, new
        old = ""


def _shared(old: str, new: str) -> str:
    """The words at the end of both, held by mistake while waiting for a change that did not come."""
    ends = [_split(one) for one in (old, new)]
    count = 0
    while count < min(map(len, ends)) and ends[0][-1 - count] == ends[1][-1 - count]:
        count += 1
    return "".join(ends[0][len(ends[0]) - count :])


def _apart(before: str, after: str) -> list[Piece]:
    """The same, each change on its own."""
    found: list[Piece] = []
    old, new = _LINE.findall(before), _LINE.findall(after)
    for kind, one, other in _changes(old, new):
        if kind == "equal":
            _add(found, "same", one)
        else:
            _words(found, one, other)
    return found


def _words(found: list[Piece], before: str, after: str) -> None:
    old, new = _split(before), _split(after)
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


def _split(text: str) -> list[str]:
    return [word[0] for word in _WORD.finditer(text)]


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
