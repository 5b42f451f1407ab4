"""The letters of minutes: a draft to read and comment, and adopted minutes to sign."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Term
from ententes.ground.wording import long_date

from ..models import Minutes
from ..queries import links
from ..queries.composing import name_of
from ..queries.minutes import signers
from .sitting import post


def send_draft(minutes: Minutes, when: datetime, *, again: bool, adopted_on: date | None) -> None:
    """Give each member of the body the link where the draft is read, and where to say what they think of it."""
    body = minutes.meeting.body
    terms = Term.objects.in_force(timezone.localdate(when)).filter(seat__body=body, person__is_active=True).select_related("person")
    for person in {term.person_id: term.person for term in terms.order_by("seat__position", "role", "pk")}.values():
        with translation.override(person.language):
            fact = {"meeting": name_of(minutes.meeting)}
            subject = _("%(body)s : le projet de procès-verbal a changé") if again else _("%(body)s : projet de procès-verbal à lire")
            post(
                body,
                person,
                when,
                subject % {"body": body.name},
                _("Voici le projet de procès-verbal de la %(meeting)s.") % fact,
                _("Son adoption est à l’ordre du jour de la rencontre du %(day)s.") % {"day": long_date(adopted_on)}
                if adopted_on
                else _("Il sera adopté à la prochaine rencontre."),
                _("Le lire et faire vos remarques, sans mot de passe : %(link)s")
                % {"link": links.address("minutes_link", minutes.pk, person.pk)},
            )


def ask_signatures(minutes: Minutes, when: datetime) -> None:
    """Ask whoever presided and whoever kept the minutes to sign them."""
    body = minutes.meeting.body
    for person in dict.fromkeys(one for _office, one in signers(minutes, timezone.localdate(when)) if one.is_active):
        with translation.override(person.language):
            post(
                body,
                person,
                when,
                _("%(body)s : un procès-verbal à signer") % {"body": body.name},
                _("Le procès-verbal de la %(meeting)s est adopté. Il attend votre signature.") % {"meeting": name_of(minutes.meeting)},
                _("Le relire et le signer, sans mot de passe : %(link)s") % {"link": links.address("minutes_link", minutes.pk, person.pk)},
            )
