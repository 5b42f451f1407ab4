"""What a session agreed on, and what was asked of somebody outside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.projects.models import Deposit

from .analyses import Analysis, Sheet


class Consensus(models.Model):
    """What the session agreed on for one file: a note and reasons by criterion, from the sheets it counted. Never changed.

    A later one takes its place, and says why (`replaced_because`); an interest declared afterwards by somebody it counted ends it too.
    `first_aid` says that the territory had received nothing yet, where the grid settles ties by that; `first_aid_told` is what was
    computed of it at that moment, `first_aid_because` why the session says otherwise.
    """

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="consensuses")
    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="consensuses")
    marks = models.JSONField(default=dict)
    reasons = models.TextField(_("motifs"))
    first_aid = models.BooleanField(_("le territoire n’a encore rien reçu"), default=False)
    first_aid_told = models.TextField(_("ce qui était calculé du territoire"), blank=True)
    first_aid_because = models.TextField(_("pourquoi la séance corrige ce calcul"), blank=True)
    counted = models.ManyToManyField(Sheet, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("consigné le"))
    replaced_at = models.DateTimeField(_("remplacé le"), null=True, blank=True)
    replaced_because = models.TextField(_("motif du remplacement"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "consensuses"
        constraints = [
            models.UniqueConstraint(fields=["deposit"], condition=models.Q(replaced_at__isnull=True), name="consensus_one_in_force")
        ]


class ConsensusDraft(models.Model):
    """What somebody is typing in a session and has not recorded yet."""

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deposit", "person"], name="consensus_draft_once")]


class Opinion(models.Model):
    """An opinion on an application asked by letter of somebody outside, who answers by a signed link, without an account.

    They see the file once they undertook confidentiality and declared no interest (`accepted_at`); with one, they refuse (`declined_at`).
    """

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="opinions")
    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="opinions")
    name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("adresse courriel"), max_length=254)
    language = models.CharField(max_length=5, default="fr")
    question = models.TextField(_("ce qui est demandé"))
    due_on = models.DateField(_("attendu le"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    asked_at = models.DateTimeField(_("demandé le"))
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(_("engagement pris le"), null=True, blank=True)
    undertaking = models.TextField(_("engagement signé"), blank=True)
    answer = models.TextField(_("avis"), blank=True)
    answered_at = models.DateTimeField(_("rendu le"), null=True, blank=True)
    declined_at = models.DateTimeField(_("refusé le"), null=True, blank=True)
    declined_because = models.TextField(_("motif du refus"), blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.declined_at is None and self.withdrawn_at is None
