"""The minutes of meetings: their versions, what is remarked in them, and who signs them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.decisions.models import Resolution
from ententes.documents.models import File

from ..states import MinutesState
from .planning import Meeting


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
    """The minutes as somebody left them: what can be compared and taken back. `at` is when they began writing it."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sections = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")]


class Remark(models.Model):
    """A comment of a member on draft minutes, or a correction that the body asked for when it adopted them or later.

    `resolution` is the one that answered a correction: it adopted the minutes with it, or spoke of it alone, for or against.
    """

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
    """Somebody signed adopted minutes, as chair or as secretary, with the hash of what they signed.

    `recorded_by` is set when they signed on paper, and says who wrote it down; `at` is then when they signed.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    capacity = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "office"], name="signature_once")]
