"""Files as they were received or made: their bytes never change, and their SHA-256 proves it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def stored_name(file: File, name: str) -> str:
    """Where the bytes are kept: a random name, so that nothing of what a sender wrote reaches the disk."""
    key = uuid.uuid4().hex
    return f"{key[:2]}/{key}"


class File(models.Model):
    """Bytes with a name. Who may open it is said by what points at it, never by knowing its address."""

    name = models.CharField(_("nom"), max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(_("taille en octets"))
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(upload_to=stored_name, max_length=60)
    filed_at = models.DateTimeField(_("déposé le"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("déposé par"))

    class Meta:
        ordering = ["-filed_at", "-pk"]

    def __str__(self) -> str:
        return self.name
