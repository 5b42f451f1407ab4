"""A framework as a document: its text as it stands, under the SHA-256 of the same text as data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ententes.decisions.queries.register import fingerprint
from ententes.frameworks.models import Framework
from ententes.frameworks.queries import content, state_words
from ententes.frameworks.states import Kind
from ententes.ground.wording import long_date

from .text import Text, TextSection


def text_of(framework: Framework, *, as_of: date, state: str = "", heading: bool = True) -> Text:
    """The whole text, said to stand that way on that day. `state` are the words for where it is (`frameworks.queries.state_words`).

    Without a `heading`, its nature and its state stand only at the foot of the pages: a file brought back then holds nothing but the text.
    """
    data = content(framework)
    kind = str(Kind(framework.kind).label)
    stamp = _("texte au %(day)s") % {"day": long_date(as_of)}
    about = " · ".join([kind[:1].upper() + kind[1:], state or state_words(""), stamp])
    return Text(
        title=framework.title,
        subtitle=framework.agreement.title,
        day=as_of,
        meta=(about,) if heading else (),
        sections=tuple(TextSection(one["title"], one["text"]) for one in data["sections"]),
        footer=f"{framework.title} · {about}",
        sha256=fingerprint(data),
        contents=True,
    )
