"""The closed words of bodies and terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a body is for. The agreement's vocabulary may call it otherwise."""

    MANAGEMENT = "management", _("comité de gestion")
    FOLLOW_UP = "follow_up", _("comité de suivi")
    WORKING = "working", _("comité de travail")
    YOUTH = "youth", _("comité jeunesse")
    EXECUTIVE = "executive", _("comité exécutif")
    BOARD = "board", _("conseil d’administration")
    SELECTION = "selection", _("comité de sélection")
    ASSEMBLY = "assembly", _("assemblée")
    OTHER = "other", _("autre instance")


class Role(models.TextChoices):
    """How somebody holds a seat."""

    HOLDER = "holder", _("titulaire")
    SUBSTITUTE = "substitute", _("substitut")


class Office(models.TextChoices):
    """A charge somebody has on a body, whatever their seat; the secretary may have none."""

    CHAIR = "chair", _("présidence")
    SECRETARY = "secretary", _("secrétariat")


class Quorum(models.TextChoices):
    """How many must be there for a body to decide."""

    MAJORITY = "majority", _("la majorité des sièges qui votent")
    OCCUPIED = "occupied", _("la majorité des sièges occupés qui votent")
    COUNT = "count", _("un nombre fixé")


class Majority(models.TextChoices):
    """How many votes carry a resolution; abstentions are not votes."""

    SIMPLE = "simple", _("plus de pour que de contre")
    TWO_THIRDS = "two_thirds", _("les deux tiers des votes exprimés")
    CONSENSUS = "consensus", _("personne ne s’oppose")


class Readers(models.TextChoices):
    """Who reads the adopted minutes of a body."""

    MEMBERS = "members", _("ses membres")
    AGREEMENT = "agreement", _("toutes les instances de l’entente")
    PUBLIC = "public", _("tout le monde, une fois l’entente publiée")


NUMBERING_FIELDS = ("SIGLE", "AAAA", "AA", "MM", "JJ", "NN")
"""What the pattern of the numbers of resolutions may hold, between braces; NN is the rank, and always there."""
