"""Calls for projects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.funding.models import Envelope
from ententes.ground import clock
from ententes.ground.held import held

from ..states import CallState


class CallQuerySet(models.QuerySet["Call"]):
    """Readings of calls."""

    def public(self) -> CallQuerySet:
        """Those that were published: anybody reads them, even where the agreement itself is not public."""
        return self.filter(published_at__isnull=False)

    def seen_by(self, person: Any) -> CallQuerySet:
        """The published ones, and the drafts of the agreements the person coordinates."""
        if not person.is_authenticated:
            return self.public()
        coordinated = Agreement.objects.filter(held("coordinations__", person, clock.today())).values("pk")
        return self.filter(models.Q(published_at__isnull=False) | models.Q(agreement__in=coordinated))


class Call(models.Model):
    """A call for projects: its words, the envelopes it draws on, when it opens and until when it receives.

    `offered` is all that it gives, `each` the most that it gives to one project, in cents: all read both once it is published, and they
    no longer change. `closes_at` is the last instant at which an application is received; without it the call is continuous.
    `analysed_by` is the body that analyses, a choice of the call. `waived_because` says why it opened before any norms were in force,
    for all to read. `checklist` is the list of points (`key`, `words`, `test`) by which its applications are admitted: the one of the
    product until it was written.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="calls")
    title = models.CharField(_("titre"), max_length=300)
    words = models.TextField(_("texte de l’appel"), blank=True)
    envelopes = models.ManyToManyField(Envelope, blank=True, related_name="calls")
    offered = models.BigIntegerField(_("somme offerte"), null=True, blank=True)
    each = models.BigIntegerField(_("aide maximale par projet"), null=True, blank=True)
    opens_at = models.DateTimeField(_("ouvre le"))
    closes_at = models.DateTimeField(_("reçoit jusqu’au"), null=True, blank=True)
    wants_letter = models.BooleanField(_("demande d’abord une lettre d’intention"), default=False)
    analysed_by = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    waived_because = models.TextField(_("motif de l’ouverture sans normes"), blank=True)
    checklist = models.JSONField(_("liste de contrôle de l’admissibilité"), default=list)
    begun_at = models.DateTimeField(_("commencé le"))
    published_at = models.DateTimeField(_("publié le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    cancelled_because = models.TextField(_("motif de l’annulation"), blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")), name="call_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, when: datetime) -> Any:
        """The `CallState` at that moment: the clock alone opens and closes a call."""
        if self.cancelled_at is not None:
            return CallState.CANCELLED
        if self.published_at is None:
            return CallState.DRAFT
        if when < self.opens_at:
            return CallState.ANNOUNCED
        return CallState.OPEN if self.closes_at is None or when <= self.closes_at else CallState.CLOSED


class Prolongation(models.Model):
    """That a call receives for longer than it said: from when to when, and why, for all to read."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="prolongations")
    closed_at = models.DateTimeField(_("fermait le"))
    closes_at = models.DateTimeField(_("ferme le"))
    reason = models.TextField(_("motif"))
    at = models.DateTimeField(_("décidée le"))
    capacity = models.CharField(_("à quel titre"), max_length=300)

    class Meta:
        ordering = ["pk"]
