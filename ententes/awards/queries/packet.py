"""The packet of a body: the projects before it as frozen for it, and several combinations of them side by side.

Whoever declared an interest in a project finds neither it nor its figures: every sum here is made of what they may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.decisions.models import Matter, Version
from ententes.decisions.states import Kind as Subject
from ententes.decisions.states import State
from ententes.funding.models import Contribution, Ledger, LedgerEntry
from ententes.funding.queries import figures
from ententes.funding.queries.sharing import Source, sources_of, spread
from ententes.funding.states import Kind, Sharing
from ententes.ground.french import fold

from ..models import Project, Scenario, ScenarioLine
from ..states import GRANTED, Verdict


@dataclass(frozen=True, slots=True)
class File:
    """One project of a packet. `data` is the copy frozen for the body; without one, it was not transmitted to it yet."""

    pk: int
    matter: int
    title: str
    promoter: str
    verdict: str
    aid: int
    asked: int
    envelope: int | None
    territory: int | None
    rank: int | None
    score: str
    data: Mapping[str, Any] | None
    copy: int

    @property
    def verdict_words(self) -> str:
        label = str(Verdict(self.verdict).label) if self.verdict else _("rien de proposé encore")
        return label[:1].upper() + label[1:]

    @property
    def dissents(self) -> list[str]:
        """Who dissented upstream, with the resolution."""
        told = self.data["recommended"] if self.data else ()
        return [f"{name} ({one['number']})" for one in told for name in one["dissents"]]


@dataclass(frozen=True, slots=True)
class Sum:
    """Something that a combination draws on: what it had, what the combination takes, what remains."""

    label: str
    before: int
    taken: int

    @property
    def left(self) -> int:
        return self.before - self.taken


@dataclass(frozen=True, slots=True)
class Column:
    """One combination: what it gives to each project, and what remains in each envelope and of each partner's money."""

    title: str
    words: str
    amounts: Mapping[int, int]
    envelopes: Sequence[Sum]
    partners: Sequence[Sum]
    scenario: int = 0

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    @property
    def over(self) -> list[str]:
        """The envelopes that it exceeds."""
        return [one.label for one in self.envelopes if one.left < 0]


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything a body reads before it resolves."""

    body: Body
    files: Sequence[File]
    columns: Sequence[Column]

    @property
    def frozen(self) -> list[File]:
        return [one for one in self.files if one.data is not None]


def bodies(agreement: Agreement, person: Any) -> list[Body]:
    """The bodies that have projects before them or coming to them, as far as somebody may read. One query."""
    matters = Matter.objects.seen_by(person).under_way().filter(kind=Subject.PROJECT, agreement=agreement)
    return list(agreement.bodies.filter(pk__in=matters.order_by().values("stage__body")))


def packet(body: Body, person: Any) -> Packet:
    """The files that somebody may read of those before a body or coming to it, and the combinations. Constant but for the years."""
    files = _files(body, person)
    money = _Money(body.agreement, files)
    columns = [
        money.column(
            _("Tout"),
            _("Chaque proposition d’accorder, entière."),
            {one.pk: one.aid for one in files if one.verdict in GRANTED and one.aid},
        ),
        money.column(
            _("Par rang"), _("Chaque proposition entière, dans l’ordre de l’analyse, tant que l’enveloppe suffit."), money.by_rank()
        ),
    ]
    kept = {one.pk for one in files}
    lines: dict[int, dict[int, int]] = {}
    for scenario, project, cents in ScenarioLine.objects.filter(scenario__body=body).values_list("scenario", "project", "cents"):
        if project in kept:
            lines.setdefault(scenario, {})[project] = cents
    for one in Scenario.objects.filter(body=body):
        if found := lines.get(one.pk):
            columns.append(money.column(one.title, one.words, found, one.pk))
    return Packet(body, files, columns)


def _files(body: Body, person: Any) -> list[File]:
    """The projects whose matter is at this body's stage, the best ranked first. Two queries."""
    matters = Matter.objects.seen_by(person).under_way().filter(kind=Subject.PROJECT, stage__body=body)
    rows = Project.objects.seen_by(person).filter(matter__in=matters.order_by().values("pk")).select_related("matter", "deposit")
    projects = list(rows.order_by("pk"))
    versions: dict[int, Version] = {}
    for version in Version.objects.filter(matter__in=[one.matter_id for one in projects]).order_by("number").defer("differences"):
        versions[version.matter_id] = version
    found = [_file(one, versions.get(one.matter_id or 0)) for one in projects]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.pk))


