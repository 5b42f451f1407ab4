"""What the pages of money draw: bars whose parts say how far a sum went, always beside the figures themselves."""

from __future__ import annotations

from dataclasses import dataclass

from ententes.funding.queries.figures import Figures

WIDTH = 1000
"""Units of a whole bar."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: its look, where it begins and how wide it is."""

    look: str
    x: int
    width: int


def bar(parts: list[tuple[str, int]], whole: int) -> list[Part]:
    """The parts one after the other, of a whole; what goes beyond is cut at its end."""
    found, at = [], 0
    most = max(whole, 1)
    for look, cents in parts:
        width = min(max(cents, 0) * WIDTH // most, WIDTH - at)
        if width > 0:
            found.append(Part(look, at, width))
            at += width
    return found


def of_envelope(figures: Figures) -> list[Part]:
    """How far the money of an envelope went: paid, committed, recommended, reserved; the rest is available."""
    parts = [
        ("paid", figures.paid - figures.recovered),
        ("committed", figures.to_pay),
        ("recommended", figures.recommended),
        ("reserved", figures.reserved),
    ]
    return bar(parts, max(figures.allotted + figures.carried, figures.engaged))


def of_promise(received: int, pledged: int, most: int) -> list[Part]:
    """What came of a promise, on the scale of the largest one of the table."""
    return bar([("paid", received), ("left", pledged - received)], most)
