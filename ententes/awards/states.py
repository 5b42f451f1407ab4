"""The closed words of projects before the bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.projects.states import Inadmissible


class Verdict(models.TextChoices):
    """What a body is asked to resolve about a project; what it resolved is in the copy that its resolution bears on."""

    GRANT = "grant", _("accorder l’aide")
    CONDITIONAL = "conditional", _("accorder l’aide à des conditions")
    PENDING = "pending", _("accorder l’aide dès que des documents seront reçus")
    REFUSE = "refuse", _("refuser")
    WAIT = "wait", _("inscrire sur la liste d’attente")


GRANTED = (Verdict.GRANT, Verdict.CONDITIONAL, Verdict.PENDING)


SAME = dict(Inadmissible.choices)
"""What is said of an application and of a project in the same words."""


class Reason(models.TextChoices):
    """Why a project is refused or waits: always with a text beside."""

    PROMOTER = "promoter", SAME["promoter"]
    EXPENSES = "expenses", SAME["expenses"]
    TERRITORY = "territory", SAME["territory"]
    OBJECTIVES = "objectives", SAME["objectives"]
    INCOMPLETE = "incomplete", SAME["incomplete"]
    STACKING = "stacking", SAME["stacking"]
    FINANCING = "financing", SAME["financing"]
    THRESHOLD = "threshold", _("seuil de la grille non atteint")
    EXHAUSTED = "exhausted", _("enveloppe épuisée")
    ELSEWHERE = "elsewhere", SAME["elsewhere"]
    VIABILITY = "viability", _("viabilité non démontrée")
    DUPLICATE = "duplicate", SAME["duplicate"]
    WITHDRAWN = "withdrawn", _("retiré par le promoteur")
