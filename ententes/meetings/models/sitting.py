"""What is recorded while a meeting sits: who is there, who presides, who withdrew, what is proposed and voted, what must follow."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Term
from ententes.decisions.models import Resolution
from ententes.decisions.states import Manner
from ententes.plans.models import Action

from ..states import Choice, Standing
from .planning import Item, Meeting


class Attendance(models.Model):
    """Somebody in the room or at a distance, from one moment to another. Coming back is another row.

    `term` is empty for a guest, whose `name` is kept. Absent members have no row.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="attendances")
    name = models.CharField(_("nom"), max_length=150)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.MEMBER)
    is_remote = models.BooleanField(_("à distance"), default=False)
    arrived_at = models.DateTimeField(_("arrivée"))
    left_at = models.DateTimeField(_("départ"), null=True, blank=True)

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "term"],
                condition=models.Q(left_at__isnull=True),
                name="attendance_one_open",
                violation_error_message=_("Cette personne est déjà inscrite comme présente."),
            )
        ]


class Presiding(models.Model):
    """Who presided over a meeting, from when; the next row ends it. `Meeting.chair` is the last one, or nobody once they left."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presidings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(_("à partir de"))

    class Meta:
        ordering = ["since", "pk"]


class Recusal(models.Model):
    """A member who withdrew from an item, at what time, and when they came back."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    term = models.ForeignKey(Term, models.PROTECT, related_name="recusals")
    left_at = models.DateTimeField(_("retrait"))
    returned_at = models.DateTimeField(_("retour"), null=True, blank=True)

    class Meta:
        ordering = ["left_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "term"],
                condition=models.Q(returned_at__isnull=True),
                name="recusal_one_open",
                violation_error_message=_("Cette personne s’est déjà retirée de ce point."),
            )
        ]


class Motion(models.Model):
    """What is proposed at an item, in three fields, and how the body answers: it becomes a resolution when it is recorded.

    A ballot is open while `opened_at` is set and `closed_at` is not. `revision` grows at each save, so that a second recorder is told.
    `counted` is what its recorder has begun to count, as the form sends it; `withdrawn_at` ends a motion that nobody will vote on.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="motions")
    title = models.CharField(_("objet"), max_length=300)
    whereas = models.TextField(_("considérant"), blank=True)
    resolved = models.TextField(_("il est résolu"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    move = models.CharField(max_length=18, blank=True)
    mover = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposée par"))
    seconder = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appuyée par"))
    amends = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("modifie"))
    repeals = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("abroge"))
    manner = models.CharField(_("manière"), max_length=10, choices=Manner.choices, default=Manner.UNOPPOSED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    counted: Any = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    resolution = models.OneToOneField(Resolution, models.PROTECT, null=True, blank=True, related_name="motion")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    @property
    def is_open(self) -> bool:
        """Whether members may vote on it now, each from their own device."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_ended(self) -> bool:
        return self.resolution_id is not None or self.withdrawn_at is not None


class Ballot(models.Model):
    """That a seat voted on a motion. `choice` is kept for a vote by name and left empty for a secret one."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="ballots")
    term = models.ForeignKey(Term, models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=8, choices=Choice.choices, blank=True)
    recorded_by = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "term"], name="ballot_once")]


class Slip(models.Model):
    """One secret vote: what it says, and nothing of who cast it or when. Its key is random, so that order tells nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="slips")
    choice = models.CharField(max_length=8, choices=Choice.choices)

    class Meta:
        ordering = ["pk"]


class FollowUp(models.Model):
    """Something to be done after a meeting: what, by whom, by when; it may be news to come of an action."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="follow_ups")
    what = models.TextField(_("quoi"))
    who = models.CharField(_("qui"), max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    due_on = models.DateField(_("d’ici le"), null=True, blank=True)
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    done_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    outcome = models.TextField(_("suite donnée"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
