"""The Jinja2 environment of the pages: what a template may call, and nothing that queries or decides."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from config.output import Output, written
from ententes.committees import queries as committees
from ententes.ground import french, prose, wording
from ententes.web import rich, tongues


def url(name: str, **parts: Any) -> str:
    """The address of a route: `url("action", agreement=slug, action=3)`."""
    return _known(get_script_prefix(), get_urlconf(), name, tuple(parts.items()))


@lru_cache(2048)
def _known(_prefix: str, urlconf: str | None, name: str, parts: tuple[tuple[str, Any], ...]) -> str:
    """Every page asks for the same twenty addresses; they depend on nothing else."""
    return reverse(name, urlconf, kwargs=dict(parts))


def once() -> str:
    """A fresh key for a form, so that sending it twice counts once."""
    return str(uuid.uuid4())


def environment(**options: Any) -> Environment:
    """Jinja2 as the pages use it: autoescaping, an undefined name is an error, gettext in the language of the request."""
    options["undefined"] = StrictUndefined
    made = Environment(**options)  # noqa: S701 — Django's backend sets autoescape
    made.code_generator_class, made.written = Output, written  # type: ignore[attr-defined]
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext, npgettext=translation.npgettext
    )
    made.globals |= {
        "url": url,
        "static": static,
        "once": once,
        "messages_of": get_messages,
        "language": translation.get_language,
        "demo": settings.ENTENTES_DEMO,
        "own_words": tongues.own_words,
        "as_written": tongues.as_written,
        "in_french": tongues.in_french,
    }
    made.filters |= {
        "long_date": wording.long_date,
        "iso_date": lambda day: day.isoformat() if day else "",
        "hour": wording.hour,
        "moment": wording.moment,
        "money": wording.money,
        "rich": rich.html,
        "passage": rich.passage,
        "file_size": wording.file_size,
        "points": wording.half_points,
        "score": wording.score,
        "capacity": committees.said,
        "calm": french.calm,
        "blocks": prose.blocks,
    }
    return made
