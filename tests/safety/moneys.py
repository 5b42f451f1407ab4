"""Money in the world that is attacked: a contribution, an entry with its file, an envelope, an allotment begun and another adopted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from ententes.agreements.models import Agreement, Party
from ententes.committees import acts as committees
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter
from ententes.documents import acts as documents
from ententes.funding import acts
from ententes.funding.models import Envelope
from tests.cast import NOW, TODAY, make_person

Parts = dict[str, Any]
DAY = TODAY.isoformat()
YEAR = 2011


def furnish(agreement: Agreement, body: Body, party: Party, coordination: Capacity) -> tuple[Parts, dict[str, Parts]]:
    """What addresses name, and what some routes need in its place."""
    by: Parts = {"by": coordination, "when": NOW}
    objective = agreement.objectives.first() or agreement.objectives.create(number=1, title=f"Nourrir {agreement.slug}")
    made = acts.pledge(agreement, party=party, year=YEAR, cents=100_000, words="Tel quel", objective=objective, **by)
    file = documents.keep(content=b"depot", name="depot.txt", media_type="text/plain", by=coordination.person, when=NOW)
    change = acts.earmark(made, project="Le puits", changed_on=TODAY, evidence=file, **by)
    line = acts.receive(made, cents=40_000, received_on=TODAY, evidence=file, **by)
    acts.settle_accounts(agreement, sharing="proportion", administration_cap=1_000, **by)
    acts.begin(agreement, year=YEAR, **by)
    spare = acts.set_line(agreement.allotments.get(), title=f"Four de {agreement.slug}", cents=5, **by)
    kept = acts.set_line(agreement.allotments.get(), title=f"Bois de {agreement.slug}", cents=50, **by)
    adopted = acts.begin(agreement, year=YEAR + 1, **by)
    matter = acts.propose(adopted, body=body, **by) if adopted.lines.exists() else None
    Matter.objects.filter(pk=matter.pk if matter else None).update(state="settled", ended_at=NOW)
    over = Envelope.objects.create(agreement=agreement, year=YEAR - 3, title=f"Hier, {agreement.slug}")
    with transaction.atomic():
        acts.append(acts.hold_ledger(agreement), kind="carried", year=over.year, cents=700, dated_on=TODAY, envelope=over, **by)
    clerk = make_person(f"Caisse de {agreement.slug}")
    Party.objects.filter(pk=party.pk).update(is_manager=True)
    facts = {"person": clerk, "organisation": party.organisation, "starts_on": TODAY, "by": coordination}
    finance = committees.name_finance(agreement, **facts)
    use = acts.open_use(over, title=f"Un salaire, {agreement.slug}", **by)
    short = acts.invoke(agreement, year=YEAR, envelope=spare.envelope, reason="Rien n’est voté.", **by)
    ours = {
        "contribution": made.pk,
        "earmark": change.pk,
        "line": line.pk,
        "envelope": kept.envelope.pk,
        "allotted": spare.pk,
        "use": use.pk,
        "shortfall": short.pk,
        "objective": objective.pk,
        "finance": finance.pk,
    }
    needed = {
        "allotment_revise": {"year": YEAR + 1},
        "envelope_carry": {"envelope": over.pk},
        "year_close": {"year": over.year, "envelope": over.pk},
    }
    return ours, {**needed, "ledger_export": {"format": "csv"}, "statement_export": {"format": "csv"}}


_FACT = {"year": YEAR, "cents": "12,50", "dated_on": DAY}

FORMS: dict[str, Callable[[Any], Parts]] = {
    "finance_name": lambda w: {"name": "Fanny", "email": "fanny@exemple.test", "organisation": w.ours["organisation"], "starts_on": DAY},
    "finance_end": lambda w: {"ends_on": DAY},
    "funding_pledge": lambda w: {"party": w.ours["party"], "year": YEAR, "cents": "1 234,56 $", "nature": "money"},
    "funding_interest": lambda w: {**_FACT, "file": SimpleUploadedFile("releve.txt", b"releve", "text/plain")},
    "funding_administration": lambda w: {**_FACT},
    "year_close": lambda w: {
        f"fate-{w.special['year_close']['envelope']}": "carry",
        f"seen-{w.special['year_close']['envelope']}": "700",
        "confirmed": "1",
    },
    "funding_rules": lambda w: {"sharing": "order", "cap": "5"},
    "contribution_receive": lambda w: {"cents": "15", "received_on": DAY},
    "contribution_cancel": lambda w: {"amendment": w.ours["amendment"], "words": "Le moulin part"},
    "contribution_earmark": lambda w: {"project": "Le moulin", "changed_on": DAY, "amendment": w.ours["amendment"]},
    "contributions_amended": lambda w: {f"p{w.ours['party']}-{YEAR + 1}-money": "1 234,56 $", "step": "write"},
    "ledger_correct": lambda w: {"cents": "10", "words": "Un zéro de trop"},
    "ledger_export": lambda w: {"sorte": "received"},
    "statement_export": lambda w: {},
    "allotment_begin": lambda w: {},
    "allotment_line": lambda w: {"objective": w.ours["objective"], "cents": "300"},
    "allotment_line_drop": lambda w: {},
    "allotment_propose": lambda w: {"body": w.ours["body"]},
    "allotment_revise": lambda w: {"body": w.ours["body"]},
    "envelope_carry": lambda w: {},
    "use_open": lambda w: {"title": "Un contrat"},
    "use_enter": lambda w: {"what": "reserve", "cents": "1", "dated_on": DAY},
    "shortfall_invoke": lambda w: {"reason": "Les crédits manquent"},
    "shortfall_lift": lambda w: {"because": "Ils sont votés"},
}
"""For each route of money that is posted to, a form that does something where it may."""
