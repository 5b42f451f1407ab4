"""Readings of applications: their budget as values, what is missing, what a deposit keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ententes.ground.wording import money

from ..models import Application, Call, Deposit
from ..states import FIELDS, Promoter, Section, SourceKind, SourceStatus
from .budget import NO_OFFER, Budget, Expense, Offer, Result, Source, compute
from .norms import Norms
from .pieces import joined, kept
from .pieces import told as told_pieces


def budget_of(kind: str, said: Mapping[str, Any]) -> Budget:
    """The budget that plain values say, for a promoter of that kind."""
    return Budget(
        promoter=kind,
        asked=said.get("asked", 0),
        expenses=tuple(Expense(one["post"], one["cents"]) for one in said.get("expenses", ())),
        sources=tuple(Source(one["kind"], one["status"], one["cents"]) for one in said.get("sources", ())),
        own=said.get("own", 0),
        in_kind=said.get("in_kind", 0),
    )


def offer_of(call: Call) -> Offer:
    """What a call gives, as it says to all once it is published."""
    return Offer(call.offered, call.each)


def reckoned(kind: str, said: Mapping[str, Any], norms: Norms | None, offer: Offer = NO_OFFER) -> Result:
    """The budget computed; without norms in force, nothing limits it but itself and what its call offers."""
    found = norms or Norms(rates={kind: 10_000}, posts=tuple({one["post"] for one in said.get("expenses", ())}))
    return compute(budget_of(kind, said), found, offer=offer)


def content(application: Application) -> dict[str, Any]:
    """The whole application as plain values, its files by their hash: what a deposit keeps and hashes. One query."""
    names = ("promoter", "neq", "kind", "title", "answers", "budget")
    return {name: getattr(application, name) for name in names} | {"call": application.call_id, "pieces": kept(joined(application))}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an application, with the questions that a deposit needs and that have no answer."""

    section: str
    title: str
    missing: tuple[str, ...]


def parts(answers: Mapping[str, str], budget: Mapping[str, Any]) -> list[Part]:
    """The parts in order."""
    found = []
    for section in Section.values:
        if section == Section.BUDGET:
            missing = _missing_of_budget(budget)
        else:
            missing = tuple(str(label) for name, label, _most, needed in FIELDS[section] if needed and not answers.get(name, "").strip())
        found.append(Part(section, str(Section(section).label), missing))
    return found


def _missing_of_budget(said: Mapping[str, Any]) -> tuple[str, ...]:
    found = []
    if not said.get("expenses"):
        found.append(_("au moins une dépense"))
    if not said.get("asked"):
        found.append(_("l’aide demandée"))
    return tuple(found)


def deposits(application: Application) -> list[Deposit]:
    """Every deposit, the latest first. One query."""
    return list(application.deposits.select_related("person").order_by("-number"))


def others_writing(application: Application, section: str, person: Any) -> list[tuple[str, datetime]]:
    """Who else has a draft of a part, and of when. One query."""
    return list(application.drafts.filter(section=section).exclude(person=person).values_list("person__name", "saved_at"))


Told = list[tuple[str, list[tuple[str, str]]]]


def told(data: Mapping[str, Any]) -> Told:
    """An application to read, part by part: each question answered, with its answer."""
    answers, budget = data["answers"], data["budget"]
    kind = str(Promoter(data["kind"]).label)
    identity = [(_("Organisme"), data["promoter"]), (_("NEQ"), data["neq"]), (_("Sorte de promoteur"), kind)]
    found: Told = []
    for section in Section.values:
        title = str(Section(section).label)
        if section == Section.BUDGET:
            found.append((title, told_budget(budget)))
            continue
        lines = [(str(label), answers.get(name, "")) for name, label, _most, _needed in FIELDS[section]]
        lines = [*(identity if section == Section.PROMOTER else []), *lines]
        found.append((title, [(label, words) for label, words in lines if words]))
    found.append((_("Les pièces jointes"), told_pieces(data)))
    return [(title, lines) for title, lines in found if lines]


def told_budget(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A budget to read, line by line."""
    found = [(one["post"], money(one["cents"])) for one in said.get("expenses", ())]
    for one in said.get("sources", ()):
        words = f"{SourceKind(one['kind']).label}, {SourceStatus(one['status']).label}"
        found.append((words + (f" ({one['words']})" if one.get("words") else ""), money(one["cents"])))
    for name, label in (("own", _("Mise de fonds en argent")), ("in_kind", _("Mise de fonds en nature")), ("asked", _("Aide demandée"))):
        if said.get(name):
            found.append((label, money(said[name])))
    return found
