"""What was understood of a document: plain rows with stable keys, written nowhere until someone says so.

Everything here is data: it goes to JSON and comes back (`as_json`, `from_json`), it is shown line by line beside its source,
and a correction names an item by its `key`. Words of the source are kept verbatim in the fields called `words` or `text`.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ententes.ground.windows import Window

from .tree import Place


@dataclass(slots=True)
class ClauseRead:
    """An article the document refers to; `words` is empty where its text is not in the document."""

    key: str
    number: str
    words: str
    place: Place


@dataclass(slots=True)
class OrganisationRead:
    """An organisation, under one name and all the spellings met (`aliases`, the name not included)."""

    key: str
    name: str
    acronym: str
    aliases: list[str]
    place: Place


@dataclass(slots=True)
class MandateRead:
    """One item of a body's mandates, verbatim, with its verbs from the closed set (`ground/mandates`), its subject and its addressee."""

    key: str
    words: str
    verbs: list[str]
    subject: str
    subject_kind: str
    addressee: str
    addressee_key: str
    clause: str
    place: Place


@dataclass(slots=True)
class BodyRead:
    """A committee or another deciding body. `host`, `parent` and `constituted_from` are keys, empty when unknown."""

    key: str
    name: str
    acronym: str
    aliases: list[str]
    kind: str
    host: str
    parent: str
    constituted_from: str
    composition: str
    mandates: list[MandateRead]
    place: Place


@dataclass(slots=True)
class SectionRead:
    """An objective (`number` not None) or another heading under which actions stand."""

    key: str
    number: int | None
    title: str
    words: str
    place: Place


@dataclass(slots=True)
class RowRead:
    """One row of a table of actions, verbatim: its cells in order, and the headers above them.

    `kinds` says what each column holds (`understanding.columns`), so that the same table can be written again.
    """

    key: str
    section: str
    headers: list[str]
    cells: list[str]
    place: Place
    kinds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ResponsibilityRead:
    """Who answers for an action. `body` and `organisation` are keys (one of the two, or both: « Le Pôle (CA) »)."""

    words: str
    body: str
    organisation: str
    role: str  # lead | collaborator


@dataclass(slots=True)
class ScheduleRead:
    """The words of one column for one fiscal year, and the window computed from them.

    `column` is the header of the column; `deadline` is true where one column holds the deadline whatever the year, so that the year
    is the one the window falls in.
    """

    year: int
    words: str
    window: Window
    column: str = ""
    deadline: bool = False


@dataclass(slots=True)
class TargetRead:
    """A counted target: so many of something, per year or once."""

    number: int
    what: str
    per: str  # year | once | unstated
    words: str


@dataclass(slots=True)
class ActionRead:
    """One action. Two actions may come from one row.

    `extras` keeps, by header, every other column that has words: indicator, budget, state, remarks, and those not understood (the
    row's `kinds` tell them apart).
    """

    key: str
    row: str
    section: str
    code: str
    text: str
    responsibilities: list[ResponsibilityRead]
    schedules: list[ScheduleRead]
    targets: list[TargetRead]
    extras: dict[str, str]
    place: Place


@dataclass(slots=True)
class UnreadRead:
    """Words of the document from which nothing was taken: a table that is not of actions, a total, a paragraph."""

    key: str
    words: str
    place: Place


@dataclass(slots=True)
class PointRead:
    """Something odd or silent in the text. `kind` and `params` make its sentence (`understanding.points.sentence`); `about` is the
    key of what it concerns; `settled_by` is the key of the body that can settle it, empty for the coordination."""

    key: str
    kind: str
    params: dict[str, Any]
    about: str
    settled_by: str
    places: list[Place]


@dataclass(slots=True)
class AgreementRead:
    """The agreement and its plan, as far as the document says. Years are the calendar years in which fiscal years start.

    `year_month` is the month in which those years begin. `column_years` is empty where the plan has one column of deadlines.
    """

    title: str
    plan_title: str
    region: str
    field: str
    title_years: list[int]
    column_years: list[int]
    period: list[int]
    signed: str
    dated_words: str
    dated_on: date | None
    context: str
    purpose: str
    language: str
    place: Place
    year_month: int = 4


@dataclass(slots=True)
class Reading:
    """All that was understood of one document."""

    agreement: AgreementRead
    clauses: list[ClauseRead] = field(default_factory=list)
    organisations: list[OrganisationRead] = field(default_factory=list)
    bodies: list[BodyRead] = field(default_factory=list)
    sections: list[SectionRead] = field(default_factory=list)
    rows: list[RowRead] = field(default_factory=list)
    actions: list[ActionRead] = field(default_factory=list)
    points: list[PointRead] = field(default_factory=list)
    unread: list[UnreadRead] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain data: dates as ISO strings."""
        return typing.cast(dict[str, Any], _plain(self))

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Reading:
        """The reading that `as_json` gave."""
        return typing.cast(Reading, _built(cls, plain))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


_hints = functools.cache(typing.get_type_hints)


def _built(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _built(hints[name], value) for name, value in plain.items()})  # type: ignore[operator]
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _built(next(one for one in typing.get_args(kind) if one is not type(None)), plain)
    if origin is list:
        return [_built(typing.get_args(kind)[0], one) for one in plain]
    return date.fromisoformat(plain) if kind is date else plain
