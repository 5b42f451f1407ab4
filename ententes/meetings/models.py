"""Meetings: their notice, agenda and replies; who attended, voted and withdrew; their minutes; and what is resolved in writing."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Body, Term
from ententes.decisions.models import Matter, Resolution
from ententes.decisions.states import Manner
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.held import held
from ententes.plans.models import Action

from .states import Choice, ItemState, MinutesState, Purpose, Reply, Standing, State, Usual


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Readings of meetings."""

    def seen_by(self, person: Any, on: date | None = None) -> MeetingQuerySet:
        """Those of agreements the person coordinates, and of bodies on which they sit that day."""
        if not person.is_authenticated:
            return self.none()
        day = on or clock.today()
        rows = Meeting.objects.order_by()
        coordinated = rows.filter(held("body__agreement__coordinations__", person, day)).values("pk")
        seated = rows.filter(held("body__seats__terms__", person, day)).values("pk")
        return self.filter(pk__in=coordinated.union(seated))


class Meeting(models.Model):
    """A meeting of a body. `number` counts the meetings of the body; `uid` and `sequence` are those of its calendar event.

    `is_special` shortens the notice and keeps it to its agenda. `afterwards` says that it was entered from paper, once held.
    `shortness` records why a notice shorter than the rules ask was allowed. `minutes_taker` writes, and has no vote for it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("numéro"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin prévue"))
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    link = models.URLField(_("lien pour participer à distance"), max_length=500, blank=True)
    is_special = models.BooleanField(_("extraordinaire"), default=False)
    afterwards = models.BooleanField(_("consignée après coup"), default=False)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.PLANNED)
    called_at = models.DateTimeField(_("convoquée le"), null=True, blank=True)
    shortness = models.TextField(_("motif d’un avis plus court"), blank=True)
    opened_at = models.DateTimeField(_("ouverte à"), null=True, blank=True)
    closed_at = models.DateTimeField(_("levée à"), null=True, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    secretary = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why_ended = models.TextField(_("motif de l’annulation ou du report"), blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    series = models.UUIDField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("La rencontre finit après avoir commencé."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="meeting_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.body.name} {self.number}"


class Item(models.Model):
    """A point of the agenda. `usual` tells what the product does with it; one that decides may be a matter before the body.

    `minutes` are those this item adopts. `summary` is what the minutes will say of the discussion.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titre"), max_length=300)
    usual = models.CharField(max_length=16, choices=Usual.choices, blank=True)
    purpose = models.CharField(_("pour"), max_length=8, choices=Purpose.choices, default=Purpose.DISCUSS)
    estimate = models.PositiveSmallIntegerField(_("durée prévue, en minutes"), null=True, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="items")
    minutes = models.ForeignKey("Minutes", models.PROTECT, null=True, blank=True, related_name="adopted_at")
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PENDING)
    summary = models.TextField(_("résumé"), blank=True)
    in_camera_from = models.DateTimeField(_("huis clos à partir de"), null=True, blank=True)
    in_camera_until = models.DateTimeField(_("huis clos jusqu’à"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ItemPiece(models.Model):
    """A document joined to a point of the agenda."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="pieces")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=300)

    class Meta:
        ordering = ["pk"]


class Invitation(models.Model):
    """Somebody called to a meeting, as the holder or substitute of a seat or as a guest, and what they answered.

    `reply_recorded_by` is set when the coordination wrote down an answer given by phone or on paper.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="invitations")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.MEMBER)
    reply = models.CharField(_("réponse"), max_length=10, choices=Reply.choices, blank=True)
    words = models.TextField(_("mot d’accompagnement"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    reply_recorded_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invitation_once")]


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


class Recusal(models.Model):
    """A member who withdrew from an item, at what time, and when they came back."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    term = models.ForeignKey(Term, models.PROTECT, related_name="recusals")
    left_at = models.DateTimeField(_("retrait"))
    returned_at = models.DateTimeField(_("retour"), null=True, blank=True)

    class Meta:
        ordering = ["left_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "term"], name="recusal_once")]


class Motion(models.Model):
    """What is proposed at an item, in three fields, and how the body answers: it becomes a resolution when it is recorded.

    A ballot is open while `opened_at` is set and `closed_at` is not. `revision` grows at each save, so that a second recorder is told.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="motions")
    title = models.CharField(_("objet"), max_length=300)
    whereas = models.TextField(_("considérant"), blank=True)
    resolved = models.TextField(_("il est résolu"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    move = models.CharField(max_length=18, blank=True)
    mover = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposée par"))
    seconder = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("appuyée par"))
    manner = models.CharField(_("manière"), max_length=10, choices=Manner.choices, default=Manner.UNOPPOSED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    resolution = models.OneToOneField(Resolution, models.PROTECT, null=True, blank=True, related_name="motion")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]


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


class Minutes(models.Model):
    """The minutes of a meeting, composed from what was recorded. Adopted, they no longer change: a correction is added.

    `sections` are `{"item", "title", "text"}` in order, in the Markdown subset. `sha256` is that of the adopted text.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=8, choices=MinutesState.choices, default=MinutesState.DRAFT)
    sections = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True, blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="adopted_minutes")
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"


class MinutesVersion(models.Model):
    """The minutes as somebody left them: what can be compared and taken back."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sections = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")]


class Remark(models.Model):
    """A comment of a member on draft minutes, or a correction that the body asked for when it adopted them."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="remarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=300)
    text = models.TextField(_("remarque"))
    is_correction = models.BooleanField(_("correction"), default=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Signature(models.Model):
    """Somebody signed adopted minutes, as chair or as secretary, with the hash of what they signed."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    capacity = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "office"], name="signature_once")]


class DatePoll(models.Model):
    """Dates proposed to the members of a body, who say by letter which suit them. One of them becomes the meeting."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="date_polls")
    title = models.CharField(_("objet"), max_length=300)
    closes_on = models.DateField(_("réponses attendues d’ici le"))
    asked_at = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="polls")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]


class DateOption(models.Model):
    """One date of a poll."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]


class DateAnswer(models.Model):
    """What somebody said of the dates of a poll: `choices` are the options that suit them, by primary key."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    choices: Any = models.JSONField(default=list)
    words = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="date_answer_once")]


class CalendarFeed(models.Model):
    """The address under which somebody's calendar reads their meetings. Revoked, it answers nothing; another may be made."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    key_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]


class Consultation(models.Model):
    """A resolution proposed in writing between two meetings. All who may vote must sign; one refusal sends it to a meeting."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="consultations")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="consultations")
    title = models.CharField(_("objet"), max_length=300)
    whereas = models.TextField(_("considérant"), blank=True)
    resolved = models.TextField(_("il est résolu"))
    conditions = models.TextField(_("conditions"), blank=True)
    sha256 = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closes_on = models.DateField(_("à signer d’ici le"))
    ended_at = models.DateTimeField(null=True, blank=True)
    why_ended = models.TextField(blank=True)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]


class Consent(models.Model):
    """What one seat answered to a consultation: signed or refused, by whom, over which text; empty until then."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="consents")
    term = models.ForeignKey(Term, models.PROTECT, related_name="consents")
    signed = models.BooleanField(null=True)
    words = models.TextField(_("motifs"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "term"], name="consent_once")]
