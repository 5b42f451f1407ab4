"""Organisations as agreements name them: one organisation, all its spellings, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A legal person or a group that an agreement names. Renamed or merged, it keeps its name and points at its successor."""

    name = models.CharField(_("nom"), max_length=300)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("devenue"))
    dissolved_on = models.DateField(_("dissoute le"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.acronym or self.name


class Alias(models.Model):
    """Another spelling under which an organisation appears in documents."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name
