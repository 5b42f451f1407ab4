"""The digest of what awaits somebody and of what bodies did, in the language of the person who receives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ententes.agreements.models import Agreement
from ententes.ground.wording import colon, long_date, moment, quoted

from ..queries.awaiting import Awaited
from ..queries.happened import Happened
from ..queries.places import place

_ASKED = {
    "vote": gettext_noop("Voter : %(title)s"),
    "consent": gettext_noop("Signer ou refuser : %(title)s"),
    "reply": gettext_noop("Dire si vous serez à la rencontre : %(title)s"),
    "dates": gettext_noop("Dire quelles dates vous conviennent : %(title)s"),
    "sign": gettext_noop("Signer le procès-verbal : %(title)s"),
    "remark": gettext_noop("Lire le projet de procès-verbal : %(title)s"),
    "declare": gettext_noop("Déclarer un intérêt, s’il y en a un, dans un dossier de la rencontre : %(title)s"),
    "prepare": gettext_noop("Lire les documents de la rencontre : %(title)s"),
    "follow_up": gettext_noop("Donner suite : %(title)s"),
    "minutes": gettext_noop("Rédiger et transmettre le procès-verbal : %(title)s"),
    "matter": gettext_noop("Un dossier attend une rencontre de votre instance : %(title)s"),
    "transmit": gettext_noop("Transmettre le dossier : %(title)s"),
    "send_on": gettext_noop("Dire quelle instance prend la place de celle qui est dissoute, pour : %(title)s"),
    "rules": gettext_noop("Préciser les règles de fonctionnement : %(title)s"),
    "meet": gettext_noop("Prévoir une rencontre pour le dossier : %(title)s"),
    "agenda": gettext_noop("Mettre à l’ordre du jour de la prochaine rencontre : %(title)s"),
    "call": gettext_noop("Convoquer : %(title)s"),
}


def digest(
    person: Any,
    awaited: Sequence[Awaited],
    done: Sequence[Happened],
    coming: Sequence[tuple[Any, ...]],
    agreements: Mapping[int, Agreement],
) -> tuple[str, str]:
    """Subject and text of a digest: what awaits the person, the meetings to come, what bodies did since the last one.

    Each line leads to its thing: by its signed link where there is one, for those who never sign in.
    """
    with translation.override(person.language):
        named = {one.agreement for one in awaited} | {one.agreement for one in done}
        several = len(named) > 1
        paragraphs = [_("Bonjour %(name)s,") % {"name": person.name}]
        if awaited:
            paragraphs.append(
                _("Ce qui vous attend :") + "\n" + "\n".join(_asked(one, agreements[one.agreement], several) for one in awaited)
            )
        if coming:
            lines = [f"– {moment(timezone.localtime(starts))}, {body}" for _pk, body, starts, _agreement in coming]
            paragraphs.append(_("Les rencontres à venir :") + "\n" + "\n".join(lines))
        if done:
            paragraphs.append(_("Depuis la dernière lettre :") + "\n" + "\n".join(_told(done, agreements, several)))
        paragraphs.append(_("Tout y est, avec ses documents : %(link)s") % {"link": f"{settings.BASE_URL}{reverse('todo')}"})
        paragraphs.append(
            _("Vous choisissez la fréquence de cette lettre : %(link)s") % {"link": f"{settings.BASE_URL}{reverse('account')}"}
        )
        paragraphs.append("Ententes")
        subject = (
            ngettext("une chose vous attend", "%(count)s choses vous attendent", len(awaited)) % {"count": len(awaited)}
            if awaited
            else _("ce qui s’est fait dans vos instances")
        )
        whose = _("Vos ententes") if several else agreements[min(named)].short_title
        return f"{whose}{colon()}{subject}", "\n\n".join(paragraphs) + "\n"


def _asked(one: Awaited, agreement: Agreement, several: bool) -> str:
    words = _(_ASKED[one.kind]) % {"title": quoted(one.title)}
    as_whom = f" ({one.capacity})" if one.capacity else ""
    of = f", {agreement.short_title}" if several else ""
    by = ", " + _("d’ici le %(day)s") % {"day": long_date(one.due)} if one.due else ""
    return f"– {words}{as_whom}{of}{by}\n  {settings.BASE_URL}{one.link or place(one.kind, agreement.slug, one.target)}"


def _told(done: Sequence[Happened], agreements: Mapping[int, Agreement], several: bool) -> list[str]:
    """One block a matter, that which moved last first, with its moves from the last one back."""
    matters: dict[int, list[Happened]] = {}
    for one in done:
        matters.setdefault(one.matter, []).append(one)
    lines = []
    for moves in matters.values():
        agreement = agreements[moves[0].agreement]
        of = f", {agreement.short_title}" if several else ""
        lines.append(f"– {quoted(moves[0].title)}{of}\n  {settings.BASE_URL}{place('matter', agreement.slug, moves[0].matter)}")
        for one in moves:
            by = f", {one.body}" if one.body else ""
            number = " " + _("(résolution %(number)s)") % {"number": one.number} if one.number else ""
            lines.append(f"  {long_date(timezone.localdate(one.at))}{colon()}{one.words}{by}{number}")
    return lines
