"""What becomes of applications once they are received: what is asked for to complete them, how each point was checked, the verdicts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.documents.models import File

from ..states import Reply
from .applications import Application, Deposit


class IntentLetter(models.Model):
    """A short text that a call may want first: what the project would be. The coordination says whether the application goes on."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="letter")
    text = models.TextField(_("lettre d’intention"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("déposée le"))
    goes_on = models.BooleanField(_("la demande se poursuit"), null=True, blank=True)
    reason = models.TextField(_("motif"), blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)
    capacity = models.CharField(_("à quel titre"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


class Check(models.Model):
    """How somebody answered a point of the checklist for a deposit, with the evidence. The last answer to a point counts.

    For a point that a test computes, it is an exception to what was computed, and `words` say why.
    """

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="checks")
    point = models.CharField(max_length=40)
    reply = models.CharField(_("réponse"), max_length=3, choices=Reply.choices, blank=True)
    words = models.TextField(_("preuve"), blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("répondu le"))

    class Meta:
        ordering = ["pk"]


class Admissibility(models.Model):
    """That a deposit was said admissible or not, why, and what the promoter can do about it. A later verdict takes the place of this one.

    `checked` is every point as it stood at that moment.
    """

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="verdicts")
    admissible = models.BooleanField(_("admissible"))
    codes = models.JSONField(_("motifs"), default=list)
    words = models.TextField(_("motif, en mots"), blank=True)
    recourse = models.TextField(_("recours"), blank=True)
    checked = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("prononcée le"))

    class Meta:
        ordering = ["pk"]


class CompletionRequest(models.Model):
    """What the coordination asks the promoter to add to a deposit, until the end of a day; `sections` may be written again."""

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="completion_requests")
    words = models.TextField(_("ce qui manque"))
    sections = models.JSONField(_("parties à corriger"), default=list)
    due_on = models.DateField(_("attendu d’ici le"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("demandé le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def drafted_as(self) -> str:
        """The part of its application under which drafts of its answer are kept."""
        return f"asked-{self.pk}"


class Completion(models.Model):
    """What a promoter added to a deposit because it was asked: words, files (`pieces`), parts written again. The deposit stays as it was.

    `answers` and `budget` hold only what was written again.
    """

    request = models.ForeignKey(CompletionRequest, models.PROTECT, related_name="completions")
    words = models.TextField(_("réponse"), blank=True)
    answers = models.JSONField(default=dict)
    budget = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("reçu le"))

    class Meta:
        ordering = ["pk"]
