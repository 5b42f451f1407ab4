"""Notes as HTML: a subset of Markdown, cleaned at each rendering."""

from __future__ import annotations

import html as entities

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "fence", "code", "html_block"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}


def html(text: str) -> Markup:
    """Paragraphs, emphasis, lists, quotes and https or mailto links; anything else comes out as plain text."""
    cleaned = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned)  # noqa: S704 — cleaned just above


def plain(text: str) -> str:
    """The words alone, for lists and documents."""
    rendered = _markdown.render(text).replace("</p>\n<p>", " ").replace("<br />", " ").replace("</li>", " ")
    return " ".join(entities.unescape(nh3.clean(rendered, tags=set())).split())
