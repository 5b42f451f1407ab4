"""The first steps of an agreement whose plan no body has yet: seats, rules, and the matter that carries the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure, Term
from ententes.decisions.queries.chain import chain_of
from ententes.ground.wording import listing
from ententes.plans.models import Plan


def first_steps(plan: Plan, bodies: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """What is left to do before the bodies of its chain can take up the plan, what is done with it; nothing once a matter carries it."""
    if plan.matter_id is not None or not bodies:
        return []
    agreement = plan.agreement
    links = chain_of(agreement, "plan", today)
    chain = list({link.body.pk: link.body for link in links if link.body}.values())
    held = set(Term.objects.in_force(today).filter(seat__body__in=chain).values_list("seat__body", flat=True))
    ruled = set(Procedure.objects.filter(body__in=chain).values_list("body", flat=True))
    return [
        _step(_("Remplir les sièges"), "committee", agreement, chain, held),
        _step(_("Préciser les règles de fonctionnement"), "procedure_set", agreement, chain, ruled),
        {
            "title": _("Ouvrir le dossier d’adoption du plan"),
            "why": listing(link.said() for link in links) if links else "",
            "url": reverse("plan_year", kwargs={"agreement": agreement.slug, "year": plan.year}),
            "done": False,
        },
    ]


def _step(title: str, route: str, agreement: Agreement, chain: Sequence[Body], done: set[int]) -> dict[str, Any]:
    left = [body for body in chain if body.pk not in done]
    return {
        "title": title,
        "why": listing(body.name for body in left),
        "url": reverse(route, kwargs={"agreement": agreement.slug, "body": left[0].pk}) if left else "",
        "done": not left,
    }
