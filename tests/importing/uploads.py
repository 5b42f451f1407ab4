"""Documents brought and read, for the tests of what follows."""

from __future__ import annotations

from pathlib import Path

from ententes.importing import acts
from ententes.importing.models import Upload
from ententes.people.models import Person
from tests.cast import NOW

REFERENCE = (Path(__file__).parents[2] / "demo" / "plan-d-action-2011-2012.txt").read_bytes()

SMALL = """Entente sur le pain

Plan d'action 2011-2012

Le comité de gestion a pour mandat de :

- Adopter le plan d'action;

Objectif 1 - Nourrir

Actions\tResponsables\t2011-2012
Bâtir un four communal\tComité de gestion\tAutomne 2011
Tenir 3 rencontres des boulangers\tRegroupement des boulangers\tEn continu
""".encode()


def brought(by: Person, content: bytes = SMALL, name: str = "plan.txt") -> Upload:
    """A document received and read."""
    return acts.read(acts.receive(content=content, name=name, by=by, when=NOW))


def of_rows(count: int) -> bytes:
    """A plan of that many actions."""
    rows = [f"Cuire la fournée numéro {place}\tComité de gestion\tAutomne 2011" for place in range(count)]
    return SMALL.replace("Bâtir un four communal\tComité de gestion\tAutomne 2011".encode(), "\n".join(rows).encode())
