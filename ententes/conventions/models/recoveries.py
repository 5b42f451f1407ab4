"""What promoters owe back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.decisions.models import Resolution
from ententes.funding.models import LedgerEntry

from .agreements import GrantAgreement


class Recovery(models.Model):
    """What was paid above what is due, or to a promoter in default: found, claimed, paid back by a schedule, or written off.

    Only a resolution writes it off (`written_off`). What came back is in the ledger, by its repayments.
    """

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="recoveries")
    cents = models.BigIntegerField(_("montant"))
    reason = models.TextField(_("motif"))
    found_at = models.DateTimeField(_("constatée le"))
    found_by = models.CharField(_("constatée par"), max_length=300)
    claimed_at = models.DateTimeField(_("réclamée le"), null=True, blank=True)
    claimed_by = models.CharField(_("réclamée par"), max_length=300, blank=True)
    agreed_at = models.DateTimeField(_("échéancier convenu le"), null=True, blank=True)
    written_off = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    written_off_at = models.DateTimeField(_("radiée le"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="recovery_of_something"),
            models.CheckConstraint(
                condition=models.Q(written_off__isnull=True, written_off_at__isnull=True)
                | models.Q(written_off__isnull=False, written_off_at__isnull=False),
                name="recovery_written_off_by_a_resolution",
                violation_error_message=_("Une somme n’est radiée que par une résolution."),
            ),
        ]


class Repayment(models.Model):
    """One due date of a recovery, and the entry of the ledger once it came back."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    position = models.PositiveSmallIntegerField(_("rang"))
    due_on = models.DateField(_("dû le"))
    cents = models.BigIntegerField(_("montant"))
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, null=True, blank=True, related_name="repayment")
    replaced_at = models.DateTimeField(_("remplacée le"), null=True, blank=True)

    class Meta:
        ordering = ["recovery", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "position"], condition=models.Q(replaced_at__isnull=True), name="repayment_once"),
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="repayment_of_something"),
        ]
