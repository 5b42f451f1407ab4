"""From tables to the plan: sections, source rows, and actions with the words of their columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ententes.ground.french import even, fold, tidy
from ententes.importing.reading import RowRead, SectionRead, UnreadRead
from ententes.importing.tree import Place, Row

from .agreement import is_plan, title_years
from .columns import Column
from .outline import Line
from .splitting import actions_in
from .tables import ActionTable, Entry
from .titles import dotted_number, flat, is_objective, numbered, objective_number, objective_word
from .verbs import opening_verb

_GENERIC = re.compile(
    r"(?:le |les |the )?(?:tableaux?|plans? d'actions?|actions?(?: prevues?| proposees?| retenues?| a realiser)?|moyens|mesures"
    r"|activites|action plan|work plan"
    r"|plan de travail|table)(?: (?:des? )?(?:actions?|synthese|[0-9]+|[-:].*))?(?: (?:19|20)[0-9]{2}(?: ?- ?(?:20)?[0-9]{2})?)?"
)
_ABOUT_BODIES = re.compile(
    r"(?:\d[\d.]*\s*)?(?:mandats?|composition|(?:le |les |the |un )?(?:sous-)?(?:comite|committee)|mise en contexte|contexte|preambule"
    r"|introduction|background|gouvernance|role)"
)
_CONTINUED = re.compile(r"\s*\((?:suite|cont(?:inued|\.|'d)?|fin)(?: et fin)?\)\s*$", re.IGNORECASE)
_SHEET_NAME = re.compile(r"(?:feuil(?:le)?|sheet|tableau|table)\s*_?\d*$|plan d'actions?$|actions?$")


@dataclass(slots=True)
class Draft:
    """An action before anybody is recognised in it: its words, who is written in its columns, and what its columns of time say."""

    text: str
    code: str
    row: RowRead
    section: SectionRead
    place: Place
    base: int = 0  # the year of the plan it belongs to, where the document holds several plans
    who: list[tuple[str, str, bool]] = field(default_factory=list)  # words, kind of column, several roles in one column
    times: list[tuple[Column, str]] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    shared: int = 1


@dataclass(slots=True)
class Plan:
    """The plan as its tables give it."""

    sections: list[SectionRead] = field(default_factory=list)
    rows: list[RowRead] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    tables: list[ActionTable] = field(default_factory=list)
    unread: list[UnreadRead] = field(default_factory=list)
    used: set[Place] = field(default_factory=set)
    above: list[str] = field(default_factory=list)  # titles that hold other titles: « Volet 1 » over « Axe 1.1 », outermost first
    named: tuple[str, int] = ("", 0)  # the plan being read, and its year, where the document holds several
    begun: int = 0  # the first section of that plan


def read_plan(lines: Sequence[Line], *, listed: Sequence[str], fallback: str, titles: Collection[Place] = ()) -> Plan:
    """The plan of the document.

    `listed` are the objectives that the text lists, which give their numbers to sections headed by the same words; `fallback` names the
    section of a table that stands under no title at all; `titles` are the places of the titles of the document, which head no section.
    """
    plan = Plan()
    gap: list[Line] = []
    current: SectionRead | None = None
    sheets = {line.place.sheet for line in lines if line.table and line.place.sheet}
    plans = _several_plans(lines)
    for line in lines:
        if line.kind == "title" and line.place in plans:
            plan.named, plan.begun, plan.above, gap, current = plans[line.place], len(plan.sections), [], [], None
        elif line.kind == "title" and line.place not in titles:
            gap.append(line)
        if not line.table:
            continue
        plan.tables.append(line.table)
        caption = _caption(gap, line.table, many_sheets=len(sheets) > 1)
        if caption is None and current is not None and current.place.sheet == line.place.sheet:
            caption_section = current
        else:
            words, place = caption or (plan.named[0] or fallback, line.place)
            chosen = [one.text for one in gap if is_objective(one.text) and one.place != place and one.place.line < place.line]
            for title in [*chosen, words]:
                _group(plan, title, follows=title in chosen[1:] or (bool(chosen) and title == words))
            caption_section = _section(plan, words, place, listed)
            plan.used.add(place)
        current = _read_table(plan, line.table, caption_section, listed)
        gap = []
    filled = {id(draft.section) for draft in plan.drafts}
    plan.sections = [one for one in plan.sections if id(one) in filled]
    _number_titles(plan.sections)
    if any(dotted_number(section.words) for section in plan.sections):
        objectives = [section for section in plan.sections if section.number is not None]
        for rank, section in enumerate(objectives, 1):
            section.number = rank
    for rank, section in enumerate(plan.sections, 1):
        section.key = f"section-{rank}"
    for draft in plan.drafts:
        draft.row.section = draft.section.key
    _give_codes(plan)
    return plan


def _several_plans(lines: Sequence[Line]) -> dict[Place, tuple[str, int]]:
    """The titles of the plans of a document that holds several, by their place, each with the first of its years."""
    found: dict[Place, tuple[str, int]] = {}
    met: Line | None = None
    for line in lines:
        if line.kind == "title" and is_plan(line.text) and (years := title_years(line.text, 4)):
            met = line
            first = years[0]
        elif line.table and met is not None:
            found[met.place], met = (numbered(met.text)[1], first), None
    return found if len({year for _, year in found.values()}) > 1 else {}


def _group(plan: Plan, title: str, *, follows: bool) -> None:
    """Keep above a title the titles that hold it: one that follows another at once stands inside it, one headed alike beside it."""
    word = objective_word(title)
    alike = next((at for at, one in enumerate(plan.above) if objective_word(one) == word), None)
    if alike is not None:
        del plan.above[alike:]
    elif not follows:
        del plan.above[-1:]
    plan.above.append(title)


def _caption(gap: Sequence[Line], table: ActionTable, *, many_sheets: bool) -> tuple[str, Place] | None:
    """The words and place of the title under which a table stands."""
    titles = [line for line in gap if line.place.sheet == table.place.sheet] or ([] if many_sheets else list(gap))
    sheet = table.place.sheet or ""
    if titles:
        last = titles[-1]
        objective = next((line for line in reversed(titles) if is_objective(line.text)), None)
        if _GENERIC.fullmatch(even(last.text).strip()) and objective:
            return objective.text, objective.place
        if not _ABOUT_BODIES.match(even(last.text)):
            if (
                many_sheets
                and not is_objective(last.text)
                and not _SHEET_NAME.match(even(sheet))
                and len({line.text for line in titles}) == 1
                and _GENERIC.fullmatch(even(last.text))
            ):
                return sheet, table.place
            return last.text, last.place
        if objective:
            return objective.text, objective.place
    if many_sheets and sheet and not _SHEET_NAME.match(even(sheet)):
        return sheet, table.place
    return None


def _section(plan: Plan, words: str, place: Place, listed: Sequence[str], *, ordinal: bool = False) -> SectionRead:
    """The section that these words head: one already met under the same title, or a new one."""
    words = flat(tidy(words))
    clean = _CONTINUED.sub("", words)
    number, title = objective_number(clean)
    if number is None and ordinal:
        number, title = numbered(clean)
    folded = fold(title)
    for section in plan.sections[plan.begun :]:
        if fold(section.title) == folded and (section.number == number or number is None or section.number is None):
            return section
    if number is None:
        folded_listed = [fold(one) for one in listed]
        bare = fold(numbered(clean)[1])
        if bare in folded_listed:
            number, title = folded_listed.index(bare) + 1, numbered(clean)[1]
        elif ordinal:
            taken = [section.number for section in plan.sections if section.number]
            number = max(taken, default=0) + 1
    section = SectionRead(key="", number=number, title=title, words=words, place=place)
    plan.sections.append(section)
    return section


def _number_titles(sections: Sequence[SectionRead]) -> None:
    """Titles numbered 1, 2, 3… are objectives even where no word says so."""
    if any(section.number is not None for section in sections):
        return
    told = [(section, *numbered(section.words)) for section in sections]
    numbers = [number for _, number, _ in told if number is not None]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        for section, number, title in told:
            if number is not None:
                section.number, section.title = number, title


def _read_table(plan: Plan, table: ActionTable, section: SectionRead, listed: Sequence[str]) -> SectionRead:
    carried = ""
    above = section.words
    last: list[Draft] = []
    titled = False
    for entry in table.entries:
        if entry.kind == "title":
            _group(plan, entry.section, follows=titled)
            titled = True
            section, carried, last = _section(plan, entry.section, entry.row.place, listed), "", []
            above = section.words
            plan.used.add(entry.row.place)
            continue
        if entry.kind == "total":
            plan.unread.append(
                UnreadRead(
                    "", " | ".join(cell.text.strip() for cell in entry.row.cells if cell.text.strip() and not cell.merged), entry.row.place
                )
            )
            continue
        cell = _cell_of(entry, "section")
        if cell and fold(cell) != fold(carried):
            carried = cell
            section = _section(plan, cell, entry.row.place, listed, ordinal=True)
        titled = False
        row = _row(plan, entry)
        if last and _goes_on(entry, last[-1]):
            _put_back(last[-1], entry)
            continue
        last = list(_drafts(entry, row, section))
        for draft in last:
            _place(draft, plan)
            if carried and (word := objective_word(above)) and fold(above) != fold(section.words):
                draft.extras.setdefault(word, above)  # « Axe 1 » over a column of objectives
        plan.drafts.extend(last)
    return section


def _place(draft: Draft, plan: Plan) -> None:
    """Tell of an action the plan and the titles that hold its section, which has one title only."""
    name, draft.base = plan.named
    if name and fold(name) != fold(draft.section.title):
        draft.extras.setdefault("Plan", name)
    for title in plan.above[:-1]:
        if word := objective_word(title):
            draft.extras.setdefault(word, title)


def _at(entry: Entry, kind: str) -> int | None:
    return next((at for at, one in enumerate(entry.columns) if one.kind == kind and at < len(entry.row.cells)), None)


def _cell_of(entry: Entry, kind: str) -> str:
    at = _at(entry, kind)
    return "" if at is None else flat(tidy(entry.row.cells[at].text))


def _row(plan: Plan, entry: Entry) -> RowRead:
    row = RowRead(
        key=f"row-{len(plan.rows) + 1}",
        section="",
        headers=[one.header for one in entry.columns],
        cells=[cell.text for cell in entry.row.cells],
        place=entry.row.place,
        kinds=[one.kind for one in entry.columns],
    )
    plan.rows.append(row)
    plan.used.add(entry.row.place)
    return row


def _goes_on(entry: Entry, last: Draft) -> bool:
    """Whether a row only completes the one above: no action of its own, the same cell merged down, or the end of its sentence."""
    at = _at(entry, "action")
    if entry.kind == "more" or at is None:
        return True
    cell = entry.row.cells[at]
    if cell.merged and _merged_down(entry.row, at):
        return True
    words = flat(tidy(cell.text))
    alone = not any(one.kind == "lead" and other.text.strip() for one, other in zip(entry.columns, entry.row.cells, strict=False))
    return alone and words[:1].islower() and not opening_verb(words) and last.text[:1].isupper() and last.text[-1:] not in ".;:"


def _merged_down(row: Row, at: int) -> bool:
    """A merged cell comes from above when the one on its left holds other words."""
    return at == 0 or row.cells[at - 1].text.strip() != row.cells[at].text.strip()


def _drafts(entry: Entry, row: RowRead, section: SectionRead) -> Iterator[Draft]:
    at = _at(entry, "action")
    cell = entry.row.cells[at] if at is not None else entry.row.cells[0]
    texts = actions_in(cell.text) or [flat(tidy(cell.text))]
    for text in texts:
        draft = Draft(text, "", row, section, entry.row.place, shared=len(texts))
        _fill(draft, entry)
        yield draft


def _fill(draft: Draft, entry: Entry) -> None:
    for one, cell in zip(entry.columns, entry.row.cells, strict=False):
        words = tidy(cell.text).strip()
        if one.matrix:
            if words:
                helps = even(words).strip(" .") in ("c", "p", "s", "collab", "collaborateur", "partenaire", "support")
                draft.who.append((one.header, "collaborators" if helps else "lead", False))
        elif one.kind in ("lead", "collaborators"):
            if words:
                draft.who.append((words, one.kind, one.combined))
        elif one.kind in ("year", "deadline"):
            draft.times.append((one, flat(words)))
        elif one.kind not in ("action", "section") and words:
            title = flat(one.header) or f"#{entry.columns.index(one) + 1}"
            draft.extras[title] = f"{draft.extras[title]}\n{words}" if title in draft.extras else words


def _put_back(draft: Draft, entry: Entry) -> None:
    """Give the words of a row without an action of its own to the action above."""
    more = Draft("", "", draft.row, draft.section, draft.place)
    _fill(more, entry)
    at = _at(entry, "action")
    words = flat(tidy(entry.row.cells[at].text)) if at is not None else ""
    if words and not entry.row.cells[at].merged:  # type: ignore[index]
        draft.text = f"{draft.text} {words}"
    draft.who += [one for one in more.who if one not in draft.who]
    for place, (column, said) in enumerate(more.times):
        before = draft.times[place][1] if place < len(draft.times) else ""
        if said and place < len(draft.times) and fold(said) != fold(before):
            draft.times[place] = (column, f"{before}; {said}" if before else said)
    for title, said in more.extras.items():
        if fold(said) != fold(draft.extras.get(title, "")):
            draft.extras[title] = f"{draft.extras[title]}\n{said}" if title in draft.extras else said


def _give_codes(plan: Plan) -> None:
    """Codes of ours: G.1 in a section without a number, O2.3 in objective 2, O4.2a and O4.2b for two actions of one row."""
    prefixes: dict[str, str] = {}
    general = 0
    for section in plan.sections:
        if section.number is None:
            general += 1
            prefix = "G" if general == 1 else f"G{general}"
        else:
            prefix = f"O{dotted_number(section.words) or section.number}"
            same = sum(one == prefix or one.startswith(f"{prefix}-") for one in prefixes.values())
            prefix = f"{prefix}-{same + 1}" if same else prefix
        prefixes[section.key] = prefix
    counts: dict[str, int] = {}
    previous: RowRead | None = None
    letter = 0
    for draft in plan.drafts:
        if draft.row is not previous:
            counts[draft.section.key] = counts.get(draft.section.key, 0) + 1
            previous, letter = draft.row, 0
        suffix = chr(ord("a") + letter % 26) * (letter // 26 + 1) if draft.shared > 1 else ""
        letter += 1
        draft.code = f"{prefixes[draft.section.key]}.{counts[draft.section.key]}{suffix}"
