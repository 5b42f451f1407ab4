"""The frozen copy of a matter that carries nothing but its question and the documents joined to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.decisions.acts import Copy
from ententes.decisions.models import Matter
from ententes.decisions.queries.register import fingerprint
from ententes.ground.markdown import plain
from ententes.ground.wording import quoted

from . import text_pdf
from .text import Text, TextSection, TextTable, filename


def copy_of(matter: Matter) -> Copy:
    """Its words, and its documents by their title and their hash."""
    pieces = [{"title": title, "sha256": sha256} for title, sha256 in matter.pieces.values_list("title", "file__sha256")]
    data = {"title": matter.title, "question": matter.question, "pieces": pieces}
    last = matter.versions.last()
    changed = list(differences(last.data, data)) if last else []
    return Copy(data=data, content=text_pdf.write(_text(matter, data)), name=filename(matter.title, "pdf"), differences=changed)


def _text(matter: Matter, data: dict[str, Any]) -> Text:
    kind = str(matter.get_kind_display())
    asked = _("Question posée") if matter.kind == "question" else _("Ce qu’il faut en savoir")
    sections = [TextSection(asked, matter.question)] if matter.question else []
    if data["pieces"]:
        rows = tuple((one["title"], one["sha256"]) for one in data["pieces"])
        table = TextTable((_("Document"), _("Empreinte SHA-256")), rows, _("Documents joints"))
        sections.append(TextSection(_("Documents joints"), tables=(table,)))
    return Text(
        title=matter.title,
        subtitle=kind[:1].upper() + kind[1:],
        day=timezone.localdate(matter.opened_at),
        meta=(matter.agreement.title,),
        sections=tuple(sections),
        footer=f"{matter.agreement.short_title} · {matter.title}",
        sha256=fingerprint(data),
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What changed from one copy to the next, in sentences."""
    if before.get("title") != after["title"]:
        yield _("Le titre %(old)s devient %(new)s.") % {"old": quoted(str(before.get("title", ""))), "new": quoted(after["title"])}
    old, new = _passages(before), _passages(after)
    taken, put = [one for one in old if one not in new], [one for one in new if one not in old]
    for was, now in zip(taken, put, strict=False):
        yield _("%(old)s devient %(new)s.") % {"old": quoted(was), "new": quoted(now)}
    for words in put[len(taken) :]:
        yield _("Ajouté : %(words)s.") % {"words": quoted(words)}
    for words in taken[len(put) :]:
        yield _("Retiré : %(words)s.") % {"words": quoted(words)}
    held, holds = ({one["sha256"]: one["title"] for one in copy.get("pieces", ())} for copy in (before, after))
    for sha256, title in holds.items():
        if sha256 not in held:
            yield _("Le document %(title)s est joint.") % {"title": quoted(title)}


def _passages(copy: Mapping[str, Any]) -> list[str]:
    return [words for one in str(copy.get("question", "")).split("\n") if (words := " ".join(plain(one).split()))]
