"""Uploads: documents on their way to becoming an agreement and its plan."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.documents.models import File

from .states import Stage


class UploadQuerySet(models.QuerySet["Upload"]):
    """Readings of uploads."""

    def seen_by(self, person: Any) -> UploadQuerySet:
        """Those the person brought; nobody else's business until they are built."""
        return self.filter(file__filed_by=person) if person.is_authenticated else self.none()


class Upload(models.Model):
    """One document somebody brought. `tree` is the document, `reading` what was understood of it, `corrections` what they changed.

    A correction names an item by its key: `{"action-12": {"text": "…"}}`, `{"point-3": {"dismissed": true}}`.
    `built` keeps the primary keys of what the import wrote, so that it can be undone.
    `refusal` is the sentence that says why it could not be read. `done` and `total` tell how far the reading is, `started_at` when it
    last gave a sign of life, `attempts` how many times it began.
    """

    file = models.ForeignKey(File, models.PROTECT, related_name="uploads")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.RECEIVED)
    received_at = models.DateTimeField(_("reçu le"))
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    tree = models.JSONField(null=True, blank=True)
    reading = models.JSONField(null=True, blank=True)
    corrections = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    agreement = models.ForeignKey(Agreement, models.SET_NULL, null=True, blank=True, related_name="uploads")
    built_at = models.DateTimeField(null=True, blank=True)
    built = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.REFUSED) | ~models.Q(refusal=""),
                name="upload_refusal_says_why",
                violation_error_message=_("Un document refusé porte la raison du refus."),
            )
        ]
