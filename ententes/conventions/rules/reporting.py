"""What stands in the way of a report: who writes it, what it lacks, who returns and accepts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.funding.rules import obstacles_to_amount
from ententes.ground.money import MOST
from ententes.ground.wording import money

from ..models import GrantAgreement, Payment, ProjectReport, ReportDeposit
from ..queries.reports import last_of, missing, state_of
from ..states import QUESTIONS, RUNNING, TO_WRITE, Report, ReportState

LONGEST = 10_000
"""Characters of an answer."""
MOST_RESULTS = 30
_FIGURE = re.compile(r"-?[0-9]{1,15}([.][0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_LINES = 100
"""Lines of expenses and of sources."""


def obstacles_to_expecting(convention: GrantAgreement, *, kind: str, state: Any, by: Capacity) -> Iterator[str]:
    """The coordination says which reports are expected, while the convention runs; there is one final report."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    if kind not in Report.values:
        yield _("Dites si c’est un rapport d’étape ou le rapport final.")
    final = convention.reports.filter(kind=Report.FINAL).first()
    if kind == Report.FINAL and final is not None and last_of(final) is not None:
        yield _("Le rapport final est déjà déposé.")


def obstacles_to_reporting(report: ProjectReport, *, state: Any, person: Any, by: Capacity | None, on: date) -> Iterator[str]:
    """Those of the promoter write a report until it is deposited, and again when it is returned; the coordination on their behalf."""
    if by is not None:
        yield from obstacles_to_coordinating(report.convention.agreement, by=by)
    elif not GrantAgreement.objects.of_promoter(person).filter(pk=report.convention_id).exists():
        yield _("Vous n’êtes pas de l’organisme qui réalise ce projet.")
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    told = state_of(report, last_of(report), on)
    if told not in TO_WRITE:
        yield _("Ce rapport est %(state)s : il ne se modifie plus.") % {"state": told.label}


def obstacles_to_answers(answers: Mapping[str, str], costs: Mapping[str, Any]) -> Iterator[str]:
    known = {name for name, _label, _needed in QUESTIONS}
    if set(answers) - known:
        yield _("Une de ces réponses n’est pas à une question du rapport.")
    if any(len(words) > LONGEST for words in answers.values()):
        yield _("Une réponse compte au plus %(most)s caractères.") % {"most": LONGEST}
    lines = [*costs.get("expenses", ()), *costs.get("sources", ())]
    if len(lines) > MOST_LINES:
        yield _("Un budget compte au plus %(most)s lignes.") % {"most": MOST_LINES}
    for one in lines:
        yield from obstacles_to_amount(int(one["cents"]))
    if any(not 0 <= int(costs.get(name, 0)) < MOST for name in ("own", "in_kind")):
        yield _("Une mise de fonds n’est pas négative.")


def obstacles_to_results(results: Sequence[Mapping[str, str]], *, on: date) -> Iterator[str]:
    """A result is a named indicator, with figures, as of a day that has come."""
    if len(results) > MOST_RESULTS:
        yield _("Un rapport compte au plus %(most)s résultats.") % {"most": MOST_RESULTS}
    for one in results:
        if not one["indicator"].strip() or len(one["indicator"]) > 300 or len(one["unit"]) > 60:
            yield _("Dites l’indicateur en 300 caractères au plus, et son unité en 60.")
        if any(words and not _FIGURE.fullmatch(words) for words in (one["target"], one["value"])) or not one["value"]:
            yield _("« %(indicator)s » : la valeur obtenue est un nombre, et la cible aussi s’il y en a une.") % one
        if not _DAY.fullmatch(one["on"]) or one["on"] > on.isoformat():
            yield _("« %(indicator)s » : dites à quel jour cette valeur était atteinte; il n’est pas à venir.") % one


def obstacles_to_depositing(report: ProjectReport) -> Iterator[str]:
    for one in missing(report):
        yield _("Il manque : %(what)s.") % {"what": one}


def obstacles_to_answering(deposit: ReportDeposit, *, state: Any, by: Capacity) -> Iterator[str]:
    """The coordination returns or accepts the last deposit, once."""
    yield from obstacles_to_coordinating(deposit.report.convention.agreement, by=by)
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    if deposit.report.waived_at is not None:
        yield _("Ce rapport est dispensé.")
    if deposit.accepted_at is not None or deposit.returned_at is not None:
        yield _("Ce dépôt a déjà sa réponse.")
    if deposit.report.deposits.filter(number__gt=deposit.number).exists():
        yield _("Un dépôt plus récent a pris sa place.")


def obstacles_to_accepting(deposit: ReportDeposit) -> Iterator[str]:
    """An interim report comes before the final one; no payment is half-way when the final aid is reckoned."""
    report = deposit.report
    if report.kind != Report.FINAL:
        return
    waiting = Payment.objects.filter(instalment__convention=report.convention_id, approved_at=None, refused_at=None).first()
    if waiting is not None:
        yield _("Un versement de %(cents)s attend encore son approbation : l’aide finale se calcule ensuite.") % {
            "cents": money(waiting.cents)
        }
    for other in report.convention.reports.exclude(pk=report.pk):
        if state_of(other, last_of(other), other.due_on) not in (ReportState.ACCEPTED, ReportState.WAIVED):
            yield _("Un rapport d’étape n’est ni accepté ni dispensé.")


def obstacles_to_saying(words: str) -> Iterator[str]:
    if not words.strip():
        yield _("Dites pourquoi : le promoteur le lira.")
