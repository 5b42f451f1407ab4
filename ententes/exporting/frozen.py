"""The frozen copy of what a matter carries, whatever points at it: its data, the same as a document, and what changed in sentences."""

from __future__ import annotations

import json as text
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ententes.awards.models import Project
from ententes.awards.queries import proposal
from ententes.conventions.models import ChangeRequest
from ententes.conventions.queries import carried
from ententes.decisions.acts import Copy
from ententes.decisions.models import Matter, Version
from ententes.frameworks.models import Framework
from ententes.funding.models import Allotment
from ententes.funding.queries import allotments
from ententes.ground import clock
from ententes.plans.models import Plan
from ententes.projects.queries import norms

from . import allotment as allotting
from . import asked, json, pdf, text_pdf
from . import change as changing
from . import project as projecting
from .changes import differences
from .framework import text_of
from .reading import read
from .table import table
from .text import filename


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
    allotment = Allotment.objects.filter(matter=matter).select_related("agreement").first()
    if allotment is not None:
        return _of_allotment(allotment, last or (matter.revises.versions.last() if matter.revises else None))
    project = Project.objects.filter(matter=matter).select_related("agreement", "deposit__call", "envelope", "territory").first()
    if project is not None:
        return _of_project(project, last)
    change = carried.of_matter(matter)
    if change is not None:
        return _of_change(change, last)
    return asked.copy_of(matter)


def _of_change(change: ChangeRequest, before: Version | None) -> Copy:
    data = carried.content(change)
    changed = carried.differences(before.data, data) if before else []
    text = changing.told(data, agreement=change.convention.agreement.title, as_of=clock.today(), state=_("copie figée"))
    return Copy(data=data, content=text_pdf.write(text), name=filename(text.title, "pdf"), differences=changed)


def _of_project(project: Project, before: Version | None) -> Copy:
    data = proposal.content(project)
    changed = proposal.differences(before.data, data) if before else []
    text = projecting.told(data, agreement=project.agreement.title, as_of=clock.today(), state=_("copie figée"))
    return Copy(data=data, content=text_pdf.write(text), name=filename(text.title, "pdf"), differences=changed)


def _of_allotment(allotment: Allotment, before: Version | None) -> Copy:
    data = allotments.content(allotment)
    changed = allotments.differences(before.data, data) if before else []
    text = allotting.text_of(allotment, as_of=clock.today(), state=_("copie figée"))
    return Copy(data=data, content=text_pdf.write(text), name=filename(text.title, "pdf"), differences=changed)


def _of_framework(framework: Framework, before: Version | None) -> Copy:
    data = norms.content(framework)
    changed = norms.differences(before.data, data) if before else []
    content = text_pdf.write(text_of(framework, as_of=clock.today(), state=_("copie figée")))
    return Copy(data=data, content=content, name=filename(framework.title, "pdf"), differences=changed)


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
