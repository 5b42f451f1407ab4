"""How things are timed: medians of several runs, after one that warms."""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    value: str
    aim: str = ""


def median(work: Callable[[], Any], runs: int = 15) -> float:
    """Seconds of the median run."""
    return statistics.median(spread(work, runs))


def spread(work: Callable[[], Any], runs: int) -> list[float]:
    """Seconds of each run, sorted, after one that warms."""
    work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return sorted(taken)


def percentile(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def kilobytes(octets: int) -> str:
    return f"{octets / 1000:.0f} kB"


def zipped(content: bytes) -> int:
    """Bytes once gzipped, as a proxy sends them."""
    return len(gzip.compress(content, 6))
