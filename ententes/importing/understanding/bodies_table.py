"""A table of bodies: one row per committee, with what it is made of and what it must do."""

from __future__ import annotations

import re

from ententes.ground.french import even, tidy
from ententes.importing.tree import Place, Row, Table

from .mandates import mandate_of
from .naming import body_name, introduced
from .registry import Registry
from .titles import flat

_BODY = re.compile(r"^(?:nom (?:du |de l'|de la )?)?(?:comites?|instances?|committees?|bod(?:y|ies)|structures?|groupes?|tables?)\b")
_MANDATE = re.compile(r"mandat|role|responsab|fonction|pouvoir|attribution|mandate|duties|tasks?")
_COMPOSITION = re.compile(r"composition|membres?|members?|membership|representants?|participants?")
_ACRONYM = re.compile(r"^(?:sigle|acronyme?|acronym|abreviation)")


def read_bodies_table(registry: Registry, table: Table) -> set[Place]:
    """Add the bodies of a table headed « Instance | Composition | Mandat » and give the places it explained; none for another table."""
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    if len(rows) < 2:
        return set()
    heads = [even(cell.text).strip() for cell in rows[0].cells]
    body = next((at for at, head in enumerate(heads) if _BODY.match(head)), None)
    mandate = next((at for at, head in enumerate(heads) if at != body and _MANDATE.search(head)), None)
    composition = next((at for at, head in enumerate(heads) if at != body and _COMPOSITION.search(head)), None)
    acronym = next((at for at, head in enumerate(heads) if _ACRONYM.match(head)), None)
    if body is None or (mandate is None and composition is None):
        return set()
    used = {rows[0].place}
    for row in rows[1:]:
        name = body_name(_words(row, body))
        if not name:
            continue
        found = registry.body(name, row.place)
        for _, _, letters in introduced(_words(row, body)):
            registry.abbreviate_body(found, letters, introduced=True)
        if acronym is not None and 1 < len(_words(row, acronym)) <= 8:
            registry.abbreviate_body(found, _words(row, acronym), introduced=True)
        if composition is not None:
            found.composition = found.composition or _words(row, composition)
        if mandate is not None:
            texts = [
                re.sub(r"^\s*(?:[-–—•·●▪*]|[0-9a-z][.)])\s+", "", part) for part in re.split(r"[\n\r]+|;\s+", tidy(row.cells[mandate].text))
            ]
            found.mandates.extend(one for text in texts if (one := mandate_of(flat(text), row.place)))
        used.add(row.place)
    return used if len(used) > 1 else set()


def _words(row: Row, at: int) -> str:
    return flat(tidy(row.cells[at].text)) if at < len(row.cells) else ""
