"""Conventions with promoters, who signs them, and the defaults of promoters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.decisions.models import Interest, Resolution
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.held import held
from ententes.projects.models import Applicant

from ..states import How, Side, State


class GrantAgreementQuerySet(models.QuerySet["GrantAgreement"]):
    """Readings of conventions."""

    def seen_by(self, person: Any) -> GrantAgreementQuerySet:
        """Those of the projects the person may read, and those of the agreements whose finances they keep.

        A declared interest in the project hides its convention, whatever their title.
        """
        if not person.is_authenticated:
            return self.none()
        accounting = Agreement.objects.order_by().filter(held("finances__", person, clock.today())).values("pk")
        read = models.Q(project__in=Project.objects.seen_by(person).values("pk"))
        rows = self.filter(read | models.Q(agreement__in=accounting))
        return rows.exclude(project__matter__isnull=False, project__matter__in=Interest.objects.closing(person))

    def of_promoter(self, person: Any) -> GrantAgreementQuerySet:
        """Those sent to the promoter for whom the person wrote the application, or signs. Promoters read nothing else."""
        if not person.is_authenticated:
            return self.none()
        written = models.Q(project__deposit__application__in=Applicant.objects.filter(person=person).values("application"))
        signed = models.Q(pk__in=GrantSignature.objects.filter(person=person, side=Side.PROMOTER, recall=None).values("convention"))
        return self.filter(written | signed, sent_at__isnull=False)

    def with_state(self) -> GrantAgreementQuerySet:
        """With what `state` reads beside the columns, as `promoter_at`, `manager_at`, `defaulting`: no query more."""
        signed = GrantSignature.objects.standing().filter(convention=models.OuterRef("pk")).order_by()
        return self.annotate(
            promoter_at=models.Subquery(signed.filter(side=Side.PROMOTER).values("signed_at")[:1]),
            manager_at=models.Subquery(signed.filter(side=Side.MANAGER).values("signed_at")[:1]),
            defaulting=models.Exists(Default.objects.filter(convention=models.OuterRef("pk"), lifted_at__isnull=True)),
        )

    def state_of(self, convention: GrantAgreement, on: date) -> Any:
        """The `State` of one that is held, with its signatures and defaults read again. One query."""
        return self.with_state().get(pk=convention.pk).state(on)


class GrantAgreement(models.Model):
    """The « convention d’aide financière » of a project: what its promoter is given, under which clauses, and who signs.

    `content` are its clauses and annexes as plain values, written until it is sent; then `sha256` is that of them and `file` the same to
    read, and neither changes. `cents` is the aid that was decided. `sign_by` is the last day on which the promoter may sign. Its state is
    never stored (`state`). `ends_on` is the day on which the project ends, where it is known.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="conventions")
    project = models.OneToOneField(Project, models.PROTECT, related_name="convention")
    number = models.PositiveIntegerField(_("numéro"))
    cents = models.BigIntegerField(_("aide accordée"))
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    ends_on = models.DateField(_("fin du projet"), null=True, blank=True)
    begun_at = models.DateTimeField(_("commencée le"))
    begun_by = models.CharField(_("commencée par"), max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("transmise le"), null=True, blank=True)
    sent_by = models.CharField(_("transmise par"), max_length=300, blank=True)
    sign_by = models.DateField(_("à signer au plus tard le"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappelée le"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    released_at = models.DateTimeField(_("somme libérée le"), null=True, blank=True)
    terminated_at = models.DateTimeField(_("résiliée le"), null=True, blank=True)
    terminated_because = models.TextField(_("motif de la résiliation"), blank=True)
    termination = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    closed_by = models.CharField(_("close par"), max_length=300, blank=True)

    objects = GrantAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="convention_number_once"),
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="convention_gives_something"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, sha256="", file__isnull=True)
                | (models.Q(sent_at__isnull=False, file__isnull=False) & ~models.Q(sha256="")),
                name="convention_sent_is_frozen",
                violation_error_message=_("Une convention transmise est figée."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Convention %(number)s")) % {"number": self.number}

    def state(self, on: date) -> Any:
        """The `State` on that day. The row comes from `with_state`. One that its promoter did not sign in time has lapsed."""
        given: Any = self
        if self.closed_at is not None:
            return State.CLOSED
        if self.terminated_at is not None:
            return State.TERMINATED
        if given.promoter_at is not None and given.manager_at is not None:
            return State.IN_DEFAULT if given.defaulting else State.IN_FORCE
        if self.released_at is not None:
            return State.LAPSED
        if given.promoter_at is not None:
            return State.SIGNED_PROMOTER
        if self.sent_at is not None and self.sign_by is not None and self.sign_by < on:
            return State.LAPSED
        if given.manager_at is not None:
            return State.SIGNED_MANAGER
        return State.DRAFT if self.sent_at is None else State.SENT


class GrantSignatureQuerySet(models.QuerySet["GrantSignature"]):
    """Readings of signatures."""

    def standing(self, change: Any = None) -> GrantSignatureQuerySet:
        """Those of the addendum of a change, else of the convention as it is now: one that was recalled keeps its own apart."""
        return self.filter(change=change, recall=None)


class GrantSignature(models.Model):
    """Who signs a convention (or, with `change`, its addendum) for one side, by which authority; `signed_at` once they have.

    The authority is that of a resolution: `resolution` where it is one of our bodies, else its words and its file. `sha256` is that of
    the text that was signed; `copy` is the paper one. With `recall`, it bears on a text that was taken back and is kept as it was.
    """

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="signatures")
    change = models.ForeignKey("ChangeRequest", models.PROTECT, null=True, blank=True, related_name="signatures")
    recall = models.ForeignKey("Recall", models.PROTECT, null=True, blank=True, related_name="signatures")
    side = models.CharField(_("pour"), max_length=10, choices=Side.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    office = models.CharField(_("fonction"), max_length=200)
    authority = models.TextField(_("résolution qui autorise à signer"), blank=True)
    authority_file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.CharField(_("consignée par"), max_length=300)
    recorded_at = models.DateTimeField(_("consignée le"))
    signed_at = models.DateTimeField(_("signée le"), null=True, blank=True)
    how = models.CharField(_("manière"), max_length=6, choices=How.choices, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    copy = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    filed_by = models.CharField(_("copie déposée par"), max_length=300, blank=True)

    objects = GrantSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "side"], condition=models.Q(change=None, recall=None), name="grant_signature_once"
            ),
            models.UniqueConstraint(
                fields=["change", "side"], condition=models.Q(change__isnull=False), name="grant_signature_of_addendum_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(authority="") | models.Q(resolution__isnull=False) | models.Q(authority_file__isnull=False),
                name="grant_signature_is_authorised",
                violation_error_message=_("Qui signe y est autorisé par une résolution."),
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, how="", sha256="")
                | (models.Q(signed_at__isnull=False, how__in=How.values) & ~models.Q(sha256="")),
                name="grant_signature_says_what_was_signed",
            ),
        ]

    @property
    def signed_text(self) -> Any:
        """What bears the signature, with its `sha256`, its `file` and its `sent_at`: the addendum of its change, else the convention."""
        return self.change or self.convention


