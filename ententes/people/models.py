"""People who sign in or are written to, and the receipts that make a form count once."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ententes.ground import clock

from .states import Digest


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person; without a password, signing in is by code only."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody known by an e-mail address. What they may do comes from their capacities, never from this row.

    `opens_agreements`: may bring a new agreement into this installation. `is_technical`: keeps the installation running and
    has no business power at all. `digest_at` is when their last digest was written, or found to have nothing to say.
    """

    email = models.EmailField(_("adresse courriel"), max_length=254, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    language = models.CharField(_("langue"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr")
    is_active = models.BooleanField(_("peut se connecter"), default=True)
    opens_agreements = models.BooleanField(_("peut ouvrir une entente"), default=False)
    is_technical = models.BooleanField(_("administration technique"), default=False)
    digest = models.CharField(_("lettre de rappel"), max_length=6, choices=Digest.choices, default=Digest.WEEKLY)
    digest_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="person_email_once", violation_error_message=_("Cette adresse est déjà utilisée.")
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="person_has_name", violation_error_message=_("Le nom est obligatoire.")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """The receipt of a form: the same key sent twice has one effect and the same answer."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    path = models.CharField(max_length=500)
    sender = models.CharField(max_length=100)
    location = models.CharField(max_length=500)
    received_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="submission_by_age")]
