"""Tables of actions: which tables are, where their headers stand, what each column holds, and which rows are titles, totals or actions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ententes.ground.french import even, fold, money_cents, tidy
from ententes.ground.windows import window
from ententes.importing.tree import Place, Row, Table

from .columns import Column, column
from .fiches import fiches
from .titles import flat, is_objective
from .verbs import opening_verb

_PRIMARY = ("lead", "collaborators", "deadline", "year")
_SECONDARY = ("indicator", "state", "budget")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row below the headers: `title` (of a section), `action`, `more` (the end of the action above) or `total`."""

    kind: str
    row: Row
    columns: tuple[Column, ...]
    section: str = ""


@dataclass(slots=True)
class ActionTable:
    """A table whose columns were recognised: the rows before its header, the header, and its entries in order."""

    header: Row
    columns: tuple[Column, ...]
    before: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    primary: bool = True
    turned: bool = False

    @property
    def place(self) -> Place:
        return self.header.place


def action_tables(tables: Sequence[Table], above: Mapping[int, str]) -> dict[int, ActionTable]:
    """The tables of actions among all those of a document, by `id`; `above` has the title that stands right over a table.

    A table without a header of its own goes on with the columns of the one before it, when it is as wide and reads the same. Tables that
    only list actions and indicators are left when others say who and when.
    """
    found: dict[int, ActionTable] = {}
    last: ActionTable | None = None
    for table in tables:
        understood = (
            _understood(table)
            or _turned(table, above.get(id(table), ""))
            or (_continued(table, last) if last else None)
            or _headless(table)
        )
        if understood:
            # A header alone heads the tables that follow it: rows of one cell stood between them.
            found[id(table)] = last = understood
    if any(table.primary for table in found.values()):
        found = {key: table for key, table in found.items() if table.primary}
    return found


def _understood(table: Table) -> ActionTable | None:
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    for at, row in enumerate(rows[:40]):
        columns, used = _header_at(rows, at)
        if columns:
            columns = _checked(columns, rows[at + used :])
            if not any(one.kind == "action" for one in columns):
                continue
            before = [one for one in rows[:at] if not _in_header(one, row)]
            understood = ActionTable(row, columns, before, primary=any(one.kind in _PRIMARY for one in columns))
            understood.entries = _entries(rows[at + used :], columns, _cells(row))
            return understood
    return None


def _turned(table: Table, above: str) -> ActionTable | None:
    """A table of fiches, each an action with columns of its own."""
    turned = [(labels, words, _columns_of(labels, words)) for labels, words in fiches(table, above)]
    if not turned:
        return None
    header, _, columns = turned[0]
    return ActionTable(header, columns, [], [Entry("action", words, own) for _, words, own in turned], turned=True)


def _columns_of(labels: Row, words: Row) -> tuple[Column, ...]:
    return _checked(tuple(column(flat(text).rstrip(" :")) for text in _cells(labels)), [words])


def _in_header(above: Row, header: Row) -> bool:
    """A row that the header row already tells: its cells run down into it."""
    return sum(cell.merged and bool(cell.text.strip()) for cell in header.cells) > 1 and len(_distinct(above)) > 1


def _continued(table: Table, last: ActionTable) -> ActionTable | None:
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    if not rows or len(rows[0].cells) != len(last.columns):
        return None
    timed = [at for at, one in enumerate(last.columns) if one.kind in ("year", "deadline")]
    cells = [row.cells[at].text for row in rows for at in timed if at < len(row.cells)]
    written = [words for words in cells if words.strip()]
    if not timed or not written or sum(window(words, 2000).kind == "unreadable" for words in written) * 2 > len(written):
        return None
    return ActionTable(rows[0], last.columns, [], _entries(rows, last.columns, []), last.primary)


