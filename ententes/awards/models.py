"""Projects put before the bodies, what their promoters are told, what is announced, and the combinations that a packet compares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Objective
from ententes.committees.models import Body
from ententes.decisions.models import Interest, Matter, Resolution
from ententes.funding.models import Envelope, Use
from ententes.ground import clock
from ententes.ground.held import held
from ententes.organisations.models import Territory
from ententes.plans.models import Action
from ententes.projects.models import Applicant, Deposit
from ententes.scoring.models import Declaration

from .states import Reason, Verdict


class ProjectQuerySet(models.QuerySet["Project"]):
    """Readings of projects."""

    def seen_by(self, person: Any) -> ProjectQuerySet:
        """Those whose matter the person may read, and those of the agreements they coordinate; a declared interest hides a project.

        So does writing its application, and the interest declared while it was analysed.
        """
        if not person.is_authenticated:
            return self.none()
        coordinated = Project.objects.filter(held("agreement__coordinations__", person, clock.today())).values("pk")
        read = models.Q(matter__in=Matter.objects.seen_by(person).values("pk")) | models.Q(pk__in=coordinated)
        theirs = Applicant.objects.filter(person=person).order_by().values("application")
        declared = Declaration.objects.filter(person=person, interested=True).order_by().values("application")
        mine = models.Q(deposit__application__in=theirs.union(declared))
        return (
            self.filter(read)
            .exclude(matter__isnull=False, matter__in=Interest.objects.closing(person))
            .exclude(mine & models.Q(deposit__isnull=False))
        )


class Project(models.Model):
    """Something to be carried out with the money of the agreement: what a promoter asked for, or what was born of the plan without a call.

    It hangs from the actions and objectives it serves. `verdict` and what follows are the proposal as it is being written; what a body
    recommended or decided is in the copy (`Version.data`) that its resolution bears on, and the proposal takes up what that copy says.
    `use` is what its envelope is drawn on for, from its recommendation on; `completed_on` is the day when the documents that its decision
    awaits were received.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="projects")
    deposit = models.OneToOneField(Deposit, models.PROTECT, null=True, blank=True, related_name="project")
    title = models.CharField(_("titre"), max_length=300)
    promoter = models.CharField(_("promoteur"), max_length=300)
    summary = models.TextField(_("résumé"), blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="projects")
    actions = models.ManyToManyField(Action, blank=True, related_name="projects")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="project")
    verdict = models.CharField(_("proposition"), max_length=12, choices=Verdict.choices, blank=True)
    aid = models.BigIntegerField(_("aide proposée"), default=0)
    envelope = models.ForeignKey(Envelope, models.PROTECT, null=True, blank=True, related_name="projects")
    conditions = models.TextField(_("conditions"), blank=True)
    awaited = models.TextField(_("documents attendus"), blank=True)
    reason = models.CharField(_("motif"), max_length=12, choices=Reason.choices, blank=True)
    reasons = models.TextField(_("motif, en mots"), blank=True)
    completed_on = models.DateField(_("documents reçus le"), null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.CharField(max_length=300, blank=True)
    use = models.OneToOneField(Use, models.PROTECT, null=True, blank=True, related_name="project")
    begun_at = models.DateTimeField(_("ouvert le"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(aid__gte=0), name="project_aid_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class DecisionLetter(models.Model):
    """That the promoter was told what was decided, in which words: the decision, its reasons, what is awaited, and the recourse.

    Written once, after the resolution of the last body, for every person who wrote the application.
    """

    project = models.OneToOneField(Project, models.PROTECT, related_name="told")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="+")
    text = models.TextField(_("lettre"))
    recourse = models.TextField(_("recours"), blank=True)
    letters = models.PositiveSmallIntegerField(_("lettres écrites"), default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("écrite le"))

    class Meta:
        ordering = ["pk"]


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Readings of announcements."""

    def public(self, when: datetime) -> AnnouncementQuerySet:
        """Those whose embargo is over at that moment."""
        return self.filter(cancelled_at=None, public_at__lte=when)


class Announcement(models.Model):
    """Projects made known together, from an instant on: before it nothing of them is public. Partners were told the day and the hour.

    Another instant is another notice (`postponed`): the clock alone ends the embargo.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="announcements")
    title = models.CharField(_("titre"), max_length=300)
    words = models.TextField(_("texte"), blank=True)
    projects = models.ManyToManyField(Project, related_name="announcements")
    public_at = models.DateTimeField(_("publique à partir de"))
    postponed = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("préparée le"))
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancelled_because = models.TextField(_("motif de l’annulation"), blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-public_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Scenario(models.Model):
    """One of several combinations of projects that a packet puts side by side for a body: which ones, with how much aid each."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="scenarios")
    body = models.ForeignKey(Body, models.PROTECT, related_name="scenarios")
    title = models.CharField(_("titre"), max_length=200)
    words = models.TextField(_("ce qui le distingue"), blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("composé le"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "title"], name="scenario_once", violation_error_message=_("Un scénario porte déjà ce titre.")
            )
        ]

    def __str__(self) -> str:
        return self.title


class ScenarioLine(models.Model):
    """That a scenario keeps a project, with this much aid."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="lines")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    cents = models.BigIntegerField(_("aide"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "project"], name="scenario_line_once"),
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="scenario_line_gives_something"),
        ]
