"""The closed words of frameworks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a text is. The first three are the subjects that mandates name; a `document` is any other text a body adopts."""

    EVALUATION_FRAMEWORK = "evaluation_framework", _("cadre d’évaluation")
    ALLOCATION_FRAMEWORK = "allocation_framework", _("cadre de référence sur l’allocation des sommes")
    COMMUNICATION_PROTOCOL = "communication_protocol", _("protocole de communication publique")
    DOCUMENT = "document", _("autre document")
