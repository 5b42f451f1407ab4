"""The closed words of projects: who may apply, what their money is made of, and when aid is paid."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Promoter(models.TextChoices):
    """What whoever carries a project is. Norms give each its rate; one without a rate is not eligible."""

    NONPROFIT = "nonprofit", _("organisme à but non lucratif")
    COOPERATIVE = "cooperative", _("coopérative")
    MUNICIPAL = "municipal", _("organisme municipal")
    BAND_COUNCIL = "band_council", _("conseil de bande")
    PRIVATE = "private", _("entreprise privée")
    OTHER = "other", _("autre promoteur")


class SourceKind(models.TextChoices):
    """What another source of money is. Norms say how much of each counts as public aid."""

    GRANT = "grant", _("subvention publique")
    TAX_CREDIT = "tax_credit", _("crédit d’impôt")
    PUBLIC_LOAN = "public_loan", _("prêt ou contribution remboursable d’un programme public")
    GUARANTEE = "guarantee", _("garantie de prêt publique")
    MUNICIPAL_AID = "municipal_aid", _("aide municipale")
    PUBLIC_IN_KIND = "public_in_kind", _("apport public en nature")
    FOUNDATION = "foundation", _("fondation, don ou commandite")
    PRIVATE = "private", _("financement privé : caisse, banque, fonds")


class SourceStatus(models.TextChoices):
    """How sure a source is."""

    CONFIRMED = "confirmed", _("confirmé")
    ASKED = "asked", _("demandé")
    EXPECTED = "expected", _("à venir")


class ExpenseStart(models.TextChoices):
    """From when an expense counts."""

    DEPOSIT = "deposit", _("le dépôt de la demande")
    DECISION = "decision", _("la décision")
    SIGNATURE = "signature", _("la signature de la convention")


class Trigger(models.TextChoices):
    """What makes an instalment due. The last one is always the balance."""

    SIGNED = "signed", _("à la signature de la convention")
    INTERIM = "interim", _("à l’acceptation du rapport d’étape")
    FINAL = "final", _("à l’acceptation du rapport final")


class CallState(models.TextChoices):
    """Where a call is. Only its publication and its cancelling are recorded: the clock does the rest."""

    DRAFT = "draft", _("en préparation")
    ANNOUNCED = "announced", _("annoncé")
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("fermé")
    CANCELLED = "cancelled", _("annulé")
