"""What promoters report on their projects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.documents.models import File

from ..states import Report
from .agreements import GrantAgreement


class ProjectReport(models.Model):
    """A report that a convention expects of its promoter by a day, `answers`, `costs` and `results` as they write them until they deposit.

    A result is the words of an indicator, its target and what was achieved as plain decimals, the unit, and the day it was so.

    Where it stands is read in its deposits and in the clock: expected, late, deposited, to be corrected, accepted.
    """

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="reports")
    kind = models.CharField(_("sorte"), max_length=8, choices=Report.choices)
    position = models.PositiveSmallIntegerField(_("rang"))
    due_on = models.DateField(_("attendu le"))
    answers = models.JSONField(default=dict)
    costs = models.JSONField(default=dict)
    results = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(_("écrit le"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappelé le"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    waived_at = models.DateTimeField(_("dispensé le"), null=True, blank=True)
    waived_because = models.TextField(_("motif de la dispense"), blank=True)

    class Meta:
        ordering = ["convention", "position"]
        constraints = [models.UniqueConstraint(fields=["convention", "position"], name="project_report_once")]


class ReportDraft(models.Model):
    """What somebody is writing in a report and has not saved yet, kept as they type."""

    report = models.ForeignKey(ProjectReport, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="report_draft_once")]


class ReportDeposit(models.Model):
    """A report as it was received, never changed: returned with what is to be corrected, or accepted. The last one counts."""

    report = models.ForeignKey(ProjectReport, models.PROTECT, related_name="deposits")
    number = models.PositiveSmallIntegerField(_("numéro"))
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_by = models.CharField(_("consigné par"), max_length=300, blank=True)
    at = models.DateTimeField(_("reçu le"))
    returned_at = models.DateTimeField(_("renvoyé le"), null=True, blank=True)
    returned_by = models.CharField(_("renvoyé par"), max_length=300, blank=True)
    returned_because = models.TextField(_("à corriger"), blank=True)
    accepted_at = models.DateTimeField(_("accepté le"), null=True, blank=True)
    accepted_by = models.CharField(_("accepté par"), max_length=300, blank=True)

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_deposit_once"),
            models.UniqueConstraint(fields=["report"], condition=models.Q(accepted_at__isnull=False), name="report_accepted_once"),
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True) | models.Q(accepted_at__isnull=True),
                name="report_returned_or_accepted",
                violation_error_message=_("Un rapport renvoyé n’est pas accepté : le suivant peut l’être."),
            ),
        ]


class ReportPiece(models.Model):
    """A document joined to a report: an invoice, a financial statement, a picture."""

    report = models.ForeignKey(ProjectReport, models.PROTECT, related_name="pieces")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