def _headless(table: Table) -> ActionTable | None:
    """A table without headers whose content alone says its columns: one opens with verbs, another holds dates, the next ones names."""
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    if len(rows) < 2 or len(rows[0].cells) < 2:
        return None
    content = [[flat(tidy(row.cells[at].text)) for row in rows[:200] if at < len(row.cells)] for at in range(len(rows[0].cells))]
    action = max(range(len(content)), key=lambda at: (_verbal([text for text in content[at] if text]), -at))
    if _verbal([text for text in content[action] if text]) < 0.7 or not all(content[action]):
        return None
    kinds = ["action" if at == action else "other" for at in range(len(content))]
    for at, texts in enumerate(content):
        written = [text for text in texts if text]
        dated = [text for text in written if window(text, 2000).kind not in ("unreadable", "unspecified", "year")]
        if at != action and written and len(dated) * 3 >= len(written) * 2:
            kinds[at] = "deadline"
        elif at != action and written and "lead" not in kinds and not any(len(text) > 80 or _is_money(text) for text in written):
            kinds[at] = "lead"
    if "deadline" not in kinds:
        return None
    columns = tuple(Column("", kind) for kind in kinds)
    return ActionTable(rows[0], columns, [], _entries(rows, columns, []))


def _cells(row: Row) -> list[str]:
    return [tidy(cell.text).strip() for cell in row.cells]


def _distinct(row: Row) -> list[str]:
    return list(dict.fromkeys(text for text in _cells(row) if text))


def _header_at(rows: Sequence[Row], at: int) -> tuple[tuple[Column, ...], int]:
    """The columns that the row (and the one or two below it, when headers are on several rows) announces, and how many rows they take."""
    here = _cells(rows[at])
    if len(_distinct(rows[at])) < 2 or any(len(text) > 120 for text in here):
        return (), 0
    single = tuple(column(text) for text in here)
    best, used = (single, 1) if _is_header(single, rows[at], rows[at + 1 :]) else ((), 0)
    if not best and at + 1 < len(rows) and any(one.header and one.kind == "other" for one in single):
        following = rows[at + 1]
        if _is_header(tuple(column(text) for text in _cells(following)), following, rows[at + 2 :]):
            return (), 0  # « Date : 12 mars 2024 », or an action, above headers that are whole without it
    for depth in (2, 3):
        below = rows[at + 1 : at + depth]
        if len(below) < depth - 1 or not all(_goes_on(row, here) for row in below):
            break
        stacked = [_inherited(here, _cells(below[0])), *[_cells(row) for row in below]]
        joined = tuple(_stacked([cells[place] if place < len(cells) else "" for cells in stacked]) for place in range(len(here)))
        if _is_header(joined, rows[at], rows[at + depth :]):
            best, used = joined, depth
    return best, used


