"""The permission matrix: what every route answers to every capacity, tried one cell at a time.

`expected_access.csv` is the reviewed table. `python -m tests.safety.matrix` prints what the product answers now, to compare and to read.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from ententes.web import errors, pages
from ententes.web.access import ACCESS, Who

EXPECTED = Path(__file__).with_name("expected_access.csv")
REFUSED = {"sign-in", "403", "404", "405", "409", "422"}
"""What a closed door or a refused form answers; on each of these nothing may have changed."""


def cells_of(answer: Any) -> str:
    """« sign-in » for a visitor sent to the door, the status otherwise."""
    location = answer.headers.get("Location", "")
    if answer.status_code == 302 and (location.startswith("/connexion/?next=") or location == "/connexion/"):
        return "sign-in"
    return str(answer.status_code)


SAME = "="
"""What those who have a capacity in the agreement are answered once it is public, where their row never looks at it: as before."""


@contextmanager
def drawn_once() -> Iterator[None]:
    """A refusal is told by its status, and each page is drawn for the first one who gets it: what they say is tried elsewhere."""
    refused, drawn, seen = errors._draw, pages.render, set()

    def render(request: Any, template: str, context: Any, status: int) -> HttpResponse:
        known = template in seen
        seen.add(template)
        return HttpResponse(status=status) if known else drawn(request, template, context, status=status)

    errors._draw = lambda request, status, title, words: HttpResponse(status=status)
    pages.render = render
    try:
        yield
    finally:
        errors._draw, pages.render = refused, drawn


def lines() -> list[tuple[str, str, str]]:
    """Every route and method of the table of access; under an agreement, twice: private and public."""
    from .world import under_agreement

    return [
        (route, method, state)
        for route, row in ACCESS.items()
        for method in row
        for state in (("private", "public") if under_agreement(route) else ("-",))
    ]


def expected() -> dict[tuple[str, str, str], dict[str, str]]:
    with EXPECTED.open(newline="", encoding="utf-8") as file:
        return {(row.pop("route"), row.pop("method"), row.pop("agreement")): dict(row) for row in csv.DictReader(file)}


def ask(world: Any, capacity: str, route: str, method: str) -> Any:
    """One request of that capacity: a good form with a good token where it is a POST."""
    client = world.client(capacity)
    answer = world.send(route, client) if method == "POST" else client.generic(method, world.address(route))
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, it closes its file
    return answer


def observe(world: Any, line: tuple[str, str, str]) -> dict[str, str]:
    """The answers of one line to each capacity; « !changed » is added where a refusal wrote something."""
    from .conftest import undone
    from .fingerprints import fingerprint
    from .world import CAPACITIES, INSIDE

    found: dict[str, str] = {}
    route, method, state = line
    with undone(), drawn_once():
        world.publish(state == "public")
        before = fingerprint()
        for capacity in CAPACITIES:
            if state == "public" and capacity in INSIDE and ACCESS[route][method] is not Who.SEES:
                found[capacity] = SAME
                continue
            with undone():
                answer = ask(world, capacity, route, method)
                found[capacity] = cells_of(answer)
                if found[capacity] in REFUSED and fingerprint() != before:
                    found[capacity] += " !changed"
    return found


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import logging

    import django

    django.setup()
    logging.disable()
    from django.test.utils import override_settings, setup_databases, setup_test_environment

    from tests.cast import TODAY

    from .conftest import undone
    from .fingerprints import moments
    from .world import CAPACITIES, make_world

    setup_test_environment()
    setup_databases(verbosity=-1, interactive=False)
    with override_settings(ENTENTES_TODAY=TODAY), moments(), undone():
        world = make_world()
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["route", "method", "agreement", *CAPACITIES])
        for line in lines():
            writer.writerow([*line, *observe(world, line).values()])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
