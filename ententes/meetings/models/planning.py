"""Meetings as they are planned and called: their agenda, who is called, the dates proposed, the calendars that read them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Body, Term
from ententes.decisions.models import Interest, Matter
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.held import held

from ..states import ItemState, Purpose, Reply, Standing, State, Usual, item_title


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Readings of meetings."""

    def seen_by(self, person: Any, on: date | None = None) -> MeetingQuerySet:
        """Those of agreements the person coordinates, and of bodies on which they sit or have a charge that day."""
        if not person.is_authenticated:
            return self.none()
        day = on or clock.today()
        rows = Meeting.objects.order_by()
        coordinated = rows.filter(held("body__agreement__coordinations__", person, day)).values("pk")
        seated = rows.filter(held("body__seats__terms__", person, day)).values("pk")
        charged = rows.filter(held("body__charges__", person, day)).values("pk")
        return self.filter(pk__in=coordinated.union(seated, charged))


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

    @property
    def said(self) -> str:
        """« Rencontre n° 3 », in the language in force."""
        words = gettext("Rencontre extraordinaire n° %(number)s") if self.is_special else gettext("Rencontre n° %(number)s")
        return words % {"number": self.number}


class ItemQuerySet(models.QuerySet["Item"]):
    """Readings of points of agendas."""

    def open_to(self, person: Any) -> ItemQuerySet:
        """Those whose documents the person may read: all but those of a matter in which they declared an interest."""
        return self.exclude(matter__in=Interest.objects.closing(person))


class Item(models.Model):
    """A point of the agenda. `usual` tells what the product does with it; one that decides may be a matter before the body.

    `minutes` are those this item adopts. `summary` is what the minutes will say of the discussion.
    `begun_at` and `ended_at` are of the last time that the meeting came to it; `announced_at` is when a letter first told those called.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titre"), max_length=300)
    usual = models.CharField(max_length=16, choices=Usual.choices, blank=True)
    purpose = models.CharField(_("pour"), max_length=8, choices=Purpose.choices, default=Purpose.DISCUSS)
    estimate = models.PositiveSmallIntegerField(_("durée prévue, en minutes"), null=True, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="items")
    minutes = models.ForeignKey("meetings.Minutes", models.PROTECT, null=True, blank=True, related_name="adopted_at")
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PENDING)
    begun_at = models.DateTimeField(_("pris à"), null=True, blank=True)
    ended_at = models.DateTimeField(_("quitté à"), null=True, blank=True)
    summary = models.TextField(_("résumé"), blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    in_camera_from = models.DateTimeField(_("huis clos à partir de"), null=True, blank=True)
    in_camera_until = models.DateTimeField(_("huis clos jusqu’à"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> str:
        return item_title(self.title, self.usual)


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
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invitation_once")]


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
    reminded_at = models.DateTimeField(null=True, blank=True)

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
