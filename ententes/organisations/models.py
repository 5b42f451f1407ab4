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


class FormerName(models.Model):
    """The name an organisation bore until a day: what was signed then keeps it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = models.CharField(_("nom"), max_length=300)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    until = models.DateField(_("jusqu’au"))

    class Meta:
        ordering = ["until", "pk"]


class Territory(models.Model):
    """A part of the country that seats stand for and actions reach: a region, a county, a town, a nation. `parents` may be several."""

    name = models.CharField(_("nom"), max_length=200, unique=True)
    kind = models.CharField(_("nature"), max_length=60, blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        return self.name
