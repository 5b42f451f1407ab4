"""The subset of Markdown in which notes are written, and its words alone."""

from __future__ import annotations

import html as entities
import re

import nh3
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "fence", "code", "html_block"]
)


def rendered(text: str) -> str:
    """HTML that nobody has cleaned yet."""
    return str(_markdown.render(text))


_MARKS = re.compile(r"[*_`\[\]<>&\\]|^\s*(?:[-+#]|\d+[.)])", re.MULTILINE)


def plain(text: str) -> str:
    """The words alone, for lists and documents."""
    # Reading Markdown costs a hundred times more than seeing that there is none.
    if not _MARKS.search(text):
        return " ".join(text.split())
    html = rendered(text).replace("</p>\n<p>", " ").replace("<br />", " ").replace("</li>", " ")
    return " ".join(entities.unescape(nh3.clean(html, tags=set())).split())
