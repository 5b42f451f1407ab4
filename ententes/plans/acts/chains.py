"""What is clarified of a chain that the text leaves open: the choice of the body, and the point that it settles, at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import ChainChoice
from ententes.decisions.queries.chain import Link, said
from ententes.decisions.states import Kind
from ententes.ground.wording import quoted

from .drafting import raise_point


@transaction.atomic
def settle_chain(
    agreement: Agreement,
    *,
    kind: str,
    verb: str,
    body: Body,
    reason: str,
    gap: Link,
    by: Capacity,
    when: datetime,
    resolution_words: str = "",
) -> ChainChoice:
    """Record which body takes the step of a chain that the text leaves open, and that this point is clarified, with its reason."""
    choice = decisions.choose_body(
        agreement, kind=kind, verb=verb, body=body, reason=reason, organisation=gap.organisation, by=by, when=when
    )
    with translation.override("fr"):  # the record is in French, whoever writes it
        sentence = _("Le texte donne à %(whose)s de %(verbs)s (%(kind)s) sans dire laquelle de ses instances agit.") % {
            "whose": gap.organisation or _("une instance qu’il ne nomme pas"),
            "verbs": said(gap.verbs),
            "kind": Kind(kind).label,
        }
        if gap.words:
            sentence += " " + _("Mandat : %(mandate)s.") % {"mandate": quoted(gap.words)}
        settlement = _("C’est %(body)s. %(reason)s") % {"body": body.name, "reason": reason.strip()}
    raise_point(
        agreement,
        kind="chain_open",
        sentence=sentence,
        when=when,
        body=gap.mandate.body if gap.mandate else None,
        settlement="\n".join(filter(None, (settlement, " ".join(resolution_words.split())))),
        person=by.person,
        capacity=by.recorded,
    )
    return choice
