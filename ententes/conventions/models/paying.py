"""What a convention pays, when, and that it was paid: instalments and payments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.documents.models import File
from ententes.funding.models import LedgerEntry
from ententes.ground.money import MOST
from ententes.projects.states import Trigger

from .agreements import GrantAgreement


class Instalment(models.Model):
    """A « versement » of a convention: how much, and on which condition. Due once its condition is met, and never before.

    `share` is in hundredths of a percent of the aid; the last one is what remains. `due_on` is known once the condition is met.
    That it is suspended is read in the defaults of the promoter and in the reserve of credits, never here.
    """

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("rang"))
    trigger = models.CharField(_("condition"), max_length=8, choices=Trigger.choices)
    share = models.PositiveSmallIntegerField(_("part de l’aide"))
    cents = models.BigIntegerField(_("montant"))
    within_days = models.PositiveSmallIntegerField(_("délai, en jours"), null=True, blank=True)
    due_on = models.DateField(_("à verser au plus tard le"), null=True, blank=True)
    met_on = models.DateField(_("condition remplie le"), null=True, blank=True)
    met_words = models.TextField(_("preuve"), blank=True)
    met_file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    met_by = models.CharField(_("consignée par"), max_length=300, blank=True)
    met_at = models.DateTimeField(_("consignée le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    cancelled_because = models.TextField(_("motif de l’annulation"), blank=True)

    class Meta:
        ordering = ["convention", "position"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "position"], name="instalment_once"),
            models.CheckConstraint(condition=models.Q(cents__gte=0, cents__lt=MOST), name="instalment_not_negative"),
            models.CheckConstraint(condition=models.Q(share__lte=10_000), name="instalment_share_of_one"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(met_at__isnull=False),
                name="instalment_due_once_met",
                violation_error_message=_("Un versement n’est exigible que sa condition remplie."),
            ),
        ]


class Payment(models.Model):
    """That an instalment was paid: entered by one person, approved by another, and only then written in the ledger (`entry`).

    What is refused stays, with its reason; another may then be entered.
    """

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="payments")
    cents = models.BigIntegerField(_("montant"))
    paid_on = models.DateField(_("versé le"))
    reference = models.CharField(_("numéro du chèque ou du virement"), max_length=100, blank=True)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_as = models.CharField(_("saisi à titre de"), max_length=300)
    entered_at = models.DateTimeField(_("saisi le"))
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_as = models.CharField(_("approuvé à titre de"), max_length=300, blank=True)
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True)
    refused_by = models.CharField(_("refusé par"), max_length=300, blank=True)
    refused_at = models.DateTimeField(_("refusé le"), null=True, blank=True)
    refused_because = models.TextField(_("motif du refus"), blank=True)
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, blank=True, related_name="payment")

    class Meta:
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("entered_by")),
                name="payment_entered_by_one_approved_by_another",
                violation_error_message=_("Qui a saisi un versement ne l’approuve pas."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True, approved_at__isnull=True, entry__isnull=True)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False, entry__isnull=False, refused_at__isnull=True),
                name="payment_approved_is_in_the_ledger",
            ),
            models.UniqueConstraint(
                fields=["instalment"],
                condition=models.Q(refused_at__isnull=True),
                name="payment_once",
                violation_error_message=_("Ce versement est déjà saisi."),
            ),
        ]
