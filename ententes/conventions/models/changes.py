"""What promoters ask to change in their conventions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.decisions.models import Matter, Resolution
from ententes.documents.models import File

from ..states import Change, Outcome
from .agreements import GrantAgreement


class ChangeRequest(models.Model):
    """A « demande de modification » of a convention: what is asked, what was thought of it, and who decided what.

    `details` are its figures as plain values. Beyond the threshold of the coordination, `matter` carries it: `proposed`, `cents` (the new
    aid, where it is not what was asked) and `reasons` are the proposal as it is written, until the resolution of the last body settles
    it by the copy it bears on. An accepted one that changes the text has an addendum: `content`, frozen as `sha256` and `file` once it
    is sent, and signed as the convention was.
    """

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(_("objet"), max_length=8, choices=Change.choices)
    words = models.TextField(_("ce qui est demandé, et pourquoi"))
    details = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_by = models.CharField(_("consignée par"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("demandée le"))
    analysis = models.TextField(_("analyse"), blank=True)
    analysed_by = models.CharField(_("analysée par"), max_length=300, blank=True)
    analysed_at = models.DateTimeField(_("analysée le"), null=True, blank=True)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="change_request")
    proposed = models.CharField(_("proposition"), max_length=10, choices=Outcome.choices, blank=True)
    cents = models.BigIntegerField(_("nouvelle aide"), null=True, blank=True)
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome.choices, blank=True)
    reasons = models.TextField(_("motif"), blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.CharField(_("décidée par"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("avenant transmis le"), null=True, blank=True)

    class Meta:
        ordering = ["convention", "number"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="change_number_once"),
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at__isnull=True) | models.Q(outcome__in=Outcome.values, decided_at__isnull=False),
                name="change_decided_is_dated",
            ),
        ]
