"""What is odd in the table: schedules that contradict the document or their column, acts done once that never end, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ententes.ground.french import even, fold, shortened
from ententes.ground.years import FiscalYear
from ententes.importing.reading import ActionRead
from ententes.importing.tree import Place

from ..columns import column
from .found import Found, Known, adopter, proposer, said

_DATED = ("day", "month", "quarter", "season", "range", "by")
# Verbs of an act that is done once, whatever its object…
_ONCE = re.compile(
    r"(?:^|[,;] (?:et )?| et | puis | and )(?:engager|embaucher|recruter|mettre (?:sur pied|en place)|creer|instaurer|constituer"
    r"|designer|nommer|adopter|lancer|inaugurer|signer"
    r"|etablir|elaborer|rediger|choisir|hire|recruit|set up|establish|create|appoint|adopt|launch|sign|draft|choose|select)"
    r" (?:un|une|le|la|l'|son|sa|a|an|the)\b ?(?!plupart|meilleur)"
)
# … and acts that are done once when their object is one thing.
_ONE_THING = re.compile(
    r"^(?:realiser|organiser|tenir|produire|preparer|concevoir|developper|publier|acheter|acquerir|construire|conduct|organize"
    r"|organise|hold|produce|publish|prepare|build|develop)"
    r" (?:un|une|a|an) (?!plus|ensemble|certain|suivi|veille|accompagnement|reseau|offre|service|soutien|presence|animation|promotion)\w+"
)
_REPEATED = re.compile(r"annuel|chaque|regulier|mensuel|\bpar an|continu|annual|every|regular|monthly|ongoing")


def schedules_before_document(known: Known) -> Iterator[Found]:
    """A schedule that ends before the day or month of the document."""
    agreement = known.reading.agreement
    if agreement.dated_on is None:
        return
    for action in known.reading.actions:
        early = [
            one for one in action.schedules if one.window.kind in _DATED and one.window.ends_on and one.window.ends_on < agreement.dated_on
        ]
        for one in early[:1]:
            yield Found(
                "schedule_before_document",
                {"code": action.code, "text": said(action), "words": one.words, "dated": agreement.dated_words},
                action.key,
                [action.place, agreement.place],
                adopter(known),
            )


def schedules_outside_year(known: Known) -> Iterator[Found]:
    """Schedules that do not touch the fiscal year of their column; one point per action."""
    month = known.reading.agreement.year_month
    for action in known.reading.actions:
        cells = []
        for one in action.schedules:
            start, end = one.window.starts_on, one.window.ends_on
            fiscal = FiscalYear(one.year, month)
            if (
                not one.deadline
                and one.window.kind in (*_DATED, "year")
                and end
                and (end < fiscal.first_day or (start is not None and start > fiscal.last_day))
            ):
                cells.append([one.words, one.column or fiscal.label])
        if cells:
            yield Found(
                "schedule_outside_year",
                {"code": action.code, "text": said(action), "cells": cells},
                action.key,
                [action.place],
                adopter(known),
            )


def _is_once(action: ActionRead) -> bool:
    plain = even(said(action))
    return bool(_ONCE.search(plain) or _ONE_THING.match(plain)) and not _REPEATED.search(plain)


def one_off_ongoing(known: Known) -> Iterator[Found]:
    """An act done once whose first schedule is already « en continu »."""
    for action in known.reading.actions:
        written = [one for one in action.schedules if one.words.strip()]
        if (
            written
            and written[0].window.kind == "ongoing"
            and written[0].window.starts_on == FiscalYear(written[0].year, known.reading.agreement.year_month).first_day
            and _is_once(action)
        ):
            yield Found(
                "one_off_ongoing",
                {"code": action.code, "text": said(action), "words": written[0].words},
                action.key,
                [action.place],
                proposer(known),
            )


def one_off_then_ongoing(known: Known) -> Iterator[Found]:
    """Acts done once, with a date, that go on « en continu » the year after: one point for all of them."""
    actions = [
        action
        for action in known.reading.actions
        if len(action.schedules) > 1
        and action.schedules[0].window.kind in _DATED
        and action.schedules[1].window.kind == "ongoing"
        and _is_once(action)
    ]
    if actions:
        yield Found(
            "one_off_then_ongoing",
            {"actions": [one.code for one in actions], "words": actions[0].schedules[1].words},
            actions[0].key if len(actions) == 1 else "",
            [one.place for one in actions],
            proposer(known),
        )


def empty_cells(known: Known) -> Iterator[Found]:
    """Blanks in a column of time: one point each up to three, then one a column; a column all blank is not said here."""
    columns: dict[str, list[ActionRead]] = {}
    counts: dict[str, int] = {}
    for action in known.reading.actions:
        for one in action.schedules:
            header = one.column or str(one.year)
            counts[header] = counts.get(header, 0) + 1
            if not one.words.strip():
                columns.setdefault(header, []).append(action)
    ticked = _ticked(known)
    for header, actions in columns.items():
        if header in ticked or len(actions) == counts[header]:
            continue
        groups = [[one] for one in actions] if sum(map(len, columns.values())) <= 3 else [actions]
        for group in groups:
            yield Found(
                "empty_cell",
                {"column": header, "actions": [one.code for one in group]},
                group[0].key if len(group) == 1 else "",
                [one.place for one in group][:12],
                proposer(known),
            )


def _ticked(known: Known) -> set[str]:
    """The columns where a mark says yes, so that a blank says no."""
    kinds: dict[str, set[str]] = {}
    for action in known.reading.actions:
        for one in action.schedules:
            if one.words.strip():
                short = len(one.words.strip()) <= 2 or " / " in one.column
                kinds.setdefault(one.column or str(one.year), set()).add("tick" if short else "words")
    return {header for header, met in kinds.items() if "tick" in met}


def empty_columns(known: Known) -> Iterator[Found]:
    """A column of budget, of indicators or of time that nobody filled."""
    written: dict[str, bool] = {}
    kinds: dict[str, str] = {}
    place: dict[str, Place] = {}
    for row in known.reading.rows:
        for header, kind, words in zip(row.headers, row.kinds, row.cells, strict=False):
            if kind in ("budget", "indicator", "year", "deadline", "lead") and header:
                written[header] = written.get(header, False) or bool(words.strip())
                kinds[header] = kind
                place.setdefault(header, row.place)
    for header, filled in written.items():
        if not filled:
            yield Found("empty_column", {"column": header, "kind": kinds[header]}, places=[place[header]], settled_by=adopter(known))


def two_actions_in_row(known: Known) -> Iterator[Found]:
    """One source row that holds several actions."""
    rows: dict[str, list[ActionRead]] = {}
    for action in known.reading.actions:
        rows.setdefault(action.row, []).append(action)
    for row, actions in rows.items():
        if len(actions) > 1:
            params = {"texts": [said(one) for one in actions], "actions": [one.code for one in actions]}
            yield Found("two_actions_in_row", params, row, [actions[0].place], proposer(known))


def to_be_assessed(known: Known) -> Iterator[Found]:
    """« À évaluer », and nobody said to decide: one point per column and wording."""
    grouped: dict[tuple[str, str], list[ActionRead]] = {}
    for action in known.reading.actions:
        for one in action.schedules:
            if one.window.kind == "to_be_assessed":
                grouped.setdefault((one.column or str(one.year), fold(one.words)), []).append(action)
    for (header, folded), actions in grouped.items():
        words, deadline = next((one.words, one.deadline) for one in actions[0].schedules if fold(one.words) == folded)
        yield Found(
            "to_be_assessed",
            {"actions": [one.code for one in actions], "words": words, "column": "" if deadline else header},
            actions[0].key if len(actions) == 1 else "",
            [one.place for one in actions][:12],
            adopter(known),
        )


def unreadable_schedules(known: Known) -> Iterator[Found]:
    """Words of time that no rule understood, once per wording."""
    grouped: dict[str, list[tuple[ActionRead, str]]] = {}
    for action in known.reading.actions:
        for one in action.schedules:
            if one.window.kind == "unreadable":
                grouped.setdefault(fold(one.words), []).append((action, one.words))
    if len(grouped) > 5:
        words = [met[0][1] for met in grouped.values()]
        met_by = list({action.key: action for met in grouped.values() for action, _ in met}.values())
        yield Found(
            "unreadable_schedules",
            {"words": [shortened(one, 80) for one in words], "actions": [one.code for one in met_by]},
            places=[one.place for one in met_by][:12],
            settled_by=proposer(known),
        )
        return
    for met in grouped.values():
        actions = [action for action, _ in met]
        yield Found(
            "unreadable_schedule",
            {"words": shortened(met[0][1], 200), "actions": [one.code for one in actions]},
            actions[0].key if len(actions) == 1 else "",
            [one.place for one in actions][:12],
            proposer(known),
        )


def same_action_twice(known: Known) -> Iterator[Found]:
    """The same words twice, for the same lead."""
    grouped: dict[tuple[str, tuple[str, ...]], list[ActionRead]] = {}
    for action in known.reading.actions:
        who = tuple(one.body or one.organisation or fold(one.words) for one in action.responsibilities)
        grouped.setdefault((fold(said(action)), who), []).append(action)
    for (text, _), actions in grouped.items():
        if len(actions) > 1 and len(text) > 12 and column(said(actions[0])).kind == "other":
            yield Found(
                "same_action_twice",
                {"text": said(actions[0]), "actions": [one.code for one in actions]},
                actions[0].key,
                [one.place for one in actions][:12],
            )
