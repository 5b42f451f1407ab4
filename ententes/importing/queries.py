"""Readings of uploads: the source line by line, the words of each item, and what else came of the same document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement

from . import corrections
from .models import Upload
from .reading import Reading
from .states import Stage
from .tree import Heading, Item, Place, Table, Tree
from .understanding import points

Plain = dict[str, Any]


def applied(upload: Upload) -> Reading:
    """The reading of an upload as it would be built: corrected, without what was set aside."""
    return corrections.applied(upload.reading, upload.corrections)


def words_at(agreement: Agreement, plan: int | None, numbers: Iterable[int]) -> list[Plain]:
    """These lines of the document from which the plan (or the agreement) came, as its tree keeps them; none where it came from none."""
    wanted = set(numbers)
    built = Upload.objects.filter(agreement=agreement, stage=Stage.BUILT, tree__isnull=False).order_by("-built_at", "-pk")
    trees: dict[int | None, Plain] = dict(built.values_list("built__plan", "tree"))
    tree: Plain = trees.get(plan) or next(iter(trees.values()), {"lines": []})
    return [line for line in tree["lines"] if line["l"] in wanted]


def twins(upload: Upload, person: Any) -> list[Agreement]:
    """The agreements the person sees that the same bytes already became."""
    same = Upload.objects.filter(file__sha256=upload.file.sha256, stage=Stage.BUILT).exclude(pk=upload.pk)
    return list(Agreement.objects.seen_by(person).filter(pk__in=same.values("agreement")))


def storable(plain: Plain) -> Plain:
    """The same data without the characters that a database cannot keep: null, and halves of pairs."""
    written = json.dumps(plain)
    if "\\u0000" not in written and "\\ud" not in written:
        return plain
    return _swept(plain)


def _swept(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_swept(one) for one in value]
    if isinstance(value, dict):
        return {_swept(key): _swept(one) for key, one in value.items()}
    return value


def plain_tree(tree: Tree) -> Plain:
    """A document as its page shows it: lines of `{"l": line, "k": kind, "t": words}`, or `"c": cells` for the row of a table.

    Kinds are h0, h1… for headings, p, i0, i1… for items, r for a row and rh for a row of headers. A cell that only repeats the one it
    is merged with is None. `"w"` says where, for the formats that have pages or sheets.
    """
    return storable({"format": tree.format, "ended": tree.ended, "lines": list(_lines(tree))})


def _lines(tree: Tree) -> Iterator[Plain]:
    for block in tree.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                cells = [None if cell.merged else cell.text for cell in row.cells]
                yield _line(row.place, "rh" if row.header else "r") | {"c": cells}
        elif isinstance(block, Heading):
            yield _line(block.place, f"h{block.level}") | {"t": block.text}
        elif isinstance(block, Item):
            yield _line(block.place, f"i{block.level}") | {"t": block.text}
        else:
            yield _line(block.place, "p") | {"t": block.text}


def _line(place: Place, kind: str) -> Plain:
    where = f"{place.sheet}!{place.row}" if place.sheet else (_("p. %d") % place.page if place.page else "")
    return {"l": place.line, "k": kind} | ({"w": where} if where else {})


def words_of(kind: str, item: Plain) -> str:
    """An item in a few words."""
    if kind == "agreement":
        return str(item["title"])
    if kind == "clauses":
        return _("article %s") % item["number"]
    if kind in ("bodies", "organisations"):
        return f"{item['name']} ({item['acronym']})" if item["acronym"] else str(item["name"])
    if kind == "points":
        return points.sentence(item["kind"], item["params"])
    return str(item[{"mandates": "words", "sections": "title", "actions": "text"}[kind]])


def counts(plain: Plain, set_aside: set[str]) -> Plain:
    """How many of each kind would be written."""
    kept = corrections.kept(plain, set_aside)
    return {
        "actions": len(kept["actions"]),
        "objectives": sum(section["number"] is not None for section in kept["sections"]),
        "sections": len(kept["sections"]),
        "bodies": len(kept["bodies"]),
        "mandates": sum(len(body["mandates"]) for body in kept["bodies"]),
        "organisations": len(kept["organisations"]),
        "points": len(kept["points"]),
    }
