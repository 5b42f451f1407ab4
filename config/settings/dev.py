"""Settings for one machine, over plain HTTP on the loopback: `make serve`."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
BASE_URL = os.environ.get("ENTENTES_URL", "http://127.0.0.1:8000")
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
# A browser keeps a `__Host-` or Secure cookie only over HTTPS.
SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE = "session", False
CSRF_COOKIE_NAME, CSRF_COOKIE_SECURE = "csrf", False
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "langue", False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
