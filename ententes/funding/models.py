"""Contributions of partners, the ledger and its entries, envelopes with what they are used for, and the allotment that bodies adopt."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Amendment, Clause, Objective, Party
from ententes.decisions.models import Interest, Matter, Resolution
from ententes.documents.models import File
from ententes.organisations.models import Territory

from .states import Kind, Nature, Sharing


class Ledger(models.Model):
    """The account book of an agreement: the number of its last entry, held while the next is written, and the rules it follows.

    `administration_cap` is in hundredths of a percent of the money pledged for a year; without it nothing is charged.
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField(default=0)
    sharing = models.CharField(_("partage entre partenaires"), max_length=12, choices=Sharing.choices, default=Sharing.PROPORTION)
    administration_cap = models.PositiveSmallIntegerField(_("plafond des frais d’administration"), null=True, blank=True)


class Contribution(models.Model):
    """What a party promised for one fiscal year, in money or in kind. How much, and what came of it, only its entries say.

    It may be earmarked: for an objective, a territory, or a project in words; an act may change what for (`earmark_changes`). `words` are
    those of its source, `clause` where they stand.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="contributions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="contributions")
    year = models.PositiveSmallIntegerField(_("exercice"))
    nature = models.CharField(_("nature"), max_length=8, choices=Nature.choices, default=Nature.MONEY)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    project = models.CharField(_("projet visé"), max_length=300, blank=True)
    due_on = models.DateField(_("attendue le"), null=True, blank=True)
    words = models.TextField(_("mots de la source"), blank=True)
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="+")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.agreement.fiscal_year(self.year).label}"


class EarmarkChange(models.Model):
    """That an act changed what a contribution is meant for: what it was meant for until then, and the act that says so.

    What it is meant for since is on the contribution, or on the next change. Shares written before are never shared again.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="earmark_changes")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    project = models.CharField(_("projet visé"), max_length=300, blank=True)
    changed_on = models.DateField(_("changée le"))
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("motif"), blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("inscrite le"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amendment__isnull=False) | models.Q(resolution__isnull=False) | models.Q(file__isnull=False),
                name="earmark_changes_by_an_act",
            ),
        ]


class Envelope(models.Model):
    """The money of one objective for one fiscal year, or of something that serves them all. It is held while it is committed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="envelopes")
    year = models.PositiveSmallIntegerField(_("exercice"))
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("titre"), max_length=500)

    class Meta:
        ordering = ["year", models.F("objective__number").asc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year", "title"], name="envelope_once")]

    def __str__(self) -> str:
        return self.title


class AllotmentQuerySet(models.QuerySet["Allotment"]):
    """Readings of allotments."""

    def seen_by(self, person: Any) -> AllotmentQuerySet:
        """Those of the agreements the person has a capacity in, which the table of access sees to, but for a declared interest."""
        return self.exclude(matter__in=Interest.objects.closing(person))


class Allotment(models.Model):
    """The « répartition des sommes » of a fiscal year, that bodies propose and adopt. In force as its last settled matter froze it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="allotments")
    year = models.PositiveSmallIntegerField(_("exercice"))
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="allotment")
    begun_at = models.DateTimeField(_("commencée le"))

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="allotment_once")]


class AllotmentLine(models.Model):
    """What an allotment, as it is being written, gives to one envelope."""

    allotment = models.ForeignKey(Allotment, models.CASCADE, related_name="lines")
    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="lines")
    cents = models.BigIntegerField(_("montant"))
    words = models.CharField(_("précision"), max_length=500, blank=True)

    class Meta:
        ordering = ["envelope"]
        constraints = [
            models.UniqueConstraint(fields=["allotment", "envelope"], name="allotment_line_once"),
            models.CheckConstraint(condition=models.Q(cents__gte=0), name="allotment_line_not_negative"),
        ]


class UseQuerySet(models.QuerySet["Use"]):
    """Readings of uses."""

    def seen_by(self, person: Any) -> UseQuerySet:
        """Those whose matter no interest declared by the person closes; the table of access sees to the rest."""
        return self.exclude(matter__in=Interest.objects.closing(person))


class Use(models.Model):
    """What an envelope is drawn on for: a project, a contract, a salary. What it concerns, in an upper room, points here.

    `meant` are the contributions promised for it by their words: they bear it first. `matter` is the one that decides of it: whoever
    declares an interest in it reads nothing of the use, nor of its entries.
    """

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="uses")
    title = models.CharField(_("affectation"), max_length=300)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    meant = models.ManyToManyField(Contribution, blank=True, related_name="meant_for")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Readings of entries."""

    def seen_by(self, person: Any) -> LedgerEntryQuerySet:
        """All but those of the uses that an interest declared by the person closes."""
        return self.exclude(use__matter__in=Interest.objects.closing(person))


class LedgerEntry(models.Model):
    """One line of the ledger, numbered without gap and never changed: a later one corrects it, and points at it.

    `dated_on` is the day of the fact, `at` that of its writing; `person` wrote it, in that capacity. Cents may be negative.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="ledger_entries")
    number = models.PositiveIntegerField(_("numéro"))
    kind = models.CharField(_("sorte"), max_length=14, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("exercice"))
    cents = models.BigIntegerField(_("montant"))
    dated_on = models.DateField(_("en date du"))
    words = models.CharField(_("libellé"), max_length=500, blank=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="entries")
    envelope = models.ForeignKey(Envelope, models.PROTECT, null=True, blank=True, related_name="entries")
    use = models.ForeignKey(Use, models.PROTECT, null=True, blank=True, related_name="entries")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("inscrite le"))

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "ledger entries"
        indexes = [
            models.Index(fields=["agreement", "year", "kind"], name="ledger_by_year"),
            models.Index(fields=["envelope", "number"], name="ledger_by_envelope"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="ledger_number_once"),
            models.CheckConstraint(condition=~models.Q(cents=0), name="ledger_entry_says_something"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="ledger_kind_known"),
        ]


class Share(models.Model):
    """What one contribution bears of an entry. Without a contribution, it is borne by interest or by what nobody promised.

    The shares of an entry always sum to it.
    """

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="shares")
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="shares")
    cents = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "contribution"], name="share_once")]


class YearClosing(models.Model):
    """That a fiscal year was closed, by whom, and what became then of what was left in each envelope (`content`), to the cent."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="year_closings")
    year = models.PositiveSmallIntegerField(_("exercice"))
    content = models.JSONField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    at = models.DateTimeField(_("fermé le"))

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="year_closed_once")]


class Shortfall(models.Model):
    """The clause « sous réserve des crédits disponibles », invoked on an envelope or on a whole year, until it is lifted."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="shortfalls")
    year = models.PositiveSmallIntegerField(_("exercice"))
    envelope = models.ForeignKey(Envelope, models.PROTECT, null=True, blank=True, related_name="shortfalls")
    reason = models.TextField(_("motif"))
    invoked_at = models.DateTimeField(_("invoquée le"))
    invoked_by = models.CharField(_("par"), max_length=300)
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)
    lifted_by = models.CharField(_("levée par"), max_length=300, blank=True)
    lifted_because = models.TextField(_("motif de la levée"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["envelope"], condition=models.Q(lifted_at__isnull=True, envelope__isnull=False), name="shortfall_one_open"
            ),
            models.UniqueConstraint(
                fields=["agreement", "year"],
                condition=models.Q(lifted_at__isnull=True, envelope__isnull=True),
                name="shortfall_one_open_for_the_year",
            ),
        ]
