"""Notes as HTML: a subset of Markdown, cleaned at each rendering."""

from __future__ import annotations

import nh3
from markupsafe import Markup

from ententes.ground.markdown import plain, rendered

__all__ = ["html", "plain"]

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}


def html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotes and https or mailto links; anything else comes out as plain text."""
    cleaned = nh3.clean(
        rendered(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704 — cleaned just above
