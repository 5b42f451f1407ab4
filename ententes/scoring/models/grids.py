"""Grids of analysis."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement


class Grid(models.Model):
    """Criteria by blocks with their weights, guides and thresholds, as plain values (`queries.grids.Scale`).

    One that an analysis follows is never changed: another `version` takes its place (`replaces`), for the analyses that begin later.
    `revision` grows with each save.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="grids")
    title = models.CharField(_("titre"), max_length=200)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    values = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    written_at = models.DateTimeField(_("écrite le"))

    class Meta:
        ordering = ["title", "version", "pk"]

    def __str__(self) -> str:
        return self.title