class Recall(models.Model):
    """That a convention was taken back before both had signed it: why, and its text as it was sent, with what was signed of it."""

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="recalls")
    reason = models.TextField(_("motif"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("transmise le"))
    recalled_at = models.DateTimeField(_("reprise le"))
    recalled_by = models.CharField(_("reprise par"), max_length=300)

    class Meta:
        ordering = ["pk"]


class Default(models.Model):
    """That a promoter does not keep what it signed, from when and why, until it is lifted. Meanwhile nothing is paid to it."""

    convention = models.ForeignKey(GrantAgreement, models.PROTECT, related_name="defaults")
    reason = models.TextField(_("motif"))
    declared_at = models.DateTimeField(_("constaté le"))
    declared_by = models.CharField(_("constaté par"), max_length=300)
    lifted_at = models.DateTimeField(_("levé le"), null=True, blank=True)
    lifted_by = models.CharField(_("levé par"), max_length=300, blank=True)
    lifted_because = models.TextField(_("motif de la levée"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["convention"], condition=models.Q(lifted_at__isnull=True), name="default_one_open"),
        ]


class StandardClauses(models.Model):
    """The clauses with which conventions of an agreement begin, as somebody left them; the latest version is the one that serves.

    `content` has `clauses`, each a `title` and a `text`, and `visibility`, the text of annex C.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="standard_clauses")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    written_at = models.DateTimeField(_("écrites le"))

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "standard clauses"
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="standard_clauses_once")]
