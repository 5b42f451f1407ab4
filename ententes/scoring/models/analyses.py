"""The analysis of a call: who analyses which file, under which undertaking, and what each scored alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Body, Term
from ententes.ground import clock
from ententes.ground.held import held
from ententes.projects.models import Application, Call, Deposit

from .grids import Grid


class Analysis(models.Model):
    """How the applications of a call are analysed: by which body, with which grid, individual scores by when, the session on which day."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="analysis")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="analyses")
    due_on = models.DateField(_("notes attendues le"))
    session_on = models.DateField(_("séance le"), null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    opened_at = models.DateTimeField(_("ouverte le"))

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name_plural = "analyses"


class Undertaking(models.Model):
    """The confidentiality that an analyst undertook for a call, in the words they signed, once and dated."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="undertakings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(_("texte signé"))
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("signé le"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["analysis", "person"], name="undertaking_once")]


class Declaration(models.Model):
    """What somebody declared before opening an application: no interest, or one. An interest closes the whole file to them, for good.

    Kept as declared; a later one adds to the earlier ones.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    interested = models.BooleanField(_("a un intérêt"))
    nature = models.TextField(_("nature de l’intérêt"), blank=True)
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("déclaré le"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person", "interested"], name="declaration_once"),
            models.CheckConstraint(condition=models.Q(interested=False) | ~models.Q(nature=""), name="declaration_says_which_interest"),
        ]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Readings of assignments."""

    def live(self) -> AssignmentQuerySet:
        """Those that count: neither ended by the coordination, nor by an interest, nor of an application that was withdrawn."""
        interested = Declaration.objects.filter(
            interested=True, person=models.OuterRef("person"), application=models.OuterRef("deposit__application")
        )
        return self.filter(~models.Exists(interested), ended_at=None, deposit__application__withdrawn_at=None)

    def of(self, person: Any) -> AssignmentQuerySet:
        """The files that somebody analyses and may open: theirs, while they sit on the body and have no interest declared in them."""
        if not person.is_authenticated:
            return self.none()
        return self.live().filter(held("term__", person, clock.today()), person=person)


class Assignment(models.Model):
    """That somebody analyses an application as it was deposited, as a member of the body that analyses."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="assignments")
    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("confié le"))
    capacity = models.CharField(_("confié par"), max_length=300)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    ended_because = models.CharField(_("motif du retrait"), max_length=500, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deposit", "person"], condition=models.Q(ended_at__isnull=True), name="assignment_one_open")
        ]


class Sheet(models.Model):
    """What one analyst scored alone: notes in halves of a point and comments, by criterion. Read by nobody else before all are locked.

    `marks` is `{"A1": {"half": 7, "words": "…"}}`; `draft` what is being typed and is not saved. Locked, it is never changed: one
    set aside for an interest stays, and counts no more.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="sheet")
    marks = models.JSONField(default=dict)
    words = models.TextField(_("commentaire d’ensemble"), blank=True)
    draft = models.JSONField(default=dict)
    drafted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("enregistrée le"))
    locked_at = models.DateTimeField(_("verrouillée le"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("mise de côté le"), null=True, blank=True)
    set_aside_because = models.TextField(_("motif de la mise de côté"), blank=True)

    class Meta:
        ordering = ["pk"]