def _file(project: Project, version: Version | None) -> File:
    assert project.matter is not None
    asked = project.deposit.data["budget"].get("asked", 0) if project.deposit else 0
    before = version is not None and project.matter.state == State.BEFORE
    data = version.data if version is not None and before else None
    said = data["proposal"] if data else {name: getattr(project, name) for name in ("verdict", "aid")} | {"envelope": project.envelope_id}
    analysis = (data or (version.data if version else {})).get("analysis") or {}
    return File(
        project.pk,
        project.matter.pk,
        project.title,
        project.promoter,
        said["verdict"],
        said["aid"],
        asked,
        said["envelope"],
        project.territory_id,
        analysis.get("rank"),
        analysis.get("score", ""),
        data,
        version.pk if version is not None and before else 0,
    )


class _Money:
    """What the envelopes and the partners may still bear, as the combinations of a packet begin."""

    def __init__(self, agreement: Agreement, files: Sequence[File]) -> None:
        self.files = {one.pk: one for one in files}
        named = set(filter(None, (one.envelope for one in files)))
        years = sorted(set(agreement.envelopes.filter(pk__in=named).values_list("year", flat=True)))
        self.envelopes = {one.pk: (one, told) for year in years for one, told in figures.envelopes(agreement, year) if one.pk in named}
        self.sources = {year: sources_of(agreement, year) for year in years}
        ledger = Ledger.objects.filter(agreement=agreement).first()
        self.rule = ledger.sharing if ledger else str(Sharing.PROPORTION)
        rows = Contribution.objects.filter(agreement=agreement).select_related("party__organisation", "objective", "territory")
        self.labels = {one.pk: _label(one) for one in rows}
        self.meant: dict[str, set[int]] = {}
        for one in rows:
            if one.project:
                self.meant.setdefault(fold(one.project), set()).add(one.pk)
        self.aside = _set_aside(files)

    def before(self, envelope: int) -> int:
        """What is available, with what was set aside for these very projects."""
        return self.envelopes[envelope][1].available + self.aside.get(envelope, 0)

    def by_rank(self) -> dict[int, int]:
        """The proposals to grant, in the order of the analysis, each whole, while its envelope suffices."""
        left = {key: self.before(key) for key in self.envelopes}
        found: dict[int, int] = {}
        for one in self.files.values():
            if one.verdict in GRANTED and one.envelope is not None and one.aid and left.get(one.envelope, 0) >= one.aid:
                found[one.pk] = one.aid
                left[one.envelope] -= one.aid
        return found

    def column(self, title: str, words: str, amounts: Mapping[int, int], scenario: int = 0) -> Column:
        """A combination with what it takes and leaves."""
        taken: dict[int, int] = {}
        for key, cents in amounts.items():
            if (envelope := self.files[key].envelope) is not None:
                taken[envelope] = taken.get(envelope, 0) + cents
        envelopes = [Sum(one.title, self.before(key), taken.get(key, 0)) for key, (one, _told) in self.envelopes.items()]
        return Column(title, words, amounts, envelopes, self._partners(amounts), scenario)

    def _partners(self, amounts: Mapping[int, int]) -> list[Sum]:
        """What each partner's money would bear, by what it is meant for: earmarks first, then the rule of the agreement."""
        left = {year: {one.key: one for one in found} for year, found in self.sources.items()}
        last = max(left, default=0)
        before, taken = _by_label(left.get(last, {}).values(), self.labels), dict[str, int]()
        for key, cents in amounts.items():
            one = self.files[key]
            if one.envelope is None:
                continue
            envelope = self.envelopes[one.envelope][0]
            mine = list(left[envelope.year].values())
            facts = {"objective": envelope.objective_id, "territory": one.territory, "meant": self.meant.get(fold(one.title), ())}
            for source, part in spread(mine, cents, self.rule, **facts):
                label = self.labels[source] if source is not None else _("promis par personne")
                taken[label] = taken.get(label, 0) + part
                if source is not None:
                    for found in left.values():
                        if source in found:
                            found[source] = replace(found[source], left=found[source].left - part)
        return [Sum(label, before.get(label, 0), taken.get(label, 0)) for label in dict.fromkeys((*before, *taken))]


def _by_label(found: Iterable[Source], labels: Mapping[int, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in found:
        if one.left:
            sums[labels[one.key]] = sums.get(labels[one.key], 0) + one.left
    return sums


def _label(one: Contribution) -> str:
    """A partner's money and what it is meant for."""
    meant = ", ".join(filter(None, (str(one.objective or ""), str(one.territory or ""), one.project)))
    return f"{one.party} – {meant}" if meant else str(one.party)


def _set_aside(files: Sequence[File]) -> dict[int, int]:
    """What was recommended for these projects, by envelope. One query."""
    rows = LedgerEntry.objects.filter(use__project__in=[one.pk for one in files], kind=Kind.RECOMMENDED)
    found: dict[int, int] = {}
    for envelope, cents in rows.order_by("number").values_list("envelope", "cents"):
        found[envelope] = found.get(envelope, 0) + cents
    return found
