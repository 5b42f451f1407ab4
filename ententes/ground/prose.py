"""Running text kept as it was written: its paragraphs, and its lists whose items kept their dash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_ITEM = re.compile(r"\s*[-–—•*]\s+")


def lines(text: str) -> Iterator[tuple[bool, str]]:
    """Each line that says something: whether it is an item of a list, and its words without their dash."""
    for line in text.splitlines():
        if found := _ITEM.match(line):
            yield True, line[found.end() :].rstrip()
        elif line.strip():
            yield False, line.strip()


def blocks(text: str) -> list[tuple[bool, list[str]]]:
    """The same by runs: the items of a list together, and the paragraphs between two lists."""
    return [(listed, [words for _, words in run]) for listed, run in groupby(lines(text), key=lambda one: one[0])]
