"""The letters of meetings once they sit, in the language of whom they are written to: a vote is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.committees.models import Body, Term
from ententes.correspondence import acts
from ententes.ground.wording import quoted

from ..models import Motion
from ..queries import links


def invite_to_vote(motion: Motion, voters: Iterable[Term], when: datetime) -> None:
    """Give each member who may vote the link of their ballot."""
    body = motion.item.meeting.body
    for term in voters:
        with translation.override(term.person.language):
            post(
                body,
                term.person,
                when,
                _("%(body)s : un vote secret est ouvert") % {"body": body.name},
                _("Un vote secret est ouvert sur %(title)s. Ce lien est celui de votre siège; il sert une fois, tant qu’il dure.")
                % {"title": quoted(motion.title)},
                _("Voter : %(link)s") % {"link": links.address("vote", motion.pk, term.pk)},
                _("Ce qui est gardé : que votre siège a voté, et, à part, ce que dit un bulletin. Rien ne relie les deux."),
            )


def post(body: Body, person: Any, when: datetime, subject: str, *paragraphs: str) -> None:
    """Write a letter about what a body does: greeting, paragraphs, name of the agreement."""
    acts.write_to(person, subject, *paragraphs, body.agreement.short_title, when=when)
