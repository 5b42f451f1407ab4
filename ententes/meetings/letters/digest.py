"""The digest of what awaits somebody and of what bodies did, in the language of the person who receives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ententes.ground.wording import colon, long_date, moment, quoted

from ..queries.awaiting import Awaited
from ..queries.happened import Happened

_ASKED = {
    "vote": gettext_noop("Voter : %(title)s"),
    "consent": gettext_noop("Signer ou refuser, par le lien de votre lettre : %(title)s"),
    "reply": gettext_noop("Dire si vous serez à la rencontre : %(title)s"),
    "sign": gettext_noop("Signer le procès-verbal : %(title)s"),
    "remark": gettext_noop("Lire le projet de procès-verbal : %(title)s"),
    "follow_up": gettext_noop("Donner suite : %(title)s"),
    "minutes": gettext_noop("Rédiger et transmettre le procès-verbal : %(title)s"),
    "matter": gettext_noop("Un dossier attend une rencontre de votre instance : %(title)s"),
}


def digest(person: Any, awaited: Sequence[Awaited], done: Sequence[Happened], coming: Sequence[tuple[Any, ...]]) -> tuple[str, str]:
    """Subject and text of a digest: what awaits the person, the meetings to come, what bodies did since the last one."""
    with translation.override(person.language):
        paragraphs = [_("Bonjour %(name)s,") % {"name": person.name}]
        if awaited:
            paragraphs.append(_("Ce qui vous attend :") + "\n" + "\n".join(_asked(one) for one in awaited))
        if coming:
            lines = [f"– {moment(timezone.localtime(starts))}, {body}" for _pk, body, starts, _agreement in coming]
            paragraphs.append(_("Les rencontres à venir :") + "\n" + "\n".join(lines))
        if done:
            paragraphs.append(_("Depuis la dernière lettre :") + "\n" + "\n".join(_told(one) for one in done))
        paragraphs.append(_("Tout y est, avec ses documents : %(link)s") % {"link": f"{settings.BASE_URL}{reverse('todo')}"})
        paragraphs.append(
            _("Vous choisissez la fréquence de cette lettre : %(link)s") % {"link": f"{settings.BASE_URL}{reverse('account')}"}
        )
        paragraphs.append("Ententes")
        subject = (
            ngettext("Une chose vous attend", "%(count)s choses vous attendent", len(awaited)) % {"count": len(awaited)}
            if awaited
            else _("Ce qui s’est fait dans vos instances")
        )
        return subject, "\n\n".join(paragraphs) + "\n"


def _asked(one: Awaited) -> str:
    words = _(_ASKED[one.kind]) % {"title": quoted(one.title)}
    as_whom = f" ({one.capacity})" if one.capacity else ""
    by = ", " + _("d’ici le %(day)s") % {"day": long_date(one.due)} if one.due else ""
    return f"– {words}{as_whom}{by}"


def _told(one: Happened) -> str:
    by = f", {one.body}" if one.body else ""
    number = " " + _("(résolution %(number)s)") % {"number": one.number} if one.number else ""
    return f"– {long_date(timezone.localdate(one.at))} · {one.agreement} · {quoted(one.title)}{colon()}{one.words}{by}{number}"
