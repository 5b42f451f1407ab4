"""The closed words of analysis: where an analyst is with a file, and what settles a tie."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Where somebody is with a file that they analyse, as what they signed, declared and locked says."""

    UNSIGNED = "unsigned", _("engagement à signer")
    UNDECLARED = "undeclared", _("déclaration à faire")
    SCORING = "scoring", _("à noter")
    LOCKED = "locked", _("noté et verrouillé")
    INTERESTED = "interested", _("fermé par un intérêt déclaré")


class Tie(models.TextChoices):
    """What settles a tie, in the order that a grid gives; the order of deposit always comes last."""

    BLOCK = "block", _("la meilleure note au bloc")
    TERRITORY = "territory", _("le territoire qui n’a encore rien reçu")
    DEPOSIT = "deposit", _("l’ordre de dépôt")


HIGHEST = 10
"""The best note, in halves of a point: notes go from 0 to 5 by halves, and are kept as whole numbers."""
