"""Norms as they are being written beside an allocation framework."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.frameworks.models import Framework


class NormsText(models.Model):
    """The norms being written beside the text of an allocation framework, as plain values (`queries.norms.Norms`).

    They hold for nobody: norms in force are those that the last settled matter of a framework froze. `revision` grows with each save.
    """

    framework = models.OneToOneField(Framework, models.CASCADE, related_name="norms")
    values = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    written_at = models.DateTimeField(_("écrites le"))
