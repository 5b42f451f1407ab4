"""The closed words of frameworks, and the outline that each kind begins with."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a text is. The first three are the subjects that mandates name; a `document` is any other text a body adopts."""

    EVALUATION_FRAMEWORK = "evaluation_framework", _("cadre d’évaluation")
    ALLOCATION_FRAMEWORK = "allocation_framework", _("cadre de référence sur l’allocation des sommes")
    COMMUNICATION_PROTOCOL = "communication_protocol", _("protocole de communication publique")
    DOCUMENT = "document", _("autre document")


WRITING_VERBS = ("propose", "collaborate", "adopt", "determine")
"""The powers over a kind of text that let the members of a body write it."""

OUTLINES: dict[Any, tuple[tuple[str, str], ...]] = {
    Kind.EVALUATION_FRAMEWORK: (
        ("Objet de l’évaluation", "*Dire ce que l’évaluation doit éclairer, pour qui, et quelle décision elle prépare.*"),
        (
            "Modèle logique",
            "*Relier la raison d’être, les ressources, les activités, ce qu’elles produisent et les effets attendus : immédiats, "
            "intermédiaires, ultimes.*",
        ),
        (
            "Questions d’évaluation",
            "*Poser peu de questions, rangées par critère : mise en œuvre, réalisations, retombées, efficacité, pertinence.*",
        ),
        (
            "Indicateurs",
            "*Une ligne par indicateur; définir ce qui est compté, pour que les chiffres s’additionnent.*\n\n"
            "| Indicateur | Définition | Source | Cible | Fréquence |\n| --- | --- | --- | --- | --- |\n|  |  |  |  |  |",
        ),
        (
            "Collecte des données",
            "*Dire qui recueille quoi, auprès de qui, quand, et comment les renseignements personnels sont protégés.*",
        ),
        (
            "Analyse et jugement",
            "*Dire à partir de quoi un résultat est jugé satisfaisant, à améliorer ou insuffisant, et que faire d’une donnée absente.*",
        ),
        ("Rôles et calendrier", "*Dire qui prépare, qui commente, qui adopte, et à quelles dates de chaque année.*"),
        ("Diffusion et suites", "*Dire à qui les résultats sont remis, sous quelle forme, et comment ils servent au plan suivant.*"),
    ),
    Kind.ALLOCATION_FRAMEWORK: (
        ("Objet et principes", "*Dire à quoi servent les sommes de l’entente et ce qui guide leur répartition.*"),
        (
            "Enveloppes",
            "*Une ligne par enveloppe; dire ce qui peut passer de l’une à l’autre, et par qui.*\n\n"
            "| Objectif | Exercice | Montant |\n| --- | --- | --- |\n|  |  |  |",
        ),
        ("Promoteurs admissibles", "*Dire qui peut demander, et ce qui rend une demande irrecevable.*"),
        ("Projets admissibles", "*Dire le territoire, les objectifs servis, quand un projet peut commencer et doit finir.*"),
        (
            "Dépenses admissibles et non admissibles",
            "*Énumérer les unes et les autres, et dire à partir de quelle date une dépense compte.*",
        ),
        ("Aide accordée", "*Fixer les taux, le minimum et le maximum, la mise de fonds, et comment se compte le cumul des aides.*"),
        (
            "Critères d’analyse",
            "*Une ligne par critère; le total et le seuil sont dits ici.*\n\n"
            "| Critère | Ce qui est regardé | Points |\n| --- | --- | --- |\n|  |  |  |",
        ),
        (
            "Cheminement d’une demande",
            "*Dire si l’on dépose sur appel ou en continu, ce que le dossier contient, qui vérifie, analyse, recommande et décide.*",
        ),
        ("Intérêts et confidentialité", "*Dire comment un intérêt se déclare, qui se retire, et ce qui reste confidentiel.*"),
        (
            "Convention, versements et reddition de comptes",
            "*Dire à quelles étapes l’aide est versée, sur quelles pièces, et ce qui est dû à la fin.*",
        ),
        ("Modifications et défauts", "*Dire comment un projet change en route, et ce qui arrive quand une obligation n’est pas tenue.*"),
        ("Révision du cadre", "*Dire quand le cadre est revu, et ce qui vaut pour les demandes déjà déposées.*"),
    ),
    Kind.COMMUNICATION_PROTOCOL: (
        ("Objet et principes", "*Dire quelles communications sont visées, et ce que les partenaires se doivent les uns aux autres.*"),
        ("Porte-parole", "*Nommer par leur fonction les personnes qui parlent de l’entente, des décisions et des activités.*"),
        ("Annonces conjointes", "*Dire qui annonce, qui est invité à être cité, et jusqu’à quand une décision reste sous embargo.*"),
        (
            "Préavis aux partenaires",
            "*Une ligne par sorte de communication; compter en jours ouvrables.*\n\n"
            "| Communication | Préavis | À qui |\n| --- | --- | --- |\n|  |  |  |",
        ),
        ("Approbation des textes", "*Dire qui relit, dans quel délai, et ce que vaut un silence.*"),
        ("Mentions et logos", "*Donner la mention à employer, l’ordre des partenaires et les fichiers de logos permis.*"),
        ("Obligations des promoteurs", "*Dire ce qu’un projet soutenu doit afficher, selon l’aide reçue, et les preuves à remettre.*"),
        ("Situations délicates", "*Dire qui est averti d’abord, qui répond, et qui décide de ce qui est dit.*"),
        ("Registre des communications", "*Dire où sont gardés les communiqués, les invitations et les mentions dans les médias.*"),
        ("Durée et révision", "*Dire depuis quand le protocole vaut et comment il est revu.*"),
    ),
    Kind.DOCUMENT: (
        ("Objet", "*Dire à quoi sert ce texte et à qui il s’adresse.*"),
        ("Contenu", "*Écrire ici; d’autres sections s’ajoutent au besoin.*"),
        ("Suites", "*Dire ce qui découle de ce texte, qui s’en charge et quand il est revu.*"),
    ),
}
"""The titles of sections, each with a sentence that says what to write there. They enter the text itself, in French as the agreement is."""
