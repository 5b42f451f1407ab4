"""What bodies resolve in writing between two meetings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Body, Term
from ententes.decisions.models import Interest, Matter, Resolution


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Readings of consultations."""

    def read_as(self, capacities: Any) -> ConsultationQuerySet:
        """Those of the bodies of these capacities, of one person; all for the coordination. An interest in the matter hides it."""
        if not capacities:
            return self.none()
        rows = self.exclude(matter__in=Interest.objects.closing(capacities[0].person))
        if any(one.coordinates for one in capacities):
            return rows
        return rows.filter(body__in=[one.body.pk for one in capacities if one.body])


class Consultation(models.Model):
    """A resolution proposed in writing between two meetings. All who may vote must sign; one refusal sends it to a meeting."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="consultations")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="consultations")
    title = models.CharField(_("objet"), max_length=300)
    whereas = models.TextField(_("considérant"), blank=True)
    resolved = models.TextField(_("il est résolu"))
    conditions = models.TextField(_("conditions"), blank=True)
    sha256 = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closes_on = models.DateField(_("à signer d’ici le"))
    ended_at = models.DateTimeField(null=True, blank=True)
    why_ended = models.TextField(blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]


class Consent(models.Model):
    """What one seat answered to a consultation: signed or refused, over which text; empty until then.

    `recorded_by` says who wrote it down, where the answer came on paper.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="consents")
    term = models.ForeignKey(Term, models.PROTECT, related_name="consents")
    signed = models.BooleanField(null=True)
    words = models.TextField(_("motifs"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.CharField(_("consignée par"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "term"], name="consent_once")]
