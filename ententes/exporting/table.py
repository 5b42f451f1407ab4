"""The table of the plan that every format draws: the columns and words of the imported one, and the state on a day where asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ententes.ground.french import fold
from ententes.ground.wording import colon, long_date
from ententes.plans.queries import standing
from ententes.plans.queries.standing import Flag
from ententes.plans.states import Status

from .reading import ActionRead, PlanRead, SectionRead, SourceRead

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no format may hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds (`Section.columns`, or `state` or `news`), and its header as written."""

    kind: str
    header: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, as many as the columns of its part, and the actions it stands for (several where the source had them in one)."""

    cells: tuple[str, ...]
    actions: tuple[ActionRead, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the plan with its table."""

    heading: str
    section: SectionRead
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def weights(self, usual: Mapping[str, float]) -> list[float]:
        """How wide each column should be beside the others: the usual weight of its kind, or that of its longest cell."""
        return [
            usual.get(column.kind) or _weight_of(max((len(line.cells[place]) for line in self.lines), default=0))
            for place, column in enumerate(self.columns)
        ]


def _weight_of(longest: int) -> float:
    return 1.0 if longest <= 14 else 1.6 if longest <= 30 else 2.4


@dataclass(frozen=True, slots=True)
class Table:
    """The plan as it will be drawn. `filter` says in words which actions it keeps, empty for all. `public`: no word of a note in it."""

    read: PlanRead
    parts: tuple[Part, ...]
    as_of: str
    filter: str
    state: bool
    news: bool
    public: bool

    @property
    def lines(self) -> Iterator[tuple[Part, Line]]:
        """Every row with its part, in the order of the plan."""
        return ((part, line) for part in self.parts for line in part.lines)

    @property
    def stamp(self) -> str:
        """« État au 23 novembre 2011 »."""
        return _("État au %(day)s") % {"day": self.as_of}

    @property
    def with_bodies(self) -> bool:
        """Whether the context and the bodies come before the table: not in an extract."""
        return not self.filter


def table(read: PlanRead, *, filter: str = "", state: bool = False, news: bool = False, public: bool = True) -> Table:
    """The table of what was read. Pure: no query."""
    day = long_date(read.as_of)
    made = Table(read, (), day, filter, state, news and not public, public)
    added: tuple[Column, ...] = (Column("state", made.stamp),) if state else ()
    added += (Column("news", _("Dernière nouvelle")),) if made.news else ()
    parts = tuple(_part(read, section, added, public) for section in read.sections if section.actions or not filter)
    return Table(read, parts, day, filter, state, made.news, public)


def _part(read: PlanRead, section: SectionRead, added: tuple[Column, ...], public: bool) -> Part:
    own = tuple(Column(one["kind"], one["header"], one.get("year")) for one in section.columns) or _usual(read)
    lines = [
        Line(cells + tuple(_added(column.kind, actions, public) for column in added), actions)
        for cells, actions in _rows(read, section, own)
    ]
    return Part(section.heading or section.title, section, own + added, tuple(lines))


def _usual(read: PlanRead) -> tuple[Column, ...]:
    """The columns of a section that no document gave."""
    years = (Column("year", year.label, year.start) for year in read.years)
    return (Column("action", _("Actions")), Column("responsible", _("Responsables/collaborateurs")), *years)


def _rows(read: PlanRead, section: SectionRead, columns: tuple[Column, ...]) -> Iterator[tuple[tuple[str, ...], tuple[ActionRead, ...]]]:
    for actions in _together(section.actions):
        source = read.sources.get(actions[0].source) if actions[0].source else None
        verbatim = _aligned(source, columns) if source else None
        if len(actions) > 1 and not (
            verbatim and read.rows_of_source[actions[0].source or 0] == len(actions) and _unchanged(verbatim, columns, actions)
        ):
            for action in actions:
                yield _cells(verbatim, columns, action, read.plan.year), (action,)
        elif len(actions) > 1 and verbatim:
            yield verbatim, actions
        else:
            yield _cells(verbatim, columns, actions[0], read.plan.year), actions


def _together(actions: Sequence[ActionRead]) -> Iterator[tuple[ActionRead, ...]]:
    """Actions that follow each other and come from one row of the source."""
    run: list[ActionRead] = []
    for action in actions:
        if run and (action.source is None or action.source != run[-1].source):
            yield tuple(run)
            run = []
        run.append(action)
    if run:
        yield tuple(run)


def _aligned(source: SourceRead, columns: tuple[Column, ...]) -> tuple[str, ...] | None:
    """The cells of the source under the columns of the section, or None where its row had other columns (the action moved)."""
    if len(source.cells) == len(columns) and all(header == column.header for header, column in zip(source.headers, columns, strict=False)):
        return source.cells
    found = dict(zip(source.headers, source.cells, strict=False))
    if len(found) == len(source.cells) and all(column.header in found for column in columns):
        return tuple(found[column.header] for column in columns)
    return None


def _unchanged(verbatim: tuple[str, ...], columns: tuple[Column, ...], actions: tuple[ActionRead, ...]) -> bool:
    """Whether every cell still says what its actions say, so that they may be written as one row again."""
    for cell, column in zip(verbatim, columns, strict=True):
        if column.kind == "action":
            if not _made_of(cell, [action.text for action in actions]):
                return False
        elif any(_cell(cell, column, action, 0) != cell for action in actions):
            return False
    return True


def _cells(verbatim: tuple[str, ...] | None, columns: tuple[Column, ...], action: ActionRead, year: int) -> tuple[str, ...]:
    return tuple([_cell(verbatim[place] if verbatim else None, column, action, year) for place, column in enumerate(columns)])


