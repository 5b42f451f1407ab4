"""The words found by a search, marked in the text that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from ententes.ground.french import even, tidy
from ententes.plans.queries.search import stems


def marked(text: str, words: Iterable[str], width: int = 0) -> Markup:
    """The text with the words found inside `<mark>`; with a `width`, only the part around the first of them."""
    text = " ".join(tidy(text).split())
    plain = even(text)
    starts = [re.escape(stem).replace("oe", "(?:oe|œ)").replace("ae", "(?:ae|æ)") for stem in stems(words)]
    found = list(re.finditer(rf"(?<![^\W_])(?:{'|'.join(starts)})[^\W_]*", plain)) if starts else []
    start, end = 0, len(text)
    if width and len(text) > width:
        first = found[0].start() if found else 0
        start = max(0, min(first - width // 3, len(text) - width))
        start = text.find(" ", start) + 1 if start else 0
        end = len(text) if start + width >= len(text) else (text.rfind(" ", start, start + width) + 1 or start + width)
    pieces, at = ["…" if start else ""], start
    for match in found:
        if match.start() >= at and match.end() <= end:
            pieces += [str(escape(text[at : match.start()])), f"<mark>{escape(text[match.start() : match.end()])}</mark>"]
            at = match.end()
    pieces += [str(escape(text[at:end].rstrip() if end < len(text) else text[at:end])), "…" if end < len(text) else ""]
    return Markup("".join(pieces))  # noqa: S704 — escaped piece by piece
