"""Settings of the demonstration: its own home, its own day, letters kept instead of sent, invented people to sign in as."""

import os
from datetime import date
from pathlib import Path

from config.database import database
from config.settings.dev import *  # noqa: F403
from config.settings.dev import ROOT, STORAGES

HOME = Path(os.environ.get("ENTENTES_HOME", ROOT / "var" / "demo"))
DATABASES = {"default": database(f"sqlite:///{HOME / 'ententes.sqlite3'}")}
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}}}
ENTENTES_DEMO = True
ENTENTES_TODAY = date(2011, 11, 23)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
