"""What promoters apply for: their applications as they write them, and as they deposited them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.decisions.models import Version
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.held import held

from ..states import PieceKind, Promoter
from .calls import Call


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Readings of applications."""

    def written_by(self, person: Any) -> ApplicationQuerySet:
        """Those that the person writes, alone or with others."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(pk__in=Applicant.objects.filter(person=person).values("application"))

    def deposited(self) -> ApplicationQuerySet:
        return self.filter(deposits__isnull=False, withdrawn_at=None).distinct()

    def seen_by(self, person: Any) -> ApplicationQuerySet:
        """One's own, and those deposited under the agreements that one coordinates. Nobody else reads an application here."""
        if not person.is_authenticated:
            return self.none()
        own = Application.objects.written_by(person).values("pk")
        coordinated = Deposit.objects.filter(held("application__call__agreement__coordinations__", person, clock.today()))
        return self.filter(models.Q(pk__in=own) | models.Q(pk__in=coordinated.values("application"), withdrawn_at=None))


class Application(models.Model):
    """What an enterprise asks for under a call, as those who write it leave it. Only a deposit counts: it keeps its own copy.

    `answers` are the words of each question (`states.FIELDS`), `budget` its lines as plain values; `revision` grows with each save.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    promoter = models.CharField(_("promoteur"), max_length=300)
    neq = models.CharField(_("numéro d’entreprise du Québec"), max_length=20, blank=True)
    kind = models.CharField(_("sorte de promoteur"), max_length=14, choices=Promoter.choices)
    title = models.CharField(_("titre du projet"), max_length=300)
    answers = models.JSONField(default=dict)
    budget = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(_("commencée le"))
    written_at = models.DateTimeField(_("écrite le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Applicant(models.Model):
    """Somebody who writes an application for its enterprise."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="applicants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="applicant_once")]


class ApplicationDraft(models.Model):
    """What somebody is writing and has not saved yet, kept as they type: a part of an application, or the answer to what it lacks."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="drafts")
    section = models.CharField(max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "section", "person"], name="application_draft_once")]


class Deposit(models.Model):
    """An application as it was received, at an instant of the server, with the norms in force that day. Never changed; the last one counts.

    `number` is that of the receipt under the call. `data` is the application and its norms, `sha256` that of the data, `file` the same to
    read; `norms_from` is the copy that bodies adopted, where there was one.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="deposits")
    number = models.PositiveIntegerField(_("numéro"))
    call = models.ForeignKey(Call, models.PROTECT, related_name="deposits")
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    norms_from = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("reçue le"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="deposit_number_once")]

    @property
    def receipt(self) -> str:
        """What the receipt is known by: « 12-3 »."""
        return f"{self.call_id}-{self.number}"


class ApplicationPiece(models.Model):
    """A file joined to an application, or to what completes it later.

    A deposit keeps in its data which ones it came with, by their hash. One that is taken out stays where a deposit names it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="pieces")
    completion = models.ForeignKey("projects.Completion", models.PROTECT, null=True, blank=True, related_name="pieces")
    kind = models.CharField(_("nature de la pièce"), max_length=12, choices=PieceKind.choices)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("jointe le"))
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
