"""Notes and longer texts as HTML: a subset of Markdown, cleaned when it is read."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from ententes.ground import passages
from ententes.ground.markdown import plain, rendered

__all__ = ["brief", "html", "passage", "plain"]

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_KEPT = 4000
"""Longer texts are read anew each time, so that what is kept stays under a few megabytes."""


def html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotes and https or mailto links; anything else comes out as plain text."""
    return _known(text) if len(text) <= _KEPT else _clean(text)


def passage(text: str) -> Markup:
    """The same for a section of a document, with sub-headings and tables; a table wider than the page scrolls in its frame."""
    label = str(_("Tableau"))
    return _framed(text, label) if len(text) <= _KEPT else _frame(text, label)


def brief(text: str) -> str:
    """The words alone, read once for the texts that pages show again and again."""
    return _words(text) if len(text) <= _KEPT else plain(text)


def _frame(text: str, label: str) -> Markup:
    opening = f'<div class="table-wide" tabindex="0" role="group" aria-label="{escape(label)}"><table class="data">'
    cleaned = _cleaned(passages.html(text), _TAGS | {"h3", "table", "thead", "tbody", "tr", "th", "td"})
    framed = cleaned.replace("<table>", opening).replace("</table>", "</table></div>").replace("<th>", '<th scope="col">')
    return Markup(framed)  # noqa: S704 — cleaned just above; its text holds no « < » of its own


def _clean(text: str) -> Markup:
    return Markup(_cleaned(rendered(text), _TAGS))  # noqa: S704 — cleaned just above


def _cleaned(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


# A note is never edited, so its HTML depends on nothing else; reading Markdown costs more than a query.
_known = lru_cache(1024)(_clean)
_words = lru_cache(1024)(plain)
_framed = lru_cache(256)(_frame)
