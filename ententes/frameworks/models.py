"""Frameworks and protocols: their sections as they are being written, and every text they had."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Interest, Matter
from ententes.documents.models import File

from .states import Kind


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Readings of frameworks."""

    def seen_by(self, person: Any) -> FrameworkQuerySet:
        """Those of the agreements the person has a capacity in, which the table of access sees to, but for a declared interest:
        it hides the text as it hides its matter."""
        return self.exclude(matter__in=Interest.objects.closing(person))


class Framework(models.Model):
    """A text that bodies propose and adopt: an evaluation framework, an allocation framework, a protocol, another document.

    `matter` is the dossier that carries its present text; the one it was adopted in stays reachable by `matter.revises`.
    `source` is the Word file it came from, if it did.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="frameworks")
    kind = models.CharField(_("nature"), max_length=24, choices=Kind.choices)
    title = models.CharField(_("titre"), max_length=300)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="framework")
    source = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(_("commencé le"))

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.title


class FrameworkSection(models.Model):
    """One section of a framework: a title and a text in the Markdown subset (`ground.passages`). `revision` grows with each save.

    One that was removed keeps its texts, and any of them brings it back; `removed_by` is the capacity in words.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titre"), max_length=300)
    text = models.TextField(_("texte"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    removed_by = models.CharField(_("retirée par"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]


class SectionText(models.Model):
    """A section as somebody left it: what can be compared and taken back."""

    section = models.ForeignKey(FrameworkSection, models.CASCADE, related_name="texts")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]


class SectionDraft(models.Model):
    """What somebody is writing in a section and has not saved yet, kept as they type."""

    section = models.ForeignKey(FrameworkSection, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    begun_on_revision = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "person"], name="section_draft_once")]
