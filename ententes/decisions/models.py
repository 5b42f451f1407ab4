"""Matters and their chain, the frozen copies bodies receive, resolutions, declared interests, and the register of official acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Coordination, Mandate, Term
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.folding import FoldedField
from ententes.ground.held import held
from ententes.organisations.models import Organisation

from .states import ENDED, EntryKind, Kind, Manner, Move, Outcome, State, move_words

KNOWN_TO_ALL: dict[str, Callable[[], Any]] = {}
"""For a kind of matters that are told to all in their own time: those of which it was done, said by a room above as it starts (its `apps`).

Until then, whoever has an interest in one reads nothing of it, what was resolved included. What is resolved of other kinds is read by all.
"""


class MatterQuerySet(models.QuerySet["Matter"]):
    """Readings of matters."""

    def seen_by(self, person: Any, on: date | None = None) -> MatterQuerySet:
        """Those of agreements the person coordinates, and those whose chain passes by a body on which they sit or have a charge that day.

        A declared interest that lasts hides the matter from whoever declared it.
        """
        if not person.is_authenticated:
            return self.none()
        day = on or clock.today()
        rows = Matter.objects.order_by()
        coordinated = rows.filter(held("agreement__coordinations__", person, day)).values("pk")
        seated = rows.filter(held("stages__body__seats__terms__", person, day)).values("pk")
        charged = rows.filter(held("stages__body__charges__", person, day)).values("pk")
        return self.filter(pk__in=coordinated.union(seated, charged)).exclude(pk__in=Interest.objects.closing(person))

    def withheld_from(self, person: Any) -> MatterQuerySet:
        """Those of which the person reads no word, register and agenda included: they have an interest, and not all know of it yet."""
        rows = self.filter(kind__in=list(KNOWN_TO_ALL), pk__in=Interest.objects.closing(person))
        for known in KNOWN_TO_ALL.values():
            rows = rows.exclude(pk__in=known())
        return rows

    def under_way(self) -> MatterQuerySet:
        return self.exclude(state__in=ENDED)


def interested_in(matter: int | None) -> Any:
    """Those whose declared interest in a matter stands: its deliberation and its vote are without them."""
    return Interest.objects.filter(matter=matter, lifted_at=None).order_by().values_list("person", flat=True)


class Matter(models.Model):
    """A « dossier »: something that bodies must propose, recommend, adopt or decide, passed from one to the next by their mandates.

    `kind` says what it bears on; the thing itself (a plan, a framework) points at its matter. `question` is the text of a free one.
    `stage` is where it is or goes next. `revises` is the settled matter that this one would replace.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="matters")
    kind = models.CharField(_("objet"), max_length=24, choices=Kind.choices)
    title = models.CharField(_("titre"), max_length=300)
    question = models.TextField(_("question posée"), blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.PREPARING)
    stage = models.ForeignKey("Stage", models.PROTECT, null=True, blank=True, related_name="+")
    revises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="revised_by")
    opened_by = models.ForeignKey(Coordination, models.PROTECT, related_name="matters")
    opened_at = models.DateTimeField(_("ouvert le"))
    ended_at = models.DateTimeField(_("clos le"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="matter_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, ended_at__isnull=False)
                | (~models.Q(state__in=ENDED) & models.Q(ended_at__isnull=True)),
                name="matter_ended_is_dated",
                violation_error_message=_("Un dossier clos porte la date de sa fin."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(models.Model):
    """One step of the chain of a matter, as the mandates stood when it was opened: which body does what.

    `body` is empty where the text names only an organisation, until the coordination says which of its bodies acts.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="stages")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    verbs = models.JSONField(default=list)
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("mandat, tel qu’écrit"), blank=True)
    clause = models.CharField(_("article"), max_length=20, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["matter", "position"], name="stage_once")]


class ChainChoice(models.Model):
    """What the coordination settled where the text leaves a chain open: which body takes a step, and why."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="chain_choices")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    verb = models.CharField(max_length=12)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="chain_choices")
    reason = models.TextField(_("motif"))
    resolution = models.ForeignKey("Resolution", models.PROTECT, null=True, blank=True, related_name="+")
    chosen_by = models.ForeignKey(Coordination, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "verb"], condition=models.Q(replaced_at__isnull=True), name="chain_choice_one_in_force"
            )
        ]


class Version(models.Model):
    """A frozen copy: what a body receives. `data` is the thing as it was, `file` the same as a document, `sha256` that of the data.

    `differences` say in sentences what changed since the version before.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    data = models.JSONField()
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    differences = models.JSONField(default=list)
    frozen_at = models.DateTimeField(_("figée le"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="version_once")]


class Piece(models.Model):
    """A document joined to a matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="pieces")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=300)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Readings of resolutions."""

    def standing(self, body: Any) -> ResolutionQuerySet:
        """Those that the body adopted and has not repealed."""
        return self.filter(body=body, outcome=Outcome.ADOPTED, repealed_by=None)

    def open_to(self, person: Any) -> ResolutionQuerySet:
        """All but those on a matter that is withheld from the person."""
        return self.exclude(matter__in=Matter.objects.order_by().withheld_from(person).values("pk"))

    def read_as(self, capacities: Any) -> ResolutionQuerySet:
        """Those that whoever has these capacities in the agreement may read: one taken in camera is its body's and the coordination's.

        Nobody reads one on a matter that is withheld from them.
        """
        if not capacities:
            return self.none()
        rows = self.open_to(capacities[0].person)
        if any(one.coordinates for one in capacities):
            return rows
        return rows.filter(models.Q(in_camera=False) | models.Q(body__in=[one.body.pk for one in capacities if one.body]))


class Resolution(models.Model):
    """What a body resolved, numbered by its pattern and never edited: a later one amends or repeals it.

    `votes_for` and the others are counted; a secret or unopposed vote names nobody. `dissents` are names written on request.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="resolutions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="resolutions")
    number = models.CharField(_("numéro"), max_length=60)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="resolutions")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="resolutions")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="resolutions")
    title = models.CharField(_("objet"), max_length=300)
    whereas = models.TextField(_("considérant"), blank=True)
    resolved = models.TextField(_("il est résolu"))
    conditions = models.TextField(_("conditions"), blank=True)
    folded = FoldedField(of="resolved")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome.choices)
    manner = models.CharField(_("manière"), max_length=10, choices=Manner.choices)
    unanimous = models.BooleanField(_("à l’unanimité"), default=False)
    votes_for = models.PositiveSmallIntegerField(_("pour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("contre"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    casting_vote = models.BooleanField(_("voix prépondérante"), default=False)
    dissents = models.JSONField(_("dissidences"), default=list)
    mover = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="moved", verbose_name=_("proposée par"))
    seconder = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="seconded", verbose_name=_("appuyée par"))
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    repeals = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repealed_by")
    in_camera = models.BooleanField(_("à huis clos"), default=False)
    taken_on = models.DateField(_("prise le"))
    taken_at = models.DateTimeField()
    recorded_by = models.CharField(_("consignée par"), max_length=300)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="resolution_number_once",
                violation_error_message=_("Ce numéro de résolution a déjà servi."),
            ),
            models.CheckConstraint(
                condition=~models.Q(resolved=""),
                name="resolution_says_something",
                violation_error_message=_("Une résolution dit ce qui est résolu."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_tied(self) -> bool:
        """Whether it was lost on equal votes, which nobody decided."""
        return self.outcome == Outcome.REJECTED and not self.casting_vote and bool(self.votes_for) and self.votes_for == self.votes_against


class Extract(models.Model):
    """The record that a certified extract of a resolution was delivered to somebody, by the link of a letter."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="extracts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    delivered_by = models.CharField(_("délivré par"), max_length=300)
    delivered_at = models.DateTimeField(_("délivré le"))

    class Meta:
        ordering = ["pk"]


class Step(models.Model):
    """One thing that happened to a matter, never edited: who moved it, with which version, by which resolution."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="steps")
    move = models.CharField(max_length=18, choices=Move.choices)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="steps")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(_("à quel titre"), max_length=300)
    reasons = models.TextField(_("motifs"), blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    @property
    def said(self) -> str:
        """What happened, in the words of the mandate where a body passed the matter on."""
        return move_words(self.move, self.stage.verbs if self.stage else ())


class InterestQuerySet(models.QuerySet["Interest"]):
    """Readings of interests."""

    def closing(self, person: Any) -> models.QuerySet[Any]:
        """The matters that an interest declared by the person closes to them; one in a change closes as well what it would change,
        and one in a project its changes."""
        standing = self.order_by().filter(person=person.pk, lifted_at__isnull=True)
        return standing.values("matter").union(
            standing.filter(matter__kind=Kind.CHANGE, matter__revises__isnull=False).values("matter__revises"),
            standing.filter(matter__revised_by__kind=Kind.CHANGE).values("matter__revised_by"),
        )


class Interest(models.Model):
    """An interest somebody declared in a matter: they leave its deliberation and its vote, and no longer read its file."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests")
    nature = models.TextField(_("nature de l’intérêt"))
    declared_by = models.CharField(_("déclarée par"), max_length=300)
    declared_at = models.DateTimeField(_("déclarée le"))
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)
    lifted_because = models.TextField(_("motif de la levée"), blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=models.Q(lifted_at__isnull=True),
                name="interest_one_open",
                violation_error_message=_("Cette personne a déjà déclaré un intérêt dans ce dossier."),
            )
        ]


class Entry(models.Model):
    """One official act in the register of an agreement: appended, chained to the one before by its hash, never changed.

    `sha256` is that of the number, moment, kind, capacity, content hash and previous hash, one per line; `content_sha256` that of
    `content` in canonical JSON (`acts.enter`). What this proves, and what it cannot, stands in `docs/register.md`.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("numéro"))
    kind = models.CharField(_("acte"), max_length=12, choices=EntryKind.choices)
    at = models.DateTimeField(_("moment"))
    capacity = models.CharField(_("à quel titre"), max_length=300)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="entries")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="entries")

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["agreement", "kind", "number"], name="entry_by_kind"),
            models.Index(fields=["sha256"], name="entry_by_hash"),
        ]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="entry_number_once")]


class Head(models.Model):
    """The last entry of the register of an agreement, held while the next one is written: numbers have no gap."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="register_head")
    number = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
