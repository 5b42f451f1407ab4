"""The closed words of uploads."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far a document is on its way to becoming an agreement."""

    RECEIVED = "received", _("reçu")
    READ = "read", _("lu")
    REFUSED = "refused", _("refusé")
    BUILT = "built", _("importé")
    UNDONE = "undone", pgettext_lazy("import", "annulé")
