"""The closed words of projects: who may apply, what their money is made of, and when aid is paid."""

from typing import Any

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


class ApplicationState(models.TextChoices):
    """Where an application is, as its deposits and its withdrawal say."""

    DRAFT = "draft", _("brouillon")
    DEPOSITED = "deposited", _("déposée")
    WITHDRAWN = "withdrawn", _("retirée")


class Section(models.TextChoices):
    """The parts of an application, in the order in which they are written."""

    PROMOTER = "promoteur", _("Le promoteur")
    PROJECT = "projet", _("Le projet")
    RESULTS = "resultats", _("Le calendrier et les résultats")
    STRENGTH = "portee", _("La portée et la viabilité")
    BUDGET = "budget", _("Le budget et le financement")
    DECLARATIONS = "declarations", _("Les déclarations")


FIELDS: dict[str, tuple[tuple[str, Any, int, bool], ...]] = {
    str(Section.PROMOTER): (
        ("constituted_on", _("Date de constitution"), 40, False),
        ("territory", _("Territoire"), 300, True),
        ("representative", _("Représentant autorisé : nom, fonction, coordonnées"), 500, True),
        ("principles", _("Ce qui fait de l’organisme un promoteur admissible"), 3000, False),
        ("governance", _("Gouvernance et compétence"), 5000, False),
    ),
    str(Section.PROJECT): (
        ("summary", _("Résumé, que tous liront si le projet est soutenu"), 500, True),
        ("description", _("Description"), 10_000, True),
        ("need", _("Besoin auquel le projet répond"), 5000, True),
        ("public", _("À qui il s’adresse"), 3000, False),
        ("served", _("Territoires desservis"), 1000, False),
        ("objectives", _("Objectifs de l’entente auxquels il contribue"), 3000, True),
    ),
    str(Section.RESULTS): (
        ("begins", _("Début prévu"), 60, True),
        ("ends", _("Fin prévue"), 60, True),
        ("milestones", _("Étapes et échéances"), 5000, True),
        ("results", _("Résultats visés : indicateurs et cibles"), 5000, True),
        ("jobs", _("Emplois créés ou maintenus"), 1000, False),
    ),
    str(Section.STRENGTH): (
        ("innovation", _("Caractère structurant ou novateur"), 5000, False),
        ("partners", _("Partenaires"), 5000, False),
        ("viability", _("Viabilité après l’aide"), 5000, True),
        ("sustainability", _("Développement durable"), 3000, False),
        ("visibility", _("Visibilité donnée aux partenaires de l’entente"), 3000, False),
    ),
    str(Section.DECLARATIONS): (
        ("interests", _("Intérêts ou conflits à déclarer (écrivez « aucun » s’il n’y en a pas)"), 3000, True),
        ("others", _("Autres demandes d’aide pour ce projet, déposées ou prévues"), 3000, True),
        ("authority", _("Résolution qui autorise la demande et nomme le signataire"), 1000, True),
    ),
}
"""The questions of each part but the budget: name, words, the longest answer in characters, whether a deposit needs it."""
