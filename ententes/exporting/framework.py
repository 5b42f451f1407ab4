"""A framework as a document: its text as it stands and its norms, under the SHA-256 of the same as data."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ententes.decisions.queries.register import fingerprint
from ententes.frameworks.models import Framework
from ententes.frameworks.queries import state_words
from ententes.frameworks.states import Kind
from ententes.ground.wording import long_date
from ententes.projects.queries.norms import content, lines, norms_of

from .text import Text, TextSection, TextTable


def text_of(framework: Framework, *, as_of: date, state: str = "", heading: bool = True) -> Text:
    """The whole text, said to stand that way on that day. `state` are the words for where it is (`frameworks.queries.state_words`).

    Without a `heading`, its nature and its state stand only at the foot of the pages, and its norms are left out: a file brought back
    then holds nothing but the text.
    """
    data = content(framework)
    kind = str(Kind(framework.kind).label)
    stamp = _("texte au %(day)s") % {"day": long_date(as_of)}
    about = " · ".join([kind[:1].upper() + kind[1:], state or state_words(""), stamp])
    sections = [TextSection(one["title"], one["text"]) for one in data["sections"]]
    if heading and data.get("norms"):
        told = TextTable((_("Norme"), _("Ce qui est permis")), tuple(lines(norms_of(data["norms"]))), _("Normes"))
        sections.append(TextSection(_("Normes, en paramètres"), "", (told,)))
    return Text(
        title=framework.title,
        subtitle=framework.agreement.title,
        day=as_of,
        meta=(about,) if heading else (),
        sections=tuple(sections),
        footer=f"{framework.title} · {about}",
        sha256=fingerprint(data),
        contents=True,
    )
