"""Notes as HTML: a subset of Markdown, cleaned when it is read."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markupsafe import Markup

from ententes.ground.markdown import plain, rendered

__all__ = ["brief", "html", "plain"]

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_KEPT = 4000
"""Longer texts are read anew each time, so that what is kept stays under a few megabytes."""


def html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotes and https or mailto links; anything else comes out as plain text."""
    return _known(text) if len(text) <= _KEPT else _clean(text)


def brief(text: str) -> str:
    """The words alone, read once for the texts that pages show again and again."""
    return _words(text) if len(text) <= _KEPT else plain(text)


def _clean(text: str) -> Markup:
    cleaned = nh3.clean(
        rendered(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704 — cleaned just above


# A note is never edited, so its HTML depends on nothing else; reading Markdown costs more than a query.
_known = lru_cache(1024)(_clean)
_words = lru_cache(1024)(plain)
