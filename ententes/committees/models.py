"""Bodies, the seats people hold on them, and the mandates the agreement gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Amendment, Clause
from ententes.ground import clock
from ententes.organisations.models import Organisation, Territory

from .states import Kind, Majority, Office, Quorum, Readers, Role


class Body(models.Model):
    """A committee, council or other body of an agreement. It may *be* the members of an organisation (`constituted_from`).

    `contact` receives the body's letters; `cadence` is the number of months between two pieces of news, the agreement's when empty.
    `dissolved_on` is its last day. `territories` are those it is to represent, whether or not a seat stands for each.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="bodies")
    name = models.CharField(_("nom"), max_length=200)
    acronym = models.CharField(_("sigle"), max_length=20, blank=True)
    kind = models.CharField(_("nature"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("hôte"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("relève de"))
    constituted_from = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="constitutes", verbose_name=_("formée des membres de")
    )
    composition = models.TextField(_("composition"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("personne à joindre")
    )
    cadence = models.PositiveSmallIntegerField(_("cadence des nouvelles, en mois"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissoute le"), null=True, blank=True)
    territories = models.ManyToManyField(Territory, related_name="bodies", blank=True, verbose_name=_("territoires à représenter"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "name"], name="body_once", violation_error_message=_("Une instance porte déjà ce nom.")
            ),
            models.CheckConstraint(
                condition=models.Q(cadence__isnull=True) | models.Q(cadence__range=(1, 12)),
                name="body_cadence",
                violation_error_message=_("La cadence va de 1 à 12 mois."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: date) -> bool:
        return self.dissolved_on is None or day <= self.dissolved_on


class BodyAlias(models.Model):
    """Another spelling or acronym under which a body appears in documents."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="body_alias_once")]


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Readings of mandates."""

    def in_force(self, on: date) -> MandateQuerySet:
        """Those that stand on that day."""
        begun = models.Q(starts_on=None) | models.Q(starts_on__lte=on)
        return self.filter(begun, models.Q(ends_on=None) | models.Q(ends_on__gte=on))


class Mandate(models.Model):
    """One power or task of a body, in the words of the agreement. `verbs` are of the closed set of `ground.mandates`.

    One that an amendment brought (`amendment`) or took away (`ended_by`) has a first or a last day; without them it stands as long
    as the agreement.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="mandates")
    position = models.PositiveSmallIntegerField()
    words = models.TextField(_("texte"))
    verbs = models.JSONField(default=list)
    subject = models.CharField(_("objet"), max_length=500, blank=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    addressee = models.CharField(_("destinataire"), max_length=300, blank=True)
    addressee_body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="addressed")
    addressee_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="addressed")
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="mandates")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="mandates")
    ended_by = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="mandates_ended")
    starts_on = models.DateField(_("en vigueur le"), null=True, blank=True)
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words


class Seat(models.Model):
    """A place on a body: which organisation or territories designate its holder, and whether it votes.

    A seat may stand for several territories, and a territory have several seats.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    label = models.CharField(_("siège"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("désigné par")
    )
    territories = models.ManyToManyField(Territory, related_name="seats", blank=True, verbose_name=_("territoires"))
    votes = models.BooleanField(_("vote"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class HeldQuerySet(models.QuerySet[Any]):
    """Readings of what somebody holds for a time: `starts_on`, `ends_on` (included), `person`."""

    def in_force(self, on: date | None = None) -> HeldQuerySet:
        """Those running on that day (today when not said)."""
        day = on or clock.today()
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day), starts_on__lte=day)


class Holding(models.Model):
    """What somebody holds from one day to another, both included; without a last day it is open."""

    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["starts_on", "pk"]

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def one_open(*fields: str, said: Any) -> list[models.BaseConstraint]:
    """A holding ends after it began, and one at a time is open for these fields."""
    return [
        models.UniqueConstraint(
            fields=fields, condition=models.Q(ends_on__isnull=True), name="%(class)s_one_open", violation_error_message=said
        ),
        models.CheckConstraint(
            condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            name="%(class)s_days_in_order",
            violation_error_message=_("Le dernier jour précède le premier."),
        ),
    ]


class Term(Holding):
    """Somebody on a seat from one day to another. It is a capacity in which they act."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="terms")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="terms", verbose_name=_("personne"))
    role = models.CharField(_("à titre de"), max_length=10, choices=Role.choices, default=Role.HOLDER)
    source = models.CharField(_("acte de désignation"), max_length=300, blank=True)

    class Meta(Holding.Meta):
        constraints = one_open("seat", "role", said=_("Ce siège est déjà occupé à ce titre."))


class Coordination(Holding):
    """Somebody who prepares and carries out the work of an agreement from one day to another, and never votes. It is a capacity."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="coordinations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="coordinations", verbose_name=_("personne"))

    class Meta(Holding.Meta):
        constraints = one_open("agreement", "person", said=_("Cette personne coordonne déjà l’entente."))


class Finance(Holding):
    """Somebody of the managing organisation who enters payments, or approves those that another entered, from one day to another.

    It is a capacity. Whoever entered a payment never approves it, whatever else they hold.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="finances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("personne"))
    source = models.CharField(_("acte de désignation"), max_length=300, blank=True)

    class Meta(Holding.Meta):
        constraints = one_open("agreement", "person", said=_("Cette personne est déjà aux finances de l’entente."))


class Charge(Holding):
    """Somebody presides over a body or keeps its minutes, from one day to another. It is not a seat, and gives no vote.

    It is a capacity in which they act.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="charges")
    office = models.CharField(_("charge"), max_length=10, choices=Office.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="charges", verbose_name=_("personne"))
    source = models.CharField(_("acte de désignation"), max_length=300, blank=True)

    class Meta(Holding.Meta):
        constraints = one_open("body", "office", said=_("Quelqu’un a déjà cette charge."))


class Procedure(models.Model):
    """The rules of procedure of a body from one day on, until the next ones. Nothing is assumed: a body without any is not called.

    `quorum_number` is the count where quorum is one, `required_seat` a seat that must be filled in the room as well. `recused_count`
    says whether those who withdrew from an item still count toward the quorum. `numbering` is the pattern of resolutions:
    `{SIGLE}`, `{AAAA}`, `{MM}`, `{JJ}`, `{NN}`. `source` is the act by which the body gave itself these rules.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="procedures")
    starts_on = models.DateField(_("en vigueur le"))
    quorum = models.CharField(_("quorum"), max_length=10, choices=Quorum.choices, default=Quorum.MAJORITY)
    quorum_number = models.PositiveSmallIntegerField(_("nombre de membres"), null=True, blank=True)
    required_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("présence requise"))
    recused_count = models.BooleanField(_("qui s’est retiré compte encore pour le quorum"), default=False)
    notice_days = models.PositiveSmallIntegerField(_("avis, en jours"), default=10)
    special_notice_days = models.PositiveSmallIntegerField(_("avis d’une rencontre extraordinaire, en jours"), default=2)
    short_notice_allowed = models.BooleanField(_("un avis plus court est permis"), default=False)
    remote_allowed = models.BooleanField(_("la participation à distance est permise"), default=True)
    written_allowed = models.BooleanField(_("une résolution peut être prise par écrit"), default=True)
    majority = models.CharField(_("majorité"), max_length=10, choices=Majority.choices, default=Majority.SIMPLE)
    abstention_allowed = models.BooleanField(_("l’abstention est permise"), default=True)
    casting_vote = models.BooleanField(_("la présidence a voix prépondérante"), default=False)
    seconder_required = models.BooleanField(_("une proposition est appuyée"), default=True)
    substitutes_vote = models.BooleanField(_("un substitut vote"), default=True)
    in_camera_allowed = models.BooleanField(_("le huis clos est permis"), default=True)
    numbering = models.CharField(_("numérotation des résolutions"), max_length=60, default="{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}")
    readers = models.CharField(_("qui lit les procès-verbaux adoptés"), max_length=10, choices=Readers.choices, default=Readers.MEMBERS)
    meetings_a_year = models.PositiveSmallIntegerField(_("rencontres attendues par année"), null=True, blank=True)
    source = models.CharField(_("acte d’adoption"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Coordination, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="procedure_once_a_day",
                violation_error_message=_("Des règles commencent déjà ce jour-là."),
            ),
            models.CheckConstraint(
                condition=~models.Q(quorum=Quorum.COUNT) | models.Q(quorum_number__gte=1),
                name="procedure_counted_quorum",
                violation_error_message=_("Un quorum fixé dit combien de membres il faut."),
            ),
        ]