def _inherited(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper headers, a blank one taking the words on its left where both stand over headers of time (a merge that the format lost)."""
    words = list(top)
    for place in range(1, len(words)):
        under = column(below[place]).kind if place < len(below) and below[place] else ""
        if not words[place] and under in ("year", "deadline") and column(words[place - 1]).kind in ("year", "deadline"):
            words[place] = words[place - 1]
    return words


def _goes_on(row: Row, above: Sequence[str]) -> bool:
    """Whether a row under a header is part of it: each cell repeats the one above, is blank, or heads a year or a period."""
    news = 0
    for place, text in enumerate(_cells(row)):
        if not text or (place < len(above) and fold(text) == fold(above[place])):
            continue
        told = column(text)
        if told.kind == "other" or len(text) > 40:
            return False
        news += 1
    return news > 0 and sum(column(text).kind in ("year", "deadline") for text in _cells(row)) > 0


def _stacked(texts: Sequence[str]) -> Column:
    """One column told by several header cells, from the top down."""
    told = list(dict.fromkeys(text for text in texts if text))
    header = " – ".join(told)
    parts = [column(text) for text in told]
    years = [one for one in parts if one.kind == "year"]
    others = [one for one in parts if one.kind not in ("year", "deadline", "other")]
    if years and not others:
        return Column(
            header,
            "year",
            year=next((one.year for one in years if one.year), 0),
            rank=next((one.rank for one in years if one.rank), 0),
            calendar=any(one.calendar for one in years),
            period=" – ".join(one.period for one in years if one.period),
        )
    return replace(
        parts[-1] if parts and parts[-1].kind != "other" else next((one for one in parts if one.kind != "other"), column(header)),
        header=header,
    )


def _is_header(columns: Sequence[Column], row: Row, below: Sequence[Row]) -> bool:
    kinds = [one.kind for one in columns if one.header]
    known = [kind for kind in kinds if kind != "other"]
    if len(known) * 2 < len(kinds):
        return False
    cells = [text for text in _cells(row) if text]
    if any(opening_verb(text) and len(text) > 30 for text in cells):
        return False
    primary = {kind for kind in known if kind in _PRIMARY}
    strong = any(one.kind == "action" and not one.weak for one in columns)
    if strong and (primary or set(known) & {"indicator", "state"} or (row.header and "budget" in known)):
        return True
    if any(one.kind == "action" for one in columns):
        return bool(primary & {"lead", "collaborators"}) or len(primary) > 1
    return bool({"lead", "collaborators"} & primary) and ("section" in known or bool(primary & {"deadline", "year"}))


def _checked(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The same columns once their content is known: years that hold money, priorities that are ranks, the real column of actions."""
    content = [[tidy(row.cells[at].text).strip() for row in rows[:200] if at < len(row.cells)] for at in range(len(columns))]
    seen = [list(dict.fromkeys(text for text in texts if text)) for texts in content]
    checked = list(columns)
    for at, one in enumerate(columns):
        written = [text for text in content[at] if text]
        if one.kind in ("year", "deadline") and written and sum(_is_money(text) for text in written) * 5 >= len(written) * 3:
            checked[at] = replace(one, kind="budget")
        elif one.kind == "section" and written and all(_RANKING.fullmatch(even(text).strip(" .")) for text in written):
            checked[at] = replace(one, kind="other")
        elif one.kind == "lead" and not written:
            continue
    marked = [at for at, one in enumerate(checked) if one.kind in ("other", "territory") and one.header and _is_marked(content[at])]
    if len(marked) > 1 and not any(one.kind == "lead" for one in checked):
        for at in marked:
            checked[at] = replace(checked[at], kind="lead", matrix=True)
    actions = [at for at, one in enumerate(checked) if one.kind == "action"]
    verbal = {at: _verbal(seen[at]) for at in range(len(checked))}
    if not actions:
        candidates = [at for at, one in enumerate(checked) if one.kind in ("other", "section", "indicator") and verbal[at] >= 0.5]
        candidates = candidates or [at for at, one in enumerate(checked) if one.kind == "section"]
        if candidates:
            actions = [max(candidates, key=lambda at: (verbal[at], len(seen[at])))]
            checked[actions[0]] = replace(checked[actions[0]], kind="action")
    if len(actions) > 1:
        best = _finest(actions, checked, rows, seen)
        for at in actions:
            if at != best:
                grouped = _repeats(rows, at) and at < best and not any(one.kind == "section" for one in checked)
                checked[at] = replace(checked[at], kind="section" if grouped else "other")
    sections = [at for at, one in enumerate(checked) if one.kind == "section"]
    for at in sections[:-1]:
        # Of « Axe » and « Objectif », the one nearest to the action names the section; the other is kept as it is.
        checked[at] = replace(checked[at], kind="other")
    return tuple(checked)


#: What a column of priorities holds when they are ranks, not titles.
_RANKING = re.compile(
    r"(?:tres )?(?:haute?|elevee?|moyenn?e?|basse?|faible|forte?|urgente?|normale?|critique|prioritaire|secondaire|high|medium|low|urgent"
    r"|normal|critical)|(?:court|moyen|long) terme|(?:short|medium|long)(?: |-)term|[0-9a-e]|p[0-9]|i{1,3}|\+{1,3}|\*{1,3}"
)
_MARK = re.compile(r"[xX✓✔☑●•]|[rRcCpPsS]|resp\.?|collab\.?|responsable|collaborateur|partenaire|lead|support", re.IGNORECASE)


def _is_marked(texts: Sequence[str]) -> bool:
    """Whether a column holds only marks, and at least one."""
    written = [text for text in texts if text]
    return bool(written) and all(_MARK.fullmatch(text) for text in written)


def _finest(actions: Sequence[int], columns: Sequence[Column], rows: Sequence[Row], seen: Sequence[Sequence[str]]) -> int:
    """Of several columns that could be the action, the first that is not a group over the others, strong words first."""
    free = [at for at in actions if not _repeats(rows, at)] or list(actions)
    strong = [at for at in free if not columns[at].weak] or free
    filled = [at for at in strong if len(seen[at]) * 2 >= max(len(seen[one]) for one in strong)]
    plain = [re.match(r"actions?\b|activit", even(columns[at].header)) is not None for at in filled]
    return filled[plain.index(True)] if True in plain else filled[0]


def _repeats(rows: Sequence[Row], at: int) -> bool:
    """Whether a column holds groups: cells merged downwards, or left blank under the first of them."""
    cells = [row.cells[at] for row in rows if at < len(row.cells)]
    down = sum(cell.merged or not cell.text.strip() for cell in cells)
    return down * 3 >= len(cells) > 1


def _verbal(texts: Sequence[str]) -> float:
    return sum(bool(opening_verb(text)) for text in texts) / len(texts) if texts else 0.0


def _is_money(text: str) -> bool:
    plain = text.strip()
    return money_cents(plain) is not None and not re.fullmatch(r"(?:19|20)\d\d", plain)


def _entries(rows: Sequence[Row], columns: tuple[Column, ...], header: Sequence[str]) -> list[Entry]:
    entries: list[Entry] = []
    folded = [fold(text) for text in header]
    skip = 0
    for at, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        cells = _cells(row)
        if folded and [fold(text) for text in cells] == folded:
            continue
        again, used = _header_at(rows, at) if _maybe_header(cells) else ((), 0)
        if again and any(one.kind == "action" for one in again):
            columns, skip, folded = _checked(again, rows[at + used :]), used - 1, [fold(text) for text in cells]
            continue
        entries.append(_entry(row, cells, columns, rows[at + 1 :]))
    return entries


def _maybe_header(cells: Sequence[str]) -> bool:
    """A cheap look before reading a row as headers again: short cells, no verb."""
    texts = [text for text in cells if text]
    return len(texts) > 1 and all(len(text) <= 45 for text in texts) and sum(column(text).kind != "other" for text in texts) > 1


_TOTAL = re.compile(r"(?:sous-? ?|grand )?total(?:s|aux)?\b|sub-?total|montant total|budget total")


def _entry(row: Row, cells: Sequence[str], columns: tuple[Column, ...], below: Sequence[Row]) -> Entry:
    distinct = list(dict.fromkeys(text for text in cells if text))
    action = next((at for at, one in enumerate(columns) if one.kind == "action"), 0)
    text = cells[action] if action < len(cells) else ""
    if any(_TOTAL.match(even(words)) for words in distinct[:1]):
        return Entry("total", row, columns)
    if len(distinct) == 1:
        first = next(at for at, words in enumerate(cells) if words)
        across = sum(words == distinct[0] for words in cells) > 1
        named = is_objective(distinct[0])
        if named or across:
            return Entry("title", row, columns, distinct[0])
        if text and text[:1].islower():
            return Entry("more", row, columns)
        outside = columns[first].kind in ("section", "number", "other") if first < len(columns) else False
        if (
            len(distinct[0]) <= 140
            and not opening_verb(distinct[0])
            and (outside or first == action)
            and distinct[0][-1] not in ".;"
            and below
        ):
            return Entry("title", row, columns, distinct[0])
        if first != action and columns[first].kind == "section":
            return Entry("title", row, columns, distinct[0])
    if len(distinct) == 2 and not text and is_objective(" ".join(distinct)):
        return Entry("title", row, columns, " ".join(distinct))
    return Entry("action" if text else "more", row, columns)
