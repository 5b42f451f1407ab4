"""The analyses of the world that is attacked: a file where each thing may be done, one that waits for its session, one asked outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.people.models import Person
from ententes.projects import acts as projects
from ententes.projects.models import Admissibility, Call, Deposit
from ententes.scoring import acts
from ententes.scoring.models import Analysis
from ententes.scoring.queries.analysts import opinion_token
from ententes.scoring.queries.grids import EXAMPLE
from ententes.web.scoring.forms import GridForm, shown_scale
from tests.cast import NOW, TODAY, make_person, make_term
from tests.projects.making import complete, deposited
from tests.scoring.making import marks

Parts = dict[str, Any]
ALONE = ("analysis_file", "analysis_draft", "analysis_lock", "analysis_document")
SESSION = ("analysis_session", "analysis_session_draft", "analysis_session_document", "opinion_ask", "opinion_withdraw")
OUTSIDE = ("opinion", "opinion_document", "opinion_decline")


def furnish(agreement: Agreement, body: Body, coordination: Capacity, analyst: Person, outsider: Person) -> tuple[Parts, Parts]:
    """The parts of addresses, and those that some routes need of their own."""
    by: Parts = {"by": coordination, "when": NOW}
    term = body.seats.get(terms__person=analyst).terms.get(person=analyst)
    sits = Capacity(agreement, term=term)
    grid = acts.write_grid(agreement, title=f"Grille de {agreement.slug}", scale=EXAMPLE, **by)
    spare = acts.write_grid(agreement, title=f"Brouillon de grille de {agreement.slug}", scale=EXAMPLE, **by)
    signed, unsigned = (_analysis(agreement, body, grid, title, by) for title in ("A", "B"))
    scored, declared, met = (_deposit(signed.call, outsider, coordination) for _one in range(3))
    [alone] = acts.assign(signed, deposits=[scored], term=term, **by)
    acts.undertake(alone, by=sits, when=NOW)
    acts.declare(alone, interested=False, by=sits, when=NOW)
    acts.keep_sheet(alone, marks=marks(words=f"Secret de {agreement.slug}"), by=sits, when=NOW)
    [undeclared] = acts.assign(signed, deposits=[declared], term=term, **by)
    [locked] = acts.assign(signed, deposits=[met], term=term, **by)
    acts.declare(locked, interested=False, by=sits, when=NOW)
    acts.keep_sheet(locked, marks=marks(words=f"Note de {agreement.slug}"), by=sits, when=NOW)
    acts.lock(locked, by=sits, when=NOW)
    [new] = acts.assign(unsigned, deposits=[_deposit(unsigned.call, outsider, coordination)], term=term, **by)
    free = _deposit(unsigned.call, outsider, coordination)
    asked = [
        acts.ask_opinion(
            signed,
            met,
            name="Irène Loin",
            email=f"{name}@{agreement.slug}.test",
            question="Est-ce mûr?",
            due_on=TODAY + timedelta(days=5),
            **by,
        )
        for name in ("a", "b")
    ]
    acts.accept_opinion(asked[0], when=NOW)
    tokens = [opinion_token(one, TODAY + timedelta(days=30)) for one in asked]
    needed: Parts = {name: {"assignment": alone.pk} for name in ALONE}
    needed |= {"analysis_declare": {"assignment": undeclared.pk}, "analysis_unassign": {"assignment": undeclared.pk}}
    needed |= {name: {"call": signed.call_id, "deposit": met.pk} for name in SESSION}
    needed |= {name: {"call": signed.call_id} for name in ("call_analysis", "analysis_ranking")}
    needed["analysis_ranking_export"] = {"call": signed.call_id, "format": "csv"}
    needed |= {"analysis_assign": {"call": unsigned.call_id}, "grid_renew": {"grid": grid.pk}}
    needed |= {name: {"token": tokens[0]} for name in OUTSIDE} | {"opinion_accept": {"token": tokens[1]}}
    enclosed = {one.pk: one.data["pieces"][0]["piece"] for one in (scored, met)}
    needed["analysis_piece"] = {"assignment": alone.pk, "enclosed": enclosed[scored.pk]}
    needed["analysis_session_piece"] = {"call": signed.call_id, "deposit": met.pk, "enclosed": enclosed[met.pk]}
    needed["opinion_piece"] = {"token": tokens[0], "enclosed": enclosed[met.pk]}
    known = {"assignment": new.pk, "grid": spare.pk, "analysis_grid": grid.pk, "analysis_term": term.pk, "analysis_free": free.pk}
    return known | {"asked_opinion": asked[1].pk, "analysis_marks": marks()}, needed


def another(body: Body, coordination: Capacity, deposit: int) -> Person:
    """Somebody else who analyses: they sit on the body, and one file is theirs, which is none of those that addresses name."""
    found = Deposit.objects.get(pk=deposit)
    term = make_term(body, make_person(f"Autre Analyste de {body.agreement.slug}")).term
    acts.assign(found.call.analysis, deposits=[found], term=term, by=coordination, when=NOW)
    return term.person  # type: ignore[union-attr]


def _analysis(agreement: Agreement, body: Body, grid: Any, title: str, by: Parts) -> Analysis:
    said = {"title": f"Appel {title} de {agreement.slug}", "words": "Des fours.", "opens_at": NOW - timedelta(days=1), "analysed_by": body}
    call = projects.publish(projects.draft(agreement, **said, waived_because="Le cadre vient.", **by), **by)
    return acts.open_analysis(call, body=None, grid=grid, due_on=TODAY + timedelta(days=7), **by)


def _deposit(call: Call, outsider: Person, coordination: Capacity) -> Deposit:
    named = {
        "promoter": f"Four de {call.agreement.slug}",
        "neq": "",
        "kind": "nonprofit",
        "title": f"Un four noté de {call.agreement.slug}",
    }
    begun = complete(projects.begin(call, **named, person=outsider, when=NOW), outsider)
    quote = SimpleUploadedFile("devis.txt", b"un devis confidentiel", "text/plain")
    projects.join(begun, kind="quote", file=quote, person=outsider, when=NOW)
    received = deposited(begun, outsider)
    said = {"person": coordination.person, "capacity": "coordination de l’entente", "at": NOW}
    Admissibility.objects.create(deposit=received, admissible=True, checked=[], **said)
    return received


def _marks() -> Parts:
    return {name: value for key, one in marks().items() for name, value in ((f"note_{key}", one["half"]), (f"words_{key}", one["words"]))}


def _grid() -> Parts:
    form = GridForm(QueryDict(), initial=shown_scale("Autre grille", EXAMPLE))
    return {name: "" if form.initial.get(name) is None else form.initial[name] for name in form.fields if name != "seen"}


DUE = (TODAY + timedelta(days=9)).isoformat()
FORMS: dict[str, Callable[[Any], Parts]] = {
    "analysis_file": lambda w: _marks() | {"whole": "Bien."},
    "analysis_undertake": lambda w: {},
    "analysis_declare": lambda w: {"nature": "Ma sœur y travaille."},
    "analysis_draft": lambda w: _marks(),
    "analysis_lock": lambda w: {},
    "analysis_unassign": lambda w: {"reason": "Trop de dossiers."},
    "grid_begin": lambda w: _grid(),
    "grid": lambda w: _grid(),
    "grid_renew": lambda w: {},
    "call_analysis": lambda w: {"grid": w.ours["analysis_grid"], "due_on": DUE},
    "analysis_assign": lambda w: {"term": w.ours["analysis_term"], "deposits": [w.ours["analysis_free"]]},
    "analysis_session": lambda w: _marks() | {"whole": "Un projet mûr."},
    "analysis_session_draft": lambda w: _marks(),
    "analysis_ranking_export": lambda w: {},
    "opinion_ask": lambda w: {
        "opinion-name": "Jean Loin",
        "opinion-email": "jean@exemple.test",
        "opinion-question": "Est-ce mûr?",
        "opinion-due_on": DUE,
    },
    "opinion_withdraw": lambda w: {"opinion": w.ours["asked_opinion"]},
    "opinion": lambda w: {"answer": "C’est mûr."},
    "opinion_accept": lambda w: {},
    "opinion_decline": lambda w: {"decline-reason": "Un intérêt."},
}
