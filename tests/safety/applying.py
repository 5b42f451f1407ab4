"""The calls of the world that is attacked, one being prepared and one open, and what an outsider applies for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.agreements.models import Agreement
from ententes.projects import acts
from tests.cast import NOW, TODAY
from tests.projects.making import complete, deposited

Parts = dict[str, Any]


def furnish(agreement: Agreement, coordination: Any, outsider: Any) -> tuple[Parts, Parts]:
    """The parts of addresses, and those that some routes need of their own."""
    facts = {
        "words": "Des fours communs.",
        "opens_at": NOW - timedelta(days=1),
        "waived_because": "Le cadre vient.",
        "by": coordination,
        "when": NOW,
    }
    prepared = acts.draft(agreement, title=f"Appel préparé de {agreement.slug}", **facts)
    opened = acts.draft(agreement, title=f"Appel de {agreement.slug}", closes_at=NOW + timedelta(days=20), **facts)
    opened = acts.publish(opened, by=coordination, when=NOW)
    named = {"promoter": f"Four de {agreement.slug}", "neq": "", "kind": "nonprofit", "title": f"Un four pour {agreement.slug}"}
    made = acts.begin(opened, **named, person=outsider, when=NOW)
    complete(made, outsider)
    piece = acts.join(made, kind="quote", file=SimpleUploadedFile("devis.txt", b"un devis", "text/plain"), person=outsider, when=NOW)
    deposit = deposited(made, outsider)
    examined = acts.publish(acts.draft(agreement, title=f"Appel continu de {agreement.slug}", **facts), by=coordination, when=NOW)
    other = complete(acts.begin(examined, **named, person=outsider, when=NOW), outsider)
    received = deposited(other, outsider)
    proof = SimpleUploadedFile("preuve.txt", b"une preuve", "text/plain")
    check = acts.check(received, point="neq", reply="no", words=f"Introuvable : {agreement.slug}", file=proof, by=coordination, when=NOW)
    asked = acts.ask_completion(
        deposit, words=f"La résolution de {agreement.slug}", due_on=TODAY + timedelta(days=9), by=coordination, when=NOW
    )
    first = acts.publish(
        acts.draft(agreement, title=f"Appel à lettres de {agreement.slug}", wants_letter=True, **facts), by=coordination, when=NOW
    )
    unsent, sent = (acts.begin(first, **named, person=outsider, when=NOW) for _one in range(2))
    acts.send_letter(sent, text=f"Une lettre de {agreement.slug}", person=outsider, when=NOW)
    colleague = acts.invite(made, email=f"collegue@{agreement.slug}.test", name="Collègue", person=outsider, when=NOW)
    needed: Parts = {name: {"section": "projet"} for name in ("application_section", "application_draft")}
    needed |= {name: {"application": other.pk} for name in ("admissibility_pronounce", "admissibility_evidence", "completion_ask")}
    needed |= {"application_letter": {"application": unsent.pk}, "call_letter": {"application": sent.pk}}
    needed["applications_export"] = {"call": deposit.call_id, "format": "csv"}
    needed |= {name: {"call": opened.pk} for name in ("public_call", "call_prolong", "apply")}
    return {
        "call": prepared.pk,
        "application": made.pk,
        "deposit": deposit.pk,
        "check": check.pk,
        "enclosed": piece.pk,
        "asked": asked.pk,
        "applicant": colleague.pk,
    }, needed
