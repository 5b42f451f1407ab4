"""The chain: for a kind of subject, which body does what and in which order, as the mandates in force say it.

No chain is written in code: the verbs of the mandates rank the bodies (propose, collaborate → validate, recommend → adopt, determine,
choose, decide), and what a body recommends goes to its addressee.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Mandate
from ententes.ground.wording import colon, listing, quoted
from ententes.organisations.models import Organisation

from ..models import ChainChoice, Matter
from ..states import Kind

RANKS = {"propose": 0, "collaborate": 0, "validate": 1, "recommend": 1, "adopt": 2, "determine": 2, "choose": 2, "decide": 2}
"""The verbs that move a matter, by how far it is when they are said; the others (ensure, inform) give no power over it."""
LAST = 2
INSTEAD = {str(Kind.ENVELOPES): str(Kind.ALLOCATION_FRAMEWORK), str(Kind.CHANGE): str(Kind.PROJECT)}
"""Where no mandate speaks of the first, those on the second give its chain, with what was chosen for it."""
_SAID = {
    "propose": gettext_noop("proposer"),
    "collaborate": gettext_noop("collaborer"),
    "validate": gettext_noop("valider"),
    "recommend": gettext_noop("recommander"),
    "adopt": gettext_noop("adopter"),
    "determine": gettext_noop("déterminer"),
    "choose": gettext_noop("choisir"),
    "decide": gettext_noop("décider"),
}


def recommends_only(matter: Matter) -> bool:
    """Whether the body that has a project, or a change to one, may not end it: the last word is that of a body after it."""
    ranks = [RANKS.get(verb, 0) for verb in (matter.stage.verbs if matter.stage else ())]
    return matter.kind in (Kind.PROJECT, Kind.CHANGE) and max(ranks, default=LAST) < LAST


def said(verbs: Iterable[str]) -> str:
    """« valider et recommander »: what a body does, in the language of the page."""
    return listing(_(_SAID[verb]) for verb in verbs if verb in _SAID)


@dataclass(frozen=True)
class Power:
    """What one text lets a body do about a kind of subject: a mandate, or an action of the plan where no mandate speaks of it."""

    body: Body
    verbs: tuple[str, ...]
    words: str
    clause: str = ""
    mandate: Mandate | None = None
    addressee_body: Body | None = None
    addressee_organisation: Organisation | None = None
    addressee: str = ""


@dataclass(frozen=True)
class Link:
    """One step of a chain. `body` is None where the text names an organisation only, or nobody: the coordination must say who acts."""

    verbs: tuple[str, ...]
    body: Body | None = None
    organisation: Organisation | None = None
    words: str = ""
    clause: str = ""
    mandate: Mandate | None = None
    chosen: ChainChoice | None = None

    @property
    def is_last(self) -> bool:
        return max(RANKS[verb] for verb in self.verbs) == LAST

    @property
    def whose(self) -> str:
        return self.body.name if self.body else str(self.organisation or _("personne n’est nommé"))

    def said(self) -> str:
        """The link and where it comes from, in one sentence."""
        sentence = f"{self.whose}{colon()}{said(self.verbs)}"
        if self.words:
            sentence += f", {quoted(self.words)}"
        if self.clause:
            sentence += " " + _("(article %(number)s)") % {"number": self.clause}
        if self.chosen:
            sentence += ". " + _("L’instance a été choisie par la coordination : %(reason)s") % {"reason": self.chosen.reason}
        return sentence


def chain_of(agreement: Agreement, kind: str, on: date, more: Iterable[Power] = ()) -> list[Link]:
    """The chain of a kind of subject as the mandates stand that day. `more` are powers read elsewhere than in mandates.

    They count only where no mandate gives the last word. Two queries.
    """
    return all_chains(agreement, on, {kind: list(more)}, kind).get(kind, [])


def all_chains(agreement: Agreement, on: date, more: Mapping[str, Sequence[Power]], kind: str = "") -> dict[str, list[Link]]:
    """The chain of every kind of subject that somebody may move, or of one. Two queries."""
    powers = {**more, **_mandated(agreement, kind, on)}
    choices: dict[str, dict[str, ChainChoice]] = {}
    for one in ChainChoice.objects.filter(agreement=agreement, replaced_at=None, **_of(kind, "kind")).select_related("body"):
        choices.setdefault(one.kind, {})[one.verb] = one
    for name, source in INSTEAD.items():
        if not powers.get(name) and source in powers:
            powers[name], choices[name] = powers[source], {**choices.get(source, {}), **choices.get(name, {})}
    return {name: [_settled(link, choices.get(name, {})) for link in _derive(name, held)] for name, held in powers.items()}


def _of(kind: str, column: str) -> dict[str, list[str]]:
    return {f"{column}__in": [kind, *([INSTEAD[kind]] if kind in INSTEAD else [])]} if kind else {}


def _mandated(agreement: Agreement, kind: str, on: date) -> dict[str, list[Power]]:
    alive = Q(body__dissolved_on=None) | Q(body__dissolved_on__gte=on)
    rows = (
        Mandate.objects.in_force(on)
        .filter(alive, body__agreement=agreement, **_of(kind, "subject_kind"))
        .select_related("body", "clause", "addressee_body", "addressee_organisation")
    )
    found: dict[str, list[Power]] = {}
    for row in rows.order_by("body__position", "body", "position", "pk"):
        if verbs := tuple(verb for verb in row.verbs if verb in RANKS):
            clause = row.clause.number if row.clause else ""
            said = (row.body, verbs, row.words, clause, row, row.addressee_body, row.addressee_organisation, row.addressee)
            found.setdefault(row.subject_kind, []).append(Power(*said))
    return found


def _derive(kind: str, powers: Sequence[Power]) -> list[Link]:
    """The links of a chain in order; a body that holds two ranks in a row takes one step with both."""
    ranked = sorted(
        ((RANKS[verb], order, verb, power) for order, power in enumerate(powers) for verb in power.verbs), key=lambda one: one[:2]
    )
    links: list[Link] = []
    for _rank, _order, verb, power in ranked:
        last = links[-1] if links else None
        if last and last.body == power.body:
            links[-1] = replace(last, verbs=last.verbs if verb in last.verbs else (*last.verbs, verb))
        else:
            links.append(Link((verb,), power.body, words=power.words, clause=power.clause, mandate=power.mandate))
    if powers and not any(link.is_last for link in links):
        links.append(_addressed(kind, powers))
    return links


def _addressed(kind: str, powers: Sequence[Power]) -> Link:
    """The last word where no mandate gives it: it belongs to whom the recommendation is addressed."""
    verb = "decide" if kind in (Kind.PROJECT, Kind.CHANGE) else "adopt"
    power = max(powers, key=lambda one: max(RANKS[verb] for verb in one.verbs))
    return Link((verb,), power.addressee_body, power.addressee_organisation, power.words, power.clause, power.mandate)


def _settled(link: Link, choices: dict[str, ChainChoice]) -> Link:
    chosen = next((choices[verb] for verb in link.verbs if verb in choices), None)
    return replace(link, body=chosen.body, chosen=chosen) if chosen and link.body is None else link
