"""Documents in and out, and search: how long, in process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import world
from bench.measure import Line, median, milliseconds, percentile, spread
from ententes.exporting import export
from ententes.ground import clock
from ententes.importing import acts
from ententes.importing.formats import read
from ententes.importing.sandbox import read_safely
from ententes.importing.understanding import understand
from ententes.plans.queries import search

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "demo" / "plan-d-action-2011-2012.txt"


def measures() -> Iterator[Line]:
    yield Line(
        "Reference document into its structure, in process", milliseconds(median(lambda: understand(read(SEED, SEED.name)))), "≤ 200 ms"
    )
    yield Line("Reference document read in its subprocess", milliseconds(median(lambda: read_safely(SEED, SEED.name), 7)))
    yield Line("Reference document imported (built and undone, the subprocess left out)", milliseconds(importing()), "≤ 1 s")
    yield from exports()
    yield from searching()


def importing() -> float:
    """Seconds to build the reference agreement, median of five, each undone afterwards."""
    person = world.person()
    upload = acts.receive(content=SEED.read_bytes(), name=SEED.name, by=person, when=clock.now())
    acts.read(upload)
    taken = []
    for _ in range(5):
        upload.refresh_from_db()
        taken.append(once(lambda: acts.build(upload, by=person, when=clock.now())))
        upload.refresh_from_db()
        acts.undo(upload, by=person, when=clock.now())
    return sorted(taken)[2]


def once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def exports() -> Iterator[Line]:
    peers = {"xlsx": (0.311, "≥ 5× Redmine (311 ms)"), "pdf": (4.035, "≥ 20× Redmine (4 035 ms)")}
    for count in (30, 1000):
        made = world.agreement(count)
        plan = made.plans.get()
        for format in ("docx", "pdf", "xlsx", "csv", "json"):
            taken = median(partial(export, made, plan, format=format, as_of=clock.today()), 5)
            value, aim = milliseconds(taken), "≤ 60 ms warm" if format == "pdf" else ""
            if count == 1000:
                peer, aim = peers.get(format, (0, ""))
                value += f" ({peer / taken:.1f}× faster)" if peer else ""
            yield Line(f"Plan of {count} actions as {format.upper()}, warm", value, aim)
    yield Line("Plan of 30 actions as PDF, cold (the import of Typst and its fonts included)", cold_pdf(), "≤ 300 ms")


def cold_pdf() -> str:
    program = (
        "import time, django; django.setup(set_prefix=False)\n"
        "from ententes.agreements.models import Agreement\n"
        "made = Agreement.objects.get(title='Entente de 30 actions'); plan = made.plans.get()\n"
        "began = time.perf_counter()\n"
        "from ententes.exporting import export\n"
        "from ententes.ground import clock\n"
        "export(made, plan, format='pdf', as_of=clock.today())\n"
        "print(time.perf_counter() - began)"
    )
    return milliseconds(float(subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout))


def searching() -> Iterator[Line]:
    made = world.agreement(20_000, notes_each=1)
    for what, words in (("two words", "coopérative relève"), ("a prefix", "commerc"), ("a very common word", "entreprises")):
        taken = spread(lambda w=words: search.matching("plans_action", made.pk, w), 60)
        yield Line(
            f"Search over 20 000 actions, {what}: p50; p99",
            f"{milliseconds(percentile(taken, 0.5))}; {milliseconds(percentile(taken, 0.99))}",
            "p99 ≤ 20 ms",
        )
