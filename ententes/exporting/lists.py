"""The lists around applications and projects as tables that leave: what a call received, the board of projects, a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.queries.listing import Row as ProjectRow
from ententes.projects.models import Call
from ententes.projects.queries.standing import Row
from ententes.scoring.models import Analysis
from ententes.scoring.queries.grids import scale_of, told_ties
from ententes.scoring.queries.results import Result

from .document import Made
from .sheets import Sheet, made
from .xlsx import Amount, Value


def applications(call: Call, rows: Iterable[Row], *, format: str, as_of: date, filter: str = "") -> Made:
    """What a call received, in the order and under the filter of the page."""
    headers = (_("Projet"), _("Promoteur"), _("Appel"), _("Reçue le"), _("État"), _("Complément attendu le"))
    told: list[list[Value]] = [[one.title, one.promoter, one.call, _day(one.deposited_at), one.state_words, one.due_on] for one in rows]
    sheet = Sheet(_("Demandes reçues"), headers, told)
    return made(call.agreement, _("Demandes reçues"), [sheet], format, as_of, filter)._replace(filter=filter)


def board(agreement: Agreement, rows: Iterable[ProjectRow], *, format: str, as_of: date, filter: str = "") -> Made:
    """The projects by step, in the order and under the filter of the page."""
    headers = (_("Projet"), _("Promoteur"), _("Étape"), _("Qui l’attend"), _("Depuis le"), _("Proposition"), _("Aide"), _("Enveloppe"))
    told: list[list[Value]] = [
        [one.title, one.promoter, one.step_words, one.whom, _day(one.since), one.verdict_words, Amount(one.aid), one.envelope]
        for one in rows
    ]
    sheet = Sheet(_("Projets soumis"), headers, told)
    return made(agreement, _("Suivi des projets"), [sheet], format, as_of, filter)._replace(filter=filter)


def ranking(analysis: Analysis, rows: Iterable[Result], withdrawn: Mapping[int, Sequence[str]], *, format: str, as_of: date) -> Made:
    """A ranking with each note out of 5, the thresholds, the rule that settled each tie, and who withdrew for an interest."""
    scale, agreement = scale_of(analysis.grid.values), analysis.call.agreement
    blocks, criteria = scale.blocks, scale.criteria
    headers = (
        *(_("Rang"), _("Projet"), _("Promoteur"), _("Note sur 100"), _("Seuils")),
        *(f"{one.letter}. {one.title} / {one.weight}" for one in blocks),
        *(f"{one.key} {one.title} / 5" for one in criteria),
        *(_("À égalité, départagée par"), _("Retirés pour intérêt"), _("Motifs")),
    )
    told: list[list[Value]] = []
    for one in rows:
        scores = {block.letter: _plain(block.score) for block in one.blocks}
        told.append(
            [
                *(str(one.rank or ""), one.title, one.promoter, _plain(one.score) if one.score is not None else ""),
                "" if one.passed is None else _("atteints") if one.passed else _("non atteints"),
                *(scores.get(block.letter, "") for block in blocks),
                *(_plain(Decimal(one.halves[each.key]) / 2) if each.key in one.halves else "" for each in criteria),
                *(one.tie, ", ".join(withdrawn.get(one.application, ())), one.reasons),
            ]
        )
    rules: list[list[Value]] = [[_("Seuil de l’ensemble, sur 100"), str(scale.threshold)]]
    rules += [[_("Minimum du bloc %(letter)s, en pour cent") % {"letter": one.letter}, str(one.minimum)] for one in blocks]
    rules += [[_("À note égale, règle %(number)s") % {"number": place}, words] for place, words in enumerate(told_ties(scale), 1)]
    sheets = [Sheet(_("Règles"), (_("Règle"), _("Valeur")), rules), Sheet(_("Classement"), headers, told)]
    return made(agreement, _("Classement de « %(call)s »") % {"call": analysis.call.title}, sheets, format, as_of)


def _plain(score: Decimal) -> str:
    """As programs read it: « 72.5 »."""
    return f"{score.normalize():f}"


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
