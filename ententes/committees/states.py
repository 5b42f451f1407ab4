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
