"""The closed words of matters and resolutions, and the table of moves: what each may become."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.ground.wording import listing


class Kind(models.TextChoices):
    """What a matter bears on. All but the last four are the subjects that mandates name (`ground.mandates.SUBJECT_KINDS`)."""

    PLAN = "plan", _("plan d’action")
    EVALUATION_FRAMEWORK = "evaluation_framework", _("cadre d’évaluation")
    ALLOCATION_FRAMEWORK = "allocation_framework", _("cadre de référence sur l’allocation des sommes")
    COMMUNICATION_PROTOCOL = "communication_protocol", _("protocole de communication publique")
    REPORT = "report", _("rapport annuel ou final")
    PROJECT = "project", _("projet")
    TRAINING_BODY = "training_body", _("choix de l’organisme de formation")
    ENVELOPES = "envelopes", _("répartition des sommes")
    CHANGE = "change", _("modification d’une convention")
    DOCUMENT = "document", _("autre document")
    QUESTION = "question", _("question libre")


class State(models.TextChoices):
    """Where a matter is. Who holds it is said by its stage."""

    PREPARING = "preparing", _("en préparation")
    BEFORE = "before", _("devant une instance")
    SETTLED = "settled", _("adopté")
    REJECTED = "rejected", _("rejeté")
    WITHDRAWN = "withdrawn", _("retiré")


ENDED = (State.SETTLED, State.REJECTED, State.WITHDRAWN)


class Move(models.TextChoices):
    """What can happen to a matter. The bodies' own moves (`RESOLVED`) come from a resolution, never from a click."""

    OPEN = "open", _("ouverture du dossier")
    TRANSMIT = "transmit", _("transmission")
    PASS = "pass", _("adoption")
    PASS_WITH_CHANGES = "pass_with_changes", _("adoption avec modifications")
    RETURN = "return", _("renvoi")
    REJECT = "reject", _("rejet")
    POSTPONE = "postpone", _("report")
    WITHDRAW = "withdraw", _("retrait")
    SEND_ON = "send_on", _("changement d’instance")


PASSED: dict[str, Any] = {
    "propose": _("proposition"),
    "collaborate": _("appui"),
    "validate": _("validation"),
    "recommend": _("recommandation"),
    "adopt": _("adoption"),
    "determine": _("détermination"),
    "choose": _("choix"),
    "decide": _("décision"),
}
"""What a body does that passes a matter on, by each verb of its mandate."""

RESOLVED = (Move.PASS, Move.PASS_WITH_CHANGES, Move.RETURN, Move.REJECT, Move.POSTPONE, Move.WITHDRAW)

MOVES: dict[Any, tuple[Any, ...]] = {
    State.PREPARING: (Move.TRANSMIT, Move.WITHDRAW, Move.SEND_ON),
    State.BEFORE: (*RESOLVED, Move.SEND_ON),
    State.SETTLED: (),
    State.REJECTED: (),
    State.WITHDRAWN: (),
}
"""The table of moves, read by Python and held by the database: what may happen to a matter in each state.

A body that passes a matter leaves it `preparing` for the transmission to the next stage, or `settled` where it was the last.
"""


def move_words(move: str, verbs: Iterable[str] = ()) -> str:
    """What a move is called where a body has these verbs: it proposes, recommends or decides, and adopts only where its mandate says so."""
    label = str(Move(move).label)
    nouns = [str(PASSED[verb]) for verb in verbs if verb in PASSED]
    if move not in (Move.PASS, Move.PASS_WITH_CHANGES) or not nouns:
        return label
    return label.replace(str(Move("pass").label), listing(nouns), 1)


class Outcome(models.TextChoices):
    """What became of a proposed resolution."""

    ADOPTED = "adopted", _("adoptée")
    REJECTED = "rejected", _("rejetée")
    POSTPONED = "postponed", _("reportée")
    WITHDRAWN = "withdrawn", _("retirée")


class Manner(models.TextChoices):
    """How a body was asked."""

    UNOPPOSED = "unopposed", _("sans que le vote soit demandé")
    HANDS = "hands", _("à main levée")
    BY_NAME = "by_name", _("par appel nominal")
    SECRET = "secret", _("au scrutin secret")
    WRITTEN = "written", _("par écrit")


class EntryKind(models.TextChoices):
    """The official acts that the register keeps."""

    TRANSMISSION = "transmission", _("transmission")
    RESOLUTION = "resolution", _("résolution")
    VOTE = "vote", _("résultat d’un vote")
    MINUTES = "minutes", _("adoption d’un procès-verbal")
    CORRECTION = "correction", _("correction")
    IN_FORCE = "in_force", _("entrée en vigueur")
    INTEREST = "interest", _("déclaration d’intérêt")
    WITHDRAWAL = "withdrawal", _("retrait d’un dossier")
    AMENDMENT = "amendment", _("avenant à l’entente")
