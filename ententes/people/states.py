"""The closed words of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Digest(models.TextChoices):
    """How often somebody wants one letter about what awaits them and what happened."""

    WEEKLY = "weekly", _("chaque semaine")
    DAILY = "daily", _("chaque jour")
    NEVER = "never", _("jamais")
