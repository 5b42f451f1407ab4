"""The closed words of plans: statuses, roles, what a schedule or a target can be, and what an edit does."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far an action is, as its latest note says. « En retard » is computed, never a status."""

    UPCOMING = "upcoming", _("à venir")
    UNDER_WAY = "under_way", _("en cours")
    DONE = "done", _("réalisée")
    PARTLY_DONE = "partly_done", _("réalisée en partie")
    POSTPONED = "postponed", _("reportée")
    ABANDONED = "abandoned", _("abandonnée")


MEANINGS = {
    Status.UPCOMING: _("Rien n’a encore commencé."),
    Status.UNDER_WAY: _("Le travail a commencé et n’est pas terminé."),
    Status.DONE: _("Ce que l’action annonçait est fait."),
    Status.PARTLY_DONE: _("Une partie est faite et le reste ne le sera pas cette année."),
    Status.POSTPONED: _("L’action est remise à plus tard; la note dit quand et pourquoi."),
    Status.ABANDONED: _("L’action ne se fera pas; la note dit pourquoi."),
}
"""Each status in a sentence, shown where it is chosen."""

ENDED = (Status.DONE, Status.PARTLY_DONE, Status.POSTPONED, Status.ABANDONED)
"""The statuses after which an action is neither late nor awaited."""


class Role(models.TextChoices):
    """How a body or an organisation answers for an action."""

    LEAD = "lead", _("responsable")
    COLLABORATOR = "collaborator", _("collaborateur")


class Per(models.TextChoices):
    """The period over which a target is counted."""

    YEAR = "year", _("par année")
    ONCE = "once", _("une fois")
    UNSTATED = "unstated", _("période non précisée")


class PointState(models.TextChoices):
    """What became of a point to clarify."""

    OPEN = "open", _("à préciser")
    SETTLED = "settled", _("précisé")
    DISMISSED = "dismissed", _("écarté")


class EditKind(models.TextChoices):
    """What was done to the actions of a draft plan."""

    ADD = "add", _("ajout")
    REWORD = "reword", _("nouveau libellé")
    MOVE = "move", _("déplacement")
    SPLIT = "split", _("division")
    MERGE = "merge", _("fusion")
    REMOVE = "remove", _("retrait")
    SECTION = "section", _("section")
