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
    """Where an application is: its letter of intent, its deposits, what was asked for since, the last verdict and its withdrawal say it."""

    LETTER = "letter", _("lettre d’intention à écrire")
    LETTER_SENT = "letter_sent", _("lettre d’intention déposée")
    OUT_OF_SCOPE = "out_of_scope", _("lettre d’intention hors de l’objet de l’appel")
    DRAFT = "draft", _("brouillon")
    DEPOSITED = "deposited", _("déposée")
    INCOMPLETE = "incomplete", _("complément demandé")
    COMPLETED = "completed", _("complément reçu")
    OVERDUE = "overdue", _("incomplète au terme du délai")
    ADMISSIBLE = "admissible", _("admissible")
    INADMISSIBLE = "inadmissible", _("non admissible")
    WITHDRAWN = "withdrawn", _("retirée")


class Reply(models.TextChoices):
    """What is answered to a point of the checklist."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    NOT_APPLICABLE = "na", _("sans objet")


class Computed(models.TextChoices):
    """What the product computes of a deposit, for the points of a checklist that name it."""

    COMPLETE = "complete", _("toutes les questions nécessaires ont leur réponse")
    IN_TIME = "in_time", _("déposée pendant que l’appel recevait")
    PROMOTER = "promoter", _("sorte de promoteur admissible selon les normes")
    AMOUNTS = "amounts", _("taux, montants et cumul (règles A, B, C et E)")
    OWN = "own", _("mise de fonds (règle D)")


class Inadmissible(models.TextChoices):
    """Why an application is not admissible: always with a text beside."""

    PROMOTER = "promoter", _("promoteur non admissible")
    EXPENSES = "expenses", _("dépenses non admissibles")
    TERRITORY = "territory", _("hors du territoire")
    OBJECTIVES = "objectives", _("hors des objectifs")
    INCOMPLETE = "incomplete", _("incomplet au terme du délai")
    STACKING = "stacking", _("cumul des aides dépassé")
    FINANCING = "financing", _("montage financier non confirmé")
    ELSEWHERE = "elsewhere", _("un autre programme y répond")
    DUPLICATE = "duplicate", _("double d’un autre projet")
    OTHER = "other", _("autre motif")


class PieceKind(models.TextChoices):
    """What is joined to an application."""

    CHARTER = "charter", _("acte constitutif ou lettres patentes")
    RESOLUTION = "resolution", _("résolution du conseil qui autorise la demande et nomme le signataire")
    STATEMENTS = "statements", _("derniers états financiers")
    INTERIM = "interim", _("résultats de l’année en cours")
    FORECAST = "forecast", _("prévisions budgétaires")
    DIRECTORS = "directors", _("liste des administrateurs")
    QUOTE = "quote", _("soumission ou devis")
    SUPPORT = "support", _("lettre d’appui")
    FINANCING = "financing", _("lettre d’un autre financement")
    ATTESTATION = "attestation", _("attestation")
    OTHER = "other", _("autre pièce")


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

CHECKLIST: tuple[tuple[str, str, str], ...] = (
    ("form", "Le formulaire est complet.", str(Computed.COMPLETE)),
    ("time", "La demande est déposée avant l’échéance.", str(Computed.IN_TIME)),
    ("neq", "Le numéro d’entreprise est valide, et l’organisme est immatriculé.", ""),
    ("promoter", "Le promoteur est d’une sorte admissible.", str(Computed.PROMOTER)),
    ("principles", "L’organisme répond aux principes de l’économie sociale.", ""),
    ("territory", "Le projet se déroule sur le territoire de l’entente.", ""),
    ("objective", "Le projet contribue à au moins un objectif de l’entente.", ""),
    ("begun", "Le projet n’est pas commencé.", ""),
    ("end", "Le projet finit avant l’entente.", ""),
    ("amounts", "Le coût, l’aide demandée, le taux et le cumul respectent les normes.", str(Computed.AMOUNTS)),
    ("own", "La mise de fonds atteint ce que les normes demandent.", str(Computed.OWN)),
    ("resolution", "La résolution du conseil autorise la demande et nomme le signataire.", ""),
    ("statements", "Les derniers états financiers sont joints.", ""),
    ("default", "Le promoteur n’est en défaut d’aucune convention antérieure.", ""),
    ("elsewhere", "Les autres programmes publics ont été sollicités.", ""),
    ("declarations", "Les déclarations (intérêts, autres demandes, registres) sont faites.", ""),
)
"""The checklist that a call begins with: a name, the point in the words of the agreement, and the `Computed` that says it it or nothing.

It holds for no call as such: each keeps its own, that the coordination changes until it is published.
"""
