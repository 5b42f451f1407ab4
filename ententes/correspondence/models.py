"""Letters: written in the transaction that justifies them, sent after it, at least once, under one Message-ID."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """An e-mail to one person. The row is its own queue: a letter without `sent_at` is due at `next_attempt_at`, until it is given up.

    `event` is the iCalendar file that goes with it, where it speaks of a meeting.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="letters")
    address = models.EmailField(_("adresse"), max_length=254)
    reply_to = models.EmailField(_("réponse à"), max_length=254, blank=True)
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"))
    event = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    written_at = models.DateTimeField(_("écrite le"))
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("partie le"), null=True)
    given_up_at = models.DateTimeField(_("abandonnée le"), null=True)
    failure = models.CharField(_("dernier échec"), max_length=300, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="letter_due", condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="letter_sent_or_given_up",
                violation_error_message=_("Une lettre partie ne peut pas être abandonnée."),
            )
        ]

    def __str__(self) -> str:
        return self.subject
