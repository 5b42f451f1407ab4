"""Documents from the terminal: what is understood of one, bringing it in, taking the plan out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.exporting import export as exported
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import colon
from ententes.importing import acts
from ententes.importing.formats import Unreadable
from ententes.importing.reading import Reading
from ententes.importing.sandbox import read_safely
from ententes.importing.states import Stage
from ententes.importing.understanding import NotUnderstood, understand
from ententes.importing.understanding.points import sentence
from ententes.importing.understanding.printed import printed
from ententes.people.models import Person
from ententes.plans.queries import listing


def read(given: argparse.Namespace) -> int:
    """Print what is understood of a document."""
    try:
        reading = understand(read_safely(_existing(given.file), given.file.name), today=clock.today())
    except (Unreadable, NotUnderstood) as why:
        raise Refused(str(why)) from why
    if given.json:
        print(json.dumps(printed(reading), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(reading)))
    return 0


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Refused(_("Le fichier « %(path)s » n’existe pas.") % {"path": path})
    return path


def _told(reading: Reading) -> Iterator[str]:
    """The reading in lines for a person."""
    yield reading.agreement.title
    yield reading.agreement.plan_title
    counts = [
        ngettext("%d action", "%d actions", len(reading.actions)) % len(reading.actions),
        ngettext("%d objectif", "%d objectifs", n := sum(one.number is not None for one in reading.sections)) % n,
        ngettext("%d instance", "%d instances", len(reading.bodies)) % len(reading.bodies),
        ngettext("%d mandat", "%d mandats", m := sum(len(one.mandates) for one in reading.bodies)) % m,
        ngettext("%d point à préciser", "%d points à préciser", len(reading.points)) % len(reading.points),
    ]
    yield ", ".join(counts)
    for body in reading.bodies:
        yield ""
        yield f"{body.name} ({body.acronym})" if body.acronym else body.name
        for mandate in body.mandates:
            yield f"  – {mandate.words}"
    titles = {section.key: section.words or section.title for section in reading.sections}
    shown = None
    for action in reading.actions:
        if action.section != shown:
            shown = action.section
            yield ""
            yield titles.get(action.section, "")
        who = ", ".join(one.words for one in action.responsibilities)
        when = ", ".join(f"{one.year}{colon()}{one.words or _('non précisé')}" for one in action.schedules)
        yield f"  {action.code}  {action.text}"
        yield f"        {who} · {when}"
    if reading.points:
        yield ""
        yield _("Points à préciser")
    for point in reading.points:
        line = point.places[0].line if point.places else 0
        yield f"  – {sentence(point.kind, point.params)} ({_('ligne %d') % line})"


def bring(given: argparse.Namespace) -> int:
    """Import a document: read it, and build all of it or nothing."""
    person = _coordinator(given.by)
    path = _existing(given.file)
    when = clock.now()
    with transaction.atomic():
        upload = acts.receive(content=path.read_bytes(), name=path.name, by=person, when=when)
    if upload.stage == Stage.RECEIVED:
        acts.read(upload)
    upload.refresh_from_db()
    if upload.stage == Stage.REFUSED:
        raise Refused(upload.refusal)
    agreement = acts.build(upload, by=person, when=when)
    print(_("L’entente « %(title)s » est importée : %(slug)s") % {"title": agreement.title, "slug": agreement.slug})
    return 0


def _coordinator(address: str | None) -> Person:
    """Who will coordinate: the person of that address, or the only one who may open an agreement."""
    if address:
        if person := Person.objects.filter(email__iexact=address).first():
            return person
        raise Refused(_("Personne ne porte l’adresse « %(email)s » dans cette installation.") % {"email": address})
    openers = list(Person.objects.filter(opens_agreements=True, is_active=True).order_by("pk")[:2])
    if len(openers) == 1:
        return openers[0]
    raise Refused(_("Dites avec --by qui coordonnera l’entente : plusieurs personnes le peuvent, ou aucune."))


def export(given: argparse.Namespace) -> int:
    """Write the plan of an agreement in one format, as it stood on a day."""
    agreement = Agreement.objects.filter(slug=given.agreement).first()
    if agreement is None:
        raise Refused(_("Aucune entente ne se trouve sous « %(slug)s ».") % {"slug": given.agreement})
    as_of, plans = given.as_of or clock.today(), list(agreement.plans.all())
    plan = next((one for one in plans if one.year == given.year), None) if given.year else listing.current(plans, agreement, as_of)
    if plan is None:
        years = ", ".join(agreement.fiscal_year(one.year).label for one in plans)
        raise Refused(_("Cette entente n’a pas ce plan. Ses plans : %(years)s.") % {"years": years or _("aucun")})
    made = exported(agreement, plan, format=given.format, as_of=as_of)
    output: Path = given.output or Path(made.filename)
    if str(output) == "-":
        sys.stdout.buffer.write(made.content)
    else:
        output.write_bytes(made.content)
        print(output)
    return 0
