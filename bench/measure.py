"""How things are timed: medians of several runs, after one that warms.

Pages are timed by the processor, so that what else the machine does hardly counts; documents and requests by the clock.
"""

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


def side_by_side(*works: Callable[[], Any], runs: int = 25) -> list[float]:
    """Median seconds of the processor that each takes, run in turns so that all meet the same machine."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, mine in zip(works, taken, strict=True):
            began = time.process_time()
            work()
            mine.append(time.process_time() - began)
    return [statistics.median(mine) for mine in taken]


def percentile(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def kilobytes(octets: int) -> str:
    return f"{octets / 1000:.0f} kB"


def zipped(content: bytes) -> int:
    """Bytes once gzipped, as a proxy sends them."""
    return len(gzip.compress(content, 6))
