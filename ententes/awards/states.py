"""The closed words of projects before the bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What a body is asked to resolve about a project; what it resolved is in the copy that its resolution bears on."""

    GRANT = "grant", _("accorder l’aide")
    CONDITIONAL = "conditional", _("accorder l’aide à des conditions")
    PENDING = "pending", _("accorder l’aide dès que des documents seront reçus")
    REFUSE = "refuse", _("refuser")
    WAIT = "wait", _("inscrire sur la liste d’attente")


GRANTED = (Verdict.GRANT, Verdict.CONDITIONAL, Verdict.PENDING)


class Reason(models.TextChoices):
    """Why a project is refused or waits: always with a text beside."""

    PROMOTER = "promoter", _("promoteur non admissible")
    EXPENSES = "expenses", _("dépenses non admissibles")
    TERRITORY = "territory", _("hors du territoire")
    OBJECTIVES = "objectives", _("hors des objectifs")
    INCOMPLETE = "incomplete", _("incomplet au terme du délai")
    STACKING = "stacking", _("cumul des aides dépassé")
    FINANCING = "financing", _("montage financier non confirmé")
    THRESHOLD = "threshold", _("seuil de la grille non atteint")
    EXHAUSTED = "exhausted", _("enveloppe épuisée")
    ELSEWHERE = "elsewhere", _("un autre programme y répond")
    VIABILITY = "viability", _("viabilité non démontrée")
    DUPLICATE = "duplicate", _("double d’un autre projet")
    WITHDRAWN = "withdrawn", _("retiré par le promoteur")
