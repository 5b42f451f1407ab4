"""The closed words of conventions: where each stands, who signs it and how, what is paid, what is asked to change, what is reported."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a convention stands. Nothing stores it: its signatures, its dates and the clock say it."""

    DRAFT = "draft", _("en rédaction")
    SENT = "sent", _("transmise")
    SIGNED_PROMOTER = "promoter", _("signée par le promoteur")
    SIGNED_MANAGER = "manager", _("signée par le gestionnaire")
    IN_FORCE = "in_force", _("en vigueur")
    LAPSED = "lapsed", _("caduque")
    IN_DEFAULT = "in_default", _("en défaut")
    TERMINATED = "terminated", _("résiliée")
    CLOSED = "closed", _("close")


RUNNING = (State.IN_FORCE, State.IN_DEFAULT)
"""States in which both have signed and neither is free of it."""
TO_SIGN = (State.SENT, State.SIGNED_PROMOTER, State.SIGNED_MANAGER)
"""States in which a signature is awaited."""


class Side(models.TextChoices):
    """For whom somebody signs."""

    PROMOTER = "promoter", _("promoteur")
    MANAGER = "manager", _("gestionnaire")


class How(models.TextChoices):
    """How a signature was given."""

    LINK = "link", _("par le lien de la lettre")
    PAGE = "page", _("dans une page, en étant connecté")
    PAPER = "paper", _("sur papier")


class InstalmentState(models.TextChoices):
    """Where an instalment stands, as its condition, its payments, the clock and the reserve of credits say."""

    PLANNED = "planned", _("prévu")
    DUE = "due", _("exigible")
    SUSPENDED = "suspended", _("suspendu")
    ENTERED = "entered", _("saisi, à approuver")
    PAID = "paid", _("versé")
    CANCELLED = "cancelled", _("annulé")


class Change(models.TextChoices):
    """What a promoter asks to change in its convention."""

    POSTS = "posts", _("passer une somme d’un poste à l’autre")
    DATE = "date", _("reporter une date")
    SCOPE = "scope", _("changer l’objet du projet")
    AMOUNT = "amount", _("changer le montant de l’aide")


class Outcome(models.TextChoices):
    """What came of a request to change."""

    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée")


class Report(models.TextChoices):
    """What a promoter reports: how the project goes, or what it was."""

    INTERIM = "interim", _("rapport d’étape")
    FINAL = "final", _("rapport final")


class ReportState(models.TextChoices):
    """Where a report stands, as its deposits and the clock say."""

    EXPECTED = "expected", _("attendu")
    LATE = "late", _("en retard")
    DEPOSITED = "deposited", _("déposé")
    TO_CORRECT = "to_correct", _("à corriger")
    ACCEPTED = "accepted", _("accepté")
    WAIVED = "waived", _("dispensé")


TO_WRITE = (ReportState.EXPECTED, ReportState.LATE, ReportState.TO_CORRECT)
"""States in which a report awaits its promoter."""


class RecoveryState(models.TextChoices):
    """Where a recovery stands, as its claim, its schedule and its repayments say."""

    FOUND = "found", _("constatée")
    CLAIMED = "claimed", _("réclamée")
    AGREED = "agreed", _("échéancier convenu")
    REPAID = "repaid", _("remboursée")
    WRITTEN_OFF = "written_off", _("radiée")


QUESTIONS = (
    ("done", _("Ce qui a été réalisé"), True),
    ("results", _("Les résultats, à côté de ceux qui étaient visés"), True),
    ("gaps", _("Les écarts, et pourquoi"), False),
    ("visibility", _("La visibilité donnée aux partenaires de l’entente"), False),
    ("next", _("Ce qui vient"), False),
)
"""The questions of a report: name, words, whether a deposit needs it. Indicators will have their place beside them."""
