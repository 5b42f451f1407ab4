"""The frozen copy of what a matter carries, whatever points at it: its data, the same as a document, and what changed in sentences."""

from __future__ import annotations

import json as text
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ententes.decisions.acts import Copy
from ententes.decisions.models import Matter, Version
from ententes.decisions.queries.register import fingerprint
from ententes.frameworks import queries as frameworks
from ententes.frameworks.models import Framework
from ententes.ground import clock
from ententes.plans.models import Plan

from . import json, pdf, text_pdf
from .changes import differences
from .framework import text_of
from .reading import read
from .table import table
from .text import Text, TextSection, TextTable, filename


def copy_of(matter: Matter) -> Copy:
    """What the next body is to receive, as it stands now. A matter nothing points at carries its own question and its pieces."""
    last = matter.versions.last()
    plan = Plan.objects.filter(matter=matter).select_related("agreement").first()
    if plan is not None:
        data, content = of_plan(plan)
        before = last or (matter.revises.versions.last() if matter.revises else None)
        changed = differences(before.data, data) if before else []
        name = f"plan-{plan.agreement.fiscal_year(plan.year).label}-{slugify(plan.agreement.slug)[:60]}.pdf"
        return Copy(data=data, content=content, name=name, differences=changed)
    framework = Framework.objects.filter(matter=matter).select_related("agreement").first()
    if framework is not None:
        return _of_framework(framework, last or (matter.revises.versions.last() if matter.revises else None))
    data = of_question(matter)
    return Copy(data=data, content=_question_pdf(matter, data), name=f"dossier-{matter.pk}.pdf")


def _of_framework(framework: Framework, before: Version | None) -> Copy:
    data = frameworks.content(framework)
    changed = frameworks.differences(before.data, data) if before else []
    content = text_pdf.write(text_of(framework, as_of=clock.today(), state=_("copie figée")))
    return Copy(data=data, content=content, name=filename(framework.title, "pdf"), differences=changed)


def of_question(matter: Matter) -> dict[str, Any]:
    """The words of a matter that nothing points at, and its pieces by their hash."""
    pieces = [{"title": title, "sha256": sha256} for title, sha256 in matter.pieces.values_list("title", "file__sha256")]
    return {"title": matter.title, "question": matter.question, "pieces": pieces}


def _question_pdf(matter: Matter, data: dict[str, Any]) -> bytes:
    rows = tuple((one["title"], one["sha256"]) for one in data["pieces"])
    pieces = TextTable((_("Document"), _("Empreinte SHA-256")), rows, _("Documents joints"))
    sections = [TextSection(_("La question"), matter.question)] if matter.question else []
    sections += [TextSection(_("Documents joints"), tables=(pieces,))] if rows else []
    return text_pdf.write(
        Text(
            title=matter.title,
            subtitle=matter.agreement.title,
            day=clock.today(),
            sections=tuple(sections),
            footer=matter.agreement.short_title,
            sha256=fingerprint(data),
        )
    )


def of_plan(plan: Plan) -> tuple[dict[str, Any], bytes]:
    """The words of a plan without its news, as plain values with the key of each action, and as a tagged PDF."""
    made = table(read(plan, as_of=clock.today()), state=False, news=False)
    data: dict[str, Any] = text.loads(json.write(made))
    for name in ("as_of", "filter", "notes", "points"):
        del data[name]
    for part, section in zip(made.parts, data["sections"], strict=True):
        section["key"] = part.section.pk
        keys = [action.pk for line in part.lines for action in line.actions]
        for key, action in zip(keys, section["actions"], strict=True):
            action["key"] = key
    return data, pdf.write(made)
