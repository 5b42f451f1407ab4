"""Tables that stand on their side: one per action, its labels in the first column (« Pilote », « Calendrier »), its words in the second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ententes.ground.french import even, tidy
from ententes.importing.tree import Cell, Row, Table

from .columns import column
from .titles import flat

_NAME = re.compile(
    r"(?:fiches?[ -])?(?:actions?|mesures?|projets?|fiches?|project|measure|initiative)\b ?(?:n[°o.]* ?)?[0-9a-z]?[0-9.-]*[0-9]"
)
_WHO_OR_WHEN = ("lead", "collaborators", "deadline", "year")


def fiches(table: Table, above: str) -> list[tuple[Row, Row]]:
    """The actions of such a table, each as its labels and its words; none for another table.

    The action is told by its label (« Action », « Intitulé »), by a first row of one cell, or by `above`, the title over the table
    (« Fiche action 3 : Créer un guichet »).
    """
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    found: list[tuple[Row, Row]] = []
    for group in _groups(rows):
        title = flat(tidy(above)) if not found and not _is_named(group[0]) else ""
        if fiche := _fiche(group, title):
            found.append(fiche)
    return found


def is_name(text: str) -> bool:
    """Whether a title names one action by its number: « Fiche action n° 3 – … », « Action 1.2 : … »."""
    return _NAME.match(even(text)) is not None


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """One group of rows for each action: the label that opens the first opens the others."""
    group: list[Row] = []
    first = _label(rows[0]) if rows else ""
    for row in rows:
        if group and (_label(row) == first or (_is_named(row) and len(group) > 2)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _label(row: Row) -> str:
    return re.sub(r"[0-9.]+", "", even(tidy(row.cells[0].text))).strip(" :") if row.cells else ""


def _is_named(row: Row) -> bool:
    return bool(row.cells) and is_name(tidy(row.cells[0].text))


def _fiche(group: Sequence[Row], title: str) -> tuple[Row, Row] | None:
    labels: list[Cell] = []
    words: list[Cell] = []
    for row in group:
        told = list(_told(row))
        if not told:
            return None
        for label, said in told:
            labels.append(label)
            words.append(said)
    kinds = [column(flat(tidy(cell.text)).rstrip(" :")).kind for cell in labels]
    if "action" not in kinds and is_name(title):
        label, said = _parted(Cell(title, group[0].place))
        labels, words, kinds = [label, *labels], [said, *words], ["action", *kinds]
    known = sum(kind != "other" for kind in kinds)
    if not any(kind == "action" and _says_action(label, said) for kind, label, said in zip(kinds, labels, words, strict=True)):
        return None
    if len(kinds) < 3 or known * 2 < len(kinds) or not any(kind in _WHO_OR_WHEN for kind in kinds):
        return None
    place = group[0].place
    return Row(tuple(labels), place, header=True), Row(tuple(words), place)


def _says_action(label: Cell, said: Cell) -> bool:
    """« Nom du projet » in a form to fill tells no action, « Titre de l'action » does; a blank one tells none."""
    told = column(flat(tidy(label.text)).rstrip(" :"))
    return bool(said.text.strip()) and (not told.weak or re.search(r"\b(?:actions?|mesures?|measures?)\b", even(label.text)) is not None)


def _told(row: Row) -> Iterator[tuple[Cell, Cell]]:
    """The labels of a row with their words: two cells, four cells by pairs, or one that says both (« Action 3 : Créer un guichet »)."""
    cells = [cell for cell in row.cells if not cell.merged] or list(row.cells)
    if len(cells) < 2 or not any(cell.text.strip() for cell in cells[1:]):
        if cells and is_name(tidy(cells[0].text)):
            yield _parted(cells[0])
        elif len(cells) > 1 and 0 < len(cells[0].text.strip()) <= 60:
            yield cells[0], cells[1]
        return
    if len(cells) in (2, 4):
        for label, said in zip(cells[::2], cells[1::2], strict=True):
            if 0 < len(label.text.strip()) <= 60:
                yield label, said


def _parted(cell: Cell) -> tuple[Cell, Cell]:
    """« Action 3 : Créer un guichet » → its number and its words."""
    text = flat(tidy(cell.text))
    name = _NAME.match(even(text))
    end = name.end() if name else 0
    said = text[end:].strip(" :.–—-") or text
    return Cell(text[:end].strip() or "Action", cell.place), Cell(said, cell.place)
