"""One document, one reading: each thing understood in its turn, then what is odd about them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ententes.ground.french import even, fold, tidy
from ententes.ground.years import FiscalYear
from ententes.importing.reading import ActionRead, Reading, TargetRead, UnreadRead
from ententes.importing.tree import Place, Table, Tree

from .agreement import AgreementFound, read_agreement, title_years
from .belonging import created_body, organisation_at
from .clauses import read_clauses
from .governance import Governance, read_governance
from .naming import bodies_in, is_acronym
from .outline import Line, lines_of, single_cells
from .plan import Plan, read_plan
from .points import Known, find_points
from .refusal import no_action, no_action_column, no_table
from .registry import Registry
from .responsibilities import meet, read_responsibilities
from .schedules import read_schedules, year_of
from .targets import targets_in
from .titles import flat


def understand(tree: Tree, *, today: date | None = None) -> Reading:
    """All that general rules understand of a document; the same tree gives the same reading and the same keys.

    `today` only places the schedules of a document that says no year at all. Raises `NotUnderstood` where there is no table of actions,
    and nothing else whatever the tree.
    """
    lines = lines_of(tree)
    if not any(line.table for line in lines):
        raise _refusal(tree)
    if not any(entry.kind == "action" for line in lines if line.table for entry in line.table.entries):
        raise no_action()
    told = read_governance(lines)
    cells = [cell.text for line in lines if line.table for entry in line.table.entries[:60] for cell in entry.row.cells]
    found = read_agreement(lines, cells)
    agreement = found.read
    plan = read_plan(
        lines, listed=[words for words, _ in told.objectives], fallback=agreement.plan_title or agreement.title, titles=found.titles
    )
    base, guessed = _years(found, plan, [*(line.text for line in lines), *cells], today)
    _meet_everyone(told, plan, lines)
    actions = _actions(plan, told.registry, base, agreement.year_month)
    _host_created(told.registry, plan, actions)
    _number_mandates(told.registry)
    clauses = read_clauses(lines)
    reading = Reading(
        agreement=agreement,
        clauses=clauses,
        organisations=told.registry.organisations,
        bodies=told.registry.bodies,
        sections=plan.sections,
        rows=plan.rows,
        actions=actions,
    )
    reading.points = find_points(Known(reading, tree, lines, told, plan, guessed))
    reading.unread = _unread(lines, plan, found.used | told.used | plan.used | {clause.place for clause in clauses})
    return reading


def _refusal(tree: Tree) -> Exception:
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    if not tables:
        return no_table()
    widest = max(tables, key=lambda table: (len(table.rows) > 1, len(table.rows[0].cells) if table.rows else 0))
    first = next((row for row in widest.rows if any(cell.text.strip() for cell in row.cells)), None)
    return no_action_column([" ".join(cell.text.split()) for cell in first.cells if not cell.merged] if first else [])


def _years(found: AgreementFound, plan: Plan, texts: Sequence[str], today: date | None) -> tuple[int, bool]:
    """The calendar year in which the plan's first fiscal year starts, and whether it had to be guessed. Completes the agreement's years."""
    agreement = found.read
    columns = list(
        {
            id(column): column for table in plan.tables for entry in table.entries for column in entry.columns if column.kind == "year"
        }.values()
    )
    dated = [column for column in columns if column.year]
    if not found.month_said and dated:
        found.month = 1 if all(column.calendar for column in dated) else 4
    elif not found.month_said and not agreement.title_years and _calendar_years(plan):
        found.month = 1
    agreement.year_month = found.month
    agreement.title_years = title_years(agreement.plan_title, found.month) or title_years(agreement.title, found.month)
    for draft in plan.drafts:
        if draft.base and draft.base not in agreement.title_years:
            agreement.title_years = sorted({*agreement.title_years, draft.base})
    said = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", even(" ".join(texts)))
    guessed = False
    if dated and any(not column.rank for column in dated):
        base = min(column.year for column in dated)
    elif dated:
        base = min(column.year - column.rank + 1 for column in dated)
    elif agreement.title_years or agreement.period:
        base = (agreement.title_years or agreement.period)[0]
    elif agreement.dated_on:
        base = FiscalYear.of(agreement.dated_on, found.month).start
    elif said:
        base, guessed = min(map(int, said)), True
    else:
        base, guessed = FiscalYear.of(today or date(2000, 4, 1), found.month).start, True
    agreement.column_years = sorted({year_of(column, base) for column in columns})
    return base, guessed


def _calendar_years(plan: Plan) -> bool:
    """Whether deadlines are written as lone years (« 2025 ») and never as two."""
    said = [even(words) for draft in plan.drafts for column, words in draft.times if column.kind == "deadline"]
    return any(re.fullmatch(r"(?:19|20)[0-9]{2}", words.strip()) for words in said) and not any(
        re.search(r"[0-9]{4} ?[-/] ?[0-9]{2}", words) for words in said
    )


def _meet_everyone(told: Governance, plan: Plan, lines: Sequence[Line]) -> None:
    """Those whom mandates address, bodies that an action sets up, and short names (« le Pôle ») of the organisations introduced."""
    registry = told.registry
    _full_names(registry, plan, lines)
    for body in list(registry.bodies):
        for mandate in body.mandates:
            if not mandate.addressee:
                continue
            named = bodies_in(mandate.addressee)
            if named:
                _, _, name, host = named[0]
                addressed = registry.body(name, mandate.place)
                if host and not addressed.host:
                    addressed.host = organisation_at(registry, host, mandate.place)
                mandate.addressee_key = addressed.key
            elif meant := registry.body_by_acronym(mandate.addressee.strip()):
                mandate.addressee_key = meant.key
            else:
                mandate.addressee_key = organisation_at(registry, mandate.addressee, mandate.place)
    for draft in plan.drafts:
        if name := created_body(draft.text[:400]):
            registry.body(name, draft.place)
    # Long names first, so that « la MRC » can mean the only MRC that the document names.
    cells: dict[str, Place] = {}
    for draft in plan.drafts:
        for words, _, _ in draft.who:
            cells.setdefault(words, draft.place)
    meet(cells.items(), registry)
    _short_names(registry, [*(line.text for line in lines), *(draft.text[:4_000] for draft in plan.drafts)])


_GENERIC = re.compile(r"(?:Ville|MRC|Municipalité|Ministère|Agglomération|Agence|City|Town|County)")


def _full_names(registry: Registry, plan: Plan, lines: Sequence[Line]) -> None:
    """« Ville » alone in a cell is the only « Ville de … » of the text."""
    alone = {
        re.sub(r"\s*\([^()]*\)$", "", part.strip())
        for draft in plan.drafts
        for words, _, _ in draft.who
        for part in re.split(r"[/,;\n]| et ", words[:400])
    }
    for word in sorted(one for one in alone if _GENERIC.fullmatch(one)):
        full = re.compile(
            rf"\b{word} (?:de la |de l['’]|du |des |de |d['’]"
            rf"|of )[A-ZÀ-Þ][\wÀ-ÿ’'-]*(?:[ -](?:[a-zà-ÿ]{{1,3}}[ -])?[A-ZÀ-Þ][\wÀ-ÿ’'-]*)*"
        )
        met = {found[0]: line.place for line in lines for found in full.finditer(line.text)}
        if len({fold(name) for name in met}) == 1:
            name, place = next(iter(met.items()))
            registry.organisation(name, place)


def _short_names(registry: Registry, texts: Sequence[str]) -> None:
    first: dict[str, list[str]] = {}
    for organisation in registry.organisations:
        if len(organisation.name.split()) > 2 and not is_acronym(organisation.name):
            first.setdefault(organisation.name.split()[0], []).append(organisation.key)
    for word, keys in first.items():
        holder = next(one for one in registry.organisations if one.key == keys[0])
        if len(keys) > 1 or len(word) < 4:
            continue
        second = re.escape(holder.name.split()[1])
        alone = re.compile(
            rf"\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|de la|the|The) {re.escape(word)}\b(?! {second}\b)"
            r"(?! [A-ZÀ-Þ])(?! (?:de |du |des |d['’])[A-ZÀ-Þ])"
        )
        if any(alone.search(text) for text in texts):
            registry.spelled(holder, word)


def _actions(plan: Plan, registry: Registry, base: int, month: int) -> list[ActionRead]:
    actions: list[ActionRead] = []
    for place, draft in enumerate(plan.drafts, 1):
        kinds = dict(zip(map(flat, draft.row.headers), draft.row.kinds, strict=False))
        targets = targets_in(draft.text)
        if draft.shared == 1:
            told = [one for header, words in draft.extras.items() if kinds.get(header) == "indicator" for one in targets_in(words)]
            targets += [one for one in told if not any(_same_target(one, two) for two in targets)]
        actions.append(
            ActionRead(
                key=f"action-{place}",
                row=draft.row.key,
                section=draft.section.key,
                code=draft.code,
                text=draft.text,
                responsibilities=read_responsibilities(draft.who, registry, draft.place),
                schedules=read_schedules(draft.times, base=draft.base or base, month=month),
                targets=targets,
                extras=dict(draft.extras),
                place=draft.place,
            )
        )
    return actions


def _same_target(one: TargetRead, other: TargetRead) -> bool:
    """« 20 logements » in an action and « 20 logements adaptés » beside it are one target."""
    here, there = set(fold(one.what).split()), set(fold(other.what).split())
    return one.number == other.number and (here <= there or there <= here)


def _host_created(registry: Registry, plan: Plan, actions: Sequence[ActionRead]) -> None:
    """A body that an action sets up sits with the organisation that leads the action."""
    for action in actions:
        name = created_body(action.text[:400])
        body = registry.known_body(name) if name else None
        lead = next((one for one in action.responsibilities if one.role == "lead"), None)
        if body and lead and lead.organisation and not body.host and not body.constituted_from:
            body.host = lead.organisation


def _number_mandates(registry: Registry) -> None:
    place = 0
    for body in registry.bodies:
        for mandate in body.mandates:
            place += 1
            mandate.key = f"mandate-{place}"


def _unread(lines: Sequence[Line], plan: Plan, used: set[Place]) -> list[UnreadRead]:
    """The words from which nothing was taken, in the order of the document."""
    unread = list(plan.unread)
    for line in lines:
        if line.unread is not None:
            for row in line.unread.rows:
                if row.place in used:
                    continue
                words = " | ".join(single_cells(row))
                if words:
                    unread.append(UnreadRead("", words, row.place))
        elif line.kind in ("text", "item") and line.place not in used and fold(tidy(line.text)):
            unread.append(UnreadRead("", line.text, line.place))
    unread.sort(key=lambda one: one.place.line)
    for place, one in enumerate(unread, 1):
        one.key = f"unread-{place}"
    return unread
