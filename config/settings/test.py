"""Settings of the tests: a fast hash, files in a folder that goes away, and templates that fail on an undefined name."""

import tempfile
from pathlib import Path

from config.settings.dev import *  # noqa: F403
from config.settings.dev import STORAGES

HOME = Path(tempfile.mkdtemp(prefix="ententes-"))
SECRET_KEY = "only-for-tests-" + "x" * 40
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING_CONFIG = None
# No collected files to scan, and none to miss.
WHITENOISE_AUTOREFRESH = True
