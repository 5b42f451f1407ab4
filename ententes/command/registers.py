"""The registers of official acts from the terminal: read again from their first entry, and their head to print or keep elsewhere."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.decisions.models import Head
from ententes.decisions.queries import register as registers
from ententes.ground.act import Refused


def verify(given: argparse.Namespace) -> int:
    """Read one register again, or all of them, and name the first bad entry of each that does not hold; 0 when all do."""
    agreements = [_agreement(given.agreement)] if given.agreement else list(Agreement.objects.order_by("slug"))
    wrong = []
    for agreement in agreements:
        found = registers.verify(agreement)
        if found.bad is not None:
            wrong.append(_bad(agreement, found))
        else:
            said = ngettext(
                "%(slug)s : %(count)d inscription tient. %(sha256)s", "%(slug)s : %(count)d inscriptions tiennent. %(sha256)s", found.count
            )
            print(said % {"slug": agreement.slug, "count": found.count, "sha256": found.sha256})
    if wrong:
        raise Refused(*wrong)
    return 0


def head(given: argparse.Namespace) -> int:
    """Print the number and the hash of the last entry: what an anchor is made of."""
    last = Head.objects.filter(agreement=_agreement(given.agreement)).first()
    print(f"{last.number} {last.sha256}" if last else "0")
    return 0


def broken() -> Iterator[str]:
    """The registers that do not hold, each in one sentence."""
    for agreement in Agreement.objects.order_by("slug"):
        found = registers.verify(agreement)
        if found.bad is not None:
            yield _bad(agreement, found)


def _bad(agreement: Agreement, found: registers.Verdict) -> str:
    return _("%(slug)s : le registre ne tient plus à l’inscription %(number)s. %(why)s") % {
        "slug": agreement.slug,
        "number": found.bad,
        "why": found.why,
    }


def _agreement(slug: str) -> Agreement:
    found = Agreement.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(_("Aucune entente ne se trouve sous « %(slug)s ».") % {"slug": slug})
    return found
