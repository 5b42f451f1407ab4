"""The closed words of money: what a contribution is made of, what an entry of the ledger says, and how a sum is shared among partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Nature(models.TextChoices):
    """What a contribution is made of. One in kind is promised and received at its value, and pays for nothing."""

    MONEY = "money", _("en argent")
    IN_KIND = "in_kind", _("en nature")


class Kind(models.TextChoices):
    """What an entry of the ledger says. None is ever deduced from another."""

    PLEDGED = "pledged", _("promis")
    RECEIVED = "received", _("reçu")
    RESERVED = "reserved", _("réservé")
    RECOMMENDED = "recommended", _("recommandé")
    COMMITTED = "committed", _("engagé")
    PAID = "paid", _("versé")
    JUSTIFIED = "justified", _("justifié")
    RECOVERED = "recovered", _("récupéré")
    INTEREST = "interest", _("intérêts")
    ADMINISTRATION = "administration", _("frais d’administration")
    CARRIED = "carried", pgettext_lazy("sum", "reporté")
    RETURNED = "returned", pgettext_lazy("sum", "rendu")


OF_CONTRIBUTIONS = (Kind.PLEDGED, Kind.RECEIVED)
OF_USES = (Kind.RESERVED, Kind.RECOMMENDED, Kind.COMMITTED, Kind.PAID, Kind.JUSTIFIED, Kind.RECOVERED)
SHARED = (Kind.COMMITTED, Kind.PAID, Kind.RECOVERED, Kind.RETURNED)
"""What is shared among the contributions that bear it, to the cent."""
AFTER_CLOSING = (Kind.RECEIVED, Kind.PAID, Kind.JUSTIFIED, Kind.RECOVERED)
"""What may still be told of a closed year, of what was promised or committed before: a fact of a later day."""


class Fate(models.TextChoices):
    """What becomes of what is left in an envelope when its year is closed."""

    CARRY = "carry", _("reporté à l’exercice suivant")
    RETURN = "return", _("rendu aux partenaires")


class Sharing(models.TextChoices):
    """How what no earmark covers is shared among the other contributions."""

    PROPORTION = "proportion", _("en proportion de ce qui reste promis")
    ORDER = "order", _("dans l’ordre des promesses, jusqu’à épuisement de chacune")
