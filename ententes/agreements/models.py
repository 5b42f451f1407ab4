"""Agreements: what the parties signed, for which years, with which objectives, and the documents filed under them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.held import held
from ententes.ground.years import FiscalYear
from ententes.organisations.models import Organisation


def default_seasons() -> list[list[Any]]:
    """The seasons that fit a fiscal year from April to March: word, month and day of the first day."""
    return [["printemps", 4, 1], ["été", 7, 1], ["automne", 9, 1], ["hiver", 1, 1]]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Readings of agreements."""

    def seen_by(self, person: Any, on: date | None = None) -> AgreementQuerySet:
        """Those that are public, and those in which the person has a capacity on that day (today when not said)."""
        if not person.is_authenticated:
            return self.filter(is_public=True)
        return self.filter(models.Q(is_public=True) | models.Q(pk__in=self._held_by(person, on)))

    def held_by(self, person: Any, on: date | None = None) -> AgreementQuerySet:
        """Those in which the person has a capacity on that day (today when not said)."""
        return self.filter(pk__in=self._held_by(person, on)) if person.is_authenticated else self.none()

    def _held_by(self, person: Any, on: date | None) -> models.QuerySet[Any, Any]:
        day = on or clock.today()
        rows = Agreement.objects.order_by()
        coordinated = rows.filter(held("coordinations__", person, day)).values("pk")
        seated = rows.filter(held("bodies__seats__terms__", person, day)).values("pk")
        charged = rows.filter(held("bodies__charges__", person, day)).values("pk")
        accounting = rows.filter(held("finances__", person, day)).values("pk")
        return coordinated.union(seated, charged, accounting)


class Agreement(models.Model):
    """An « entente »: partners who pool money and delegate powers to bodies, over some years, for a purpose."""

    slug = models.SlugField(_("adresse courte"), max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=400)
    short_title = models.CharField(_("titre court"), max_length=80)
    region = models.CharField(_("région"), max_length=200, blank=True)
    field = models.CharField(_("domaine"), max_length=200, blank=True)
    context = models.TextField(_("contexte"), blank=True)
    purpose = models.TextField(_("objet"), blank=True)
    signed = models.CharField(_("signature"), max_length=200, blank=True)
    first_year = models.PositiveSmallIntegerField(_("première année"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("dernière année"), null=True, blank=True)
    fiscal_month = models.PositiveSmallIntegerField(_("premier mois de l’exercice"), default=4)
    seasons = models.JSONField(_("saisons"), default=default_seasons)
    vocabulary = models.JSONField(_("vocabulaire des instances"), default=dict, blank=True)
    cadence = models.PositiveSmallIntegerField(_("cadence des nouvelles, en mois"), default=3)
    is_public = models.BooleanField(_("publiée"), default=False)
    opened_at = models.DateTimeField(_("ouverte le"))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fiscal_month__range=(1, 12)),
                name="agreement_fiscal_month",
                violation_error_message=_("Le premier mois de l’exercice va de 1 à 12."),
            ),
            models.CheckConstraint(
                condition=models.Q(cadence__range=(1, 12)),
                name="agreement_cadence",
                violation_error_message=_("La cadence va de 1 à 12 mois."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    def fiscal_year(self, start: int) -> FiscalYear:
        return FiscalYear(start, self.fiscal_month)


class Clause(models.Model):
    """An article of the agreement. One that a document cites without its text is a placeholder: `words` is empty."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    number = models.CharField(_("numéro"), max_length=20)
    words = models.TextField(_("texte"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="clause_once")]

    def __str__(self) -> str:
        return self.number


class Objective(models.Model):
    """One of the objectives that the agreement pursues."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField(_("numéro"))
    title = models.CharField(_("titre"), max_length=500)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="objective_once")]

    def __str__(self) -> str:
        return self.title


class PartyQuerySet(models.QuerySet["Party"]):
    """Readings of parties."""

    def on(self, day: date) -> PartyQuerySet:
        """Those of that day: they had joined, and had not left."""
        joined = models.Q(joined_by=None) | models.Q(joined_by__in_force_on__lte=day)
        return self.filter(joined, models.Q(left_by=None) | models.Q(left_by__in_force_on__gt=day))


class Party(models.Model):
    """An organisation's place in an agreement. Signing, funding and managing are three different things; none implies another.

    An amendment may bring a party in, or let it go, on the day it comes into force.
    `contact` is the person written to when an action is led by the organisation itself and not by a body.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parties")
    is_signatory = models.BooleanField(_("signataire"), default=False)
    is_funder = models.BooleanField(_("partenaire financier"), default=False)
    is_manager = models.BooleanField(_("gestionnaire"), default=False)
    joined_by = models.ForeignKey("Amendment", models.PROTECT, null=True, blank=True, related_name="joining")
    left_by = models.ForeignKey("Amendment", models.PROTECT, null=True, blank=True, related_name="leaving")
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("personne à joindre")
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class Amendment(models.Model):
    """An « avenant »: what the parties changed in their agreement, from a day on. Its effects are dated rows that point at it.

    `last_year` is the last one it gives the agreement, where it changes its term.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="amendments")
    number = models.CharField(_("numéro"), max_length=20)
    title = models.CharField(_("objet"), max_length=300)
    words = models.TextField(_("texte"), blank=True)
    in_force_on = models.DateField(_("en vigueur le"))
    last_year = models.PositiveSmallIntegerField(_("dernière année"), null=True, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["in_force_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="amendment_once", violation_error_message=_("Un avenant porte déjà ce numéro.")
            )
        ]

    def __str__(self) -> str:
        return self.number


class Filing(models.Model):
    """A document filed under an agreement; only those marked public are shown to everybody."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="filings")
    file = models.ForeignKey(File, models.PROTECT, related_name="filings")
    title = models.CharField(_("titre"), max_length=300)
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "file"], name="filing_once")]

    def __str__(self) -> str:
        return self.title


class Export(models.Model):
    """The record that a list left the product: who took it, what, in which format, with which filter."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="exports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=200)
    format = models.CharField(max_length=10)
    filter = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