def _cell(verbatim: str | None, column: Column, action: ActionRead, year: int) -> str:
    """The cell as the source has it as long as it still says what the action says, otherwise the words of the action."""
    said = _SAID.get(column.kind, _extra)(column, action)
    if verbatim is not None and (said is None or said == verbatim or _SAME.get(column.kind, _same_words)(verbatim, said, action)):
        return verbatim
    return said or ""


def _text(column: Column, action: ActionRead) -> str:
    return action.text


def _who(*roles: str) -> Callable[[Column, ActionRead], str]:
    def said(column: Column, action: ActionRead) -> str:
        rows = sorted((one for one in action.responsible if one.role in roles), key=lambda one: one.role != "lead")
        return " / ".join([one.words for one in rows])

    return said


def _of_year(column: Column, action: ActionRead) -> str:
    return next((one.words for one in action.scheduled if one.year == column.year), "")


def _deadline(column: Column, action: ActionRead) -> str:
    return " / ".join(dict.fromkeys(one.words for one in action.scheduled if one.words))


def _extra(column: Column, action: ActionRead) -> str | None:
    """The words of a column of its own, or None where the action says nothing about it, so that the source stands."""
    return action.extras.get(column.header)


_SAID: dict[str, Callable[[Column, ActionRead], str | None]] = {
    "action": _text,
    "responsible": _who("lead", "collaborator"),
    "lead": _who("lead"),
    "collaborators": _who("collaborator"),
    "year": _of_year,
    "deadline": _deadline,
}

_LETTER = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W_]+")
_TIES = frozenset(fold("et le la les l de du des d avec en collaboration ainsi que and the with of in a au aux pour").split())


def _made_of(cell: str, texts: Iterable[str]) -> bool:
    """Whether a cell is these texts in order, with nothing but marks, numbers and spaces between them."""
    rest = " ".join(cell.split())
    for text in texts:
        before, found, rest = rest.partition(" ".join(text.split()))
        if not found or _LETTER.search(before):
            return False
    return not _LETTER.search(rest)


def _same_text(cell: str, said: str, action: ActionRead) -> bool:
    """A text nobody touched may have left marks of the cell aside (« a) », « 1.2 »); one that was reworded counts to the letter."""
    return _made_of(cell, [said]) if action.revision == 1 else _same_words(cell, said, action)


def _same_people(cell: str, said: str, action: ActionRead) -> bool:
    """Whether a cell names exactly those who answer, however they are tied together (« Le Pôle (CA et CC) »)."""
    return _names_the_same(cell, said)


@lru_cache(4096)
def _names_the_same(cell: str, said: str) -> bool:
    written, understood = set(_WORD.findall(fold(cell))), set(_WORD.findall(fold(said)))
    return written - _TIES == understood - _TIES


def _same_words(cell: str, said: str, action: ActionRead) -> bool:
    return " ".join(cell.split()) == " ".join(said.split())


_SAME: dict[str, Callable[[str, str, ActionRead], bool]] = {
    "action": _same_text,
    "responsible": _same_people,
    "lead": _same_people,
    "collaborators": _same_people,
}


def _added(kind: str, actions: tuple[ActionRead, ...], public: bool) -> str:
    words = [state_words(action, public=public) if kind == "state" else news_words(action) for action in actions]
    if len(set(words)) == 1:
        return words[0]
    return "\n".join(f"{action.code}{colon()}{said}" for action, said in zip(actions, words, strict=True) if said)


_STATUS = dict(Status.choices)


def state_words(action: ActionRead, *, public: bool) -> str:
    """« En cours, en retard depuis le 1er juillet 2011 »: the status and what stands out that day."""
    return ", ".join([status_words(action), *map(flag_words, shown_flags(action, public=public))])


def status_words(action: ActionRead) -> str:
    """« En cours »."""
    return status_label(action.status)


def status_label(status: str) -> str:
    """« En cours »; nothing for a note that changes no status."""
    return _status_said(status, get_language())


@lru_cache(64)
def _status_said(status: str, language: str | None) -> str:
    words = str(_STATUS[Status(status)]) if status else ""
    return words[:1].upper() + words[1:]


def shown_flags(action: ActionRead, *, public: bool) -> list[Flag]:
    """What stands out that day; the public is told of lateness only."""
    return [flag for flag in action.flags if not public or flag.kind == standing.LATE]


def flag_words(flag: Flag) -> str:
    """What a flag of `plans.queries.standing` says in a document."""
    return _flag_said(flag.kind, flag.day, get_language())


@lru_cache(4096)
def _flag_said(kind: str, on: date | None, language: str | None) -> str:
    day = long_date(on)
    if kind == standing.LATE:
        return _("en retard depuis le %(day)s") % {"day": day}
    if kind == standing.SILENT:
        return _("sans nouvelles depuis le %(day)s") % {"day": day}
    if kind == standing.DECIDE:
        return _("à décider au plus tard le %(day)s") % {"day": day}
    if kind == standing.NEARING:
        return _("échéance le %(day)s") % {"day": day}
    if kind == standing.ASKED:
        return _("nouvelles demandées pour le %(day)s") % {"day": day}
    return _("échéance à préciser")


def news_words(action: ActionRead) -> str:
    """« 14 juin 2011 (membre, Comité de gestion) : … »; nothing where there is no news."""
    note = action.news
    if note is None:
        return ""
    return f"{long_date(note.dated_on)} ({note.author}){colon()}{note.text}"
