"""The letters of matters: a body has received one; the bodies upstream learn what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Body
from ententes.correspondence import acts
from ententes.ground.links import last_day
from ententes.ground.wording import long_date, quoted

from .models import Extract, Matter, Step
from .queries import extracts


def tell_transmitted(step: Step) -> None:
    """Tell the person to reach of the receiving body that a matter is before it."""
    body = step.stage.body if step.stage else None
    for person in _to_reach([body] if body else []):
        with translation.override(person.language):
            _post(
                step,
                person,
                subject=_("%(agreement)s : un dossier est devant %(body)s"),
                words=_("Le dossier %(title)s est transmis à %(body)s, avec sa version %(version)s, figée. Il attend une rencontre.")
                % {
                    "title": quoted(step.matter.title),
                    "body": body.name if body else "",
                    "version": step.version.number if step.version else "",
                },
            )


def tell_outcome(step: Step) -> None:
    """Tell the people to reach of the bodies upstream, and whoever opened the matter, what a body made of it."""
    stage = step.stage
    upstream = [
        one.body for one in step.matter.stages.select_related("body__contact") if one.body and stage and one.position < stage.position
    ]
    for person in _to_reach(upstream, step.matter.opened_by.person):
        with translation.override(person.language):
            words = _("Le dossier %(title)s : %(move)s, %(body)s.") % {
                "title": quoted(step.matter.title),
                "move": step.said,
                "body": stage.body.name if stage and stage.body else step.capacity,
            }
            if step.resolution:
                words += " " + _("Résolution %(number)s.") % {"number": step.resolution.number}
                if step.resolution.conditions:
                    words += "\n\n" + _("Conditions : %(conditions)s") % {"conditions": step.resolution.conditions}
            if step.reasons:
                words += "\n\n" + _("Motifs : %(reasons)s") % {"reasons": step.reasons}
            _post(step, person, subject=_("%(agreement)s : ce qu’il advient d’un dossier"), words=words)


def tell_delivered(extract: Extract, *, signer: Any, when: datetime) -> None:
    """Give somebody the link of a certified extract, which works without signing in."""
    resolution, person = extract.resolution, extract.person
    until = last_day(timezone.localdate(when))
    with translation.override(person.language):
        said = {"number": resolution.number, "body": resolution.body.name, "title": quoted(resolution.title)}
        lines = [
            _("Voici l’extrait certifié de la résolution %(number)s de %(body)s, %(title)s :") % said
            + f"\n{extracts.address(extract, until)}",
            _("Le lien vous est personnel et sert jusqu’au %(day)s. L’extrait dit comment vérifier qu’il est conforme.")
            % {"day": long_date(until)},
            _("Une question? Répondez simplement à cette lettre : elle parvient à %(name)s.") % {"name": signer.name},
        ]
        said = {"agreement": resolution.agreement.short_title, "number": resolution.number}
        subject = _("%(agreement)s : extrait de la résolution %(number)s") % said
        acts.write_to(person, subject, *lines, when=when, reply_to=signer.email)


def _to_reach(bodies: Iterable[Body], *others: Any) -> list[Any]:
    people = {body.contact.pk: body.contact for body in bodies if body.contact and body.contact.is_active}
    return list((people | {person.pk: person for person in others if person.is_active}).values())


def _post(step: Step, person: Any, *, subject: str, words: str) -> None:
    """Write about a matter; whoever declared an interest in it reads nothing of it, by letter either."""
    matter: Matter = step.matter
    if matter.interests.filter(person=person, lifted_at=None).exists():
        return
    body = step.stage.body if step.stage else None
    address = reverse("matter", kwargs={"agreement": matter.agreement.slug, "matter": matter.pk})
    lines = [
        words,
        _("Le dossier, son chemin et ses copies : %(link)s") % {"link": f"{settings.BASE_URL}{address}"},
        "Ententes",
    ]
    said = {"agreement": matter.agreement.short_title, "body": body.name if body else ""}
    acts.write_to(person, subject % said, *lines, when=step.at)
