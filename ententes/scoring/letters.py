"""What is written to analysts, to whoever opened the analysis, and to those outside who are asked for an opinion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.correspondence.acts import post, write_to
from ententes.ground.wording import long_date

from .models import Analysis, Assignment, Declaration, Opinion
from .queries.analysts import last_day, opinion_address


def assigned(analysis: Analysis, person: Any, count: int, *, when: datetime) -> None:
    """Tell an analyst that files await them; which ones is said on their page, once they signed."""
    with translation.override(person.language):
        said = {"count": count, "call": analysis.call.title, "body": analysis.body.name, "day": long_date(analysis.due_on)}
        first = ngettext(
            "Une demande déposée à l’appel « %(call)s » vous est confiée, comme membre de « %(body)s ».",
            "%(count)s demandes déposées à l’appel « %(call)s » vous sont confiées, comme membre de « %(body)s ».",
            count,
        )
        then = _(
            "Vous signerez d’abord un engagement de confidentialité, puis vous direz, avant d’ouvrir chaque dossier, si vous y avez un "
            "intérêt. Vos notes sont attendues d’ici le %(day)s; personne d’autre ne les lit tant que "
            "chacun n’a pas verrouillé les siennes."
        )
        _write(analysis, person, _("Des demandes à analyser : %(call)s") % said, first % said, then % said, when=when)


def reminder(analysis: Analysis, person: Any, count: int, *, when: datetime) -> None:
    """Remind an analyst of what they have not locked."""
    with translation.override(person.language):
        said = {"count": count, "call": analysis.call.title, "day": long_date(analysis.due_on)}
        first = ngettext(
            "Une demande de l’appel « %(call)s » attend encore vos notes, attendues d’ici le %(day)s.",
            "%(count)s demandes de l’appel « %(call)s » attendent encore vos notes, attendues d’ici le %(day)s.",
            count,
        )
        _write(analysis, person, _("Rappel : des demandes à analyser, %(call)s") % said, first % said, when=when)


def _write(analysis: Analysis, person: Any, subject: str, *paragraphs: str, when: datetime) -> None:
    address = settings.BASE_URL + reverse("analyses", kwargs={"agreement": analysis.call.agreement.slug})
    write_to(person, subject, *paragraphs, address, when=when, reply_to=_signer(analysis, when).email)


def _signer(analysis: Analysis, when: datetime) -> Any:
    """Whom an answer reaches: the coordination of that day, or whoever opened the analysis."""
    held = analysis.call.agreement.coordinations.in_force(timezone.localdate(when)).select_related("person").first()
    return held.person if held else analysis.person


def interest_declared(assignment: Assignment, declaration: Declaration, *, when: datetime) -> None:
    """Tell the coordination that an interest closes a file to one of its analysts, unless it is closed to the coordination too."""
    analysis = assignment.analysis
    reader = _signer(analysis, when)
    application = declaration.application
    if application.declarations.filter(person=reader, interested=True).exists() or application.applicants.filter(person=reader).exists():
        return
    with translation.override(reader.language):
        said = {"name": declaration.person.name, "title": application.title, "call": analysis.call.title, "nature": declaration.nature}
        write_to(
            reader,
            _("Intérêt déclaré : %(title)s") % said,
            _("%(name)s déclare un intérêt dans « %(title)s » (appel « %(call)s »). Ce dossier lui est fermé.") % said,
            _("Nature de l’intérêt : %(nature)s") % said,
            _("Si ses notes étaient écrites, elles sont mises de côté; si une note de consensus en tenait compte, la séance la reprend."),
            when=when,
        )


def opinion_asked(opinion: Opinion, *, when: datetime, again: bool = False) -> None:
    """Ask somebody outside for an opinion, with a link that needs no account."""
    until = last_day(timezone.localdate(when))
    application, signer = opinion.deposit.application, _signer(opinion.analysis, when)
    with translation.override(opinion.language):
        said = {
            "name": opinion.name,
            "title": application.title,
            "promoter": application.promoter,
            "agreement": opinion.analysis.call.agreement.title,
            "day": long_date(opinion.due_on),
            "until": long_date(until),
        }
        subject = _("Votre avis sur une demande d’aide : %(title)s") % said
        lines = [
            _("Bonjour %(name)s,") % said,
            _("%(agreement)s souhaite votre avis sur « %(title)s », de %(promoter)s, d’ici le %(day)s.") % said,
            opinion.question,
            _(
                "Le lien qui suit vous est personnel et n’exige pas de compte. Vous y prendrez un engagement de confidentialité avant de "
                "lire la demande, ou vous direz que vous avez un intérêt. Il sert jusqu’au %(until)s."
            )
            % said,
            opinion_address(opinion, until),
            signer.name,
        ]
        subject = _("Rappel : %(subject)s") % {"subject": subject} if again else subject
        post(address=opinion.email, subject=subject, text="\n\n".join(lines) + "\n", when=when, reply_to=signer.email)
