"""What the tests of projects begin with: an allocation framework that bodies propose and adopt, with its norms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.exporting.frozen import copy_of
from ententes.frameworks import acts as frameworks
from ententes.frameworks.models import Framework
from ententes.people.models import Person
from ententes.projects import acts as projects
from ententes.projects.models import Application, Call, Deposit
from ententes.projects.queries.norms import EXAMPLE
from ententes.projects.states import FIELDS
from tests.cast import NOW, Cast
from tests.decisions.chains import give, resolve

KIND = "allocation_framework"


def make_framework(cast: Cast, mandated: bool = True) -> Framework:
    """A framework that the working body proposes and the management body adopts."""
    if mandated and not cast.working.mandates.filter(subject_kind=KIND).exists():
        give(cast.working, "propose", KIND, "Proposer un cadre de référence sur l’allocation des sommes")
        give(cast.management, "adopt", KIND, "Adopter le cadre de référence sur l’allocation des sommes")
    texts = [("Objet", "À quoi servent les sommes.")]
    return frameworks.begin(cast.agreement, kind=KIND, title="Cadre de référence", sections=texts, by=cast.coordination, when=NOW)


def adopt_norms(cast: Cast, framework: Framework, opened: bool = False, when: datetime = NOW) -> Matter:
    """Carry a framework through its chain, each body on the copy frozen for it; `opened` where its matter is there already."""
    matter = framework.matter if opened else frameworks.propose(framework, by=cast.coordination, when=when)
    assert matter is not None
    for body in (cast.working, cast.management):
        matter.refresh_from_db()
        decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=when)
        resolve(cast, matter, body)
    matter.refresh_from_db()
    framework.refresh_from_db()
    return matter


def make_call(cast: Cast, **changed: Any) -> Call:
    """A draft of a call that would be open now, without an end."""
    facts: dict[str, Any] = {"title": "Des fours communs", "words": "Pour des *fours*.", "opens_at": NOW - timedelta(days=1)}
    return projects.draft(cast.agreement, **facts | {"by": cast.coordination, "when": NOW} | changed)


def make_application(cast: Cast, person: Person, call: Call | None = None, **changed: Any) -> Application:
    """An application that somebody begins under an open call."""
    if call is None:
        call = projects.publish(make_call(cast, waived_because="Le cadre suit."), by=cast.coordination, when=NOW)
    named: dict[str, Any] = {"promoter": "Le four commun", "neq": "", "kind": "nonprofit", "title": "Un four neuf"}
    return projects.begin(call, **named | {"person": person, "when": NOW} | changed)


def complete(application: Application, person: Person, when: datetime = NOW) -> Application:
    """Answer what a deposit needs, with a budget that balances."""
    for section, fields in FIELDS.items():
        answers = {name: "Oui." for name, _label, _most, needed in fields if needed}
        projects.answer(application, section=section, answers=answers, person=person, when=when)
    said = {"expenses": [{"post": EXAMPLE.posts[0], "cents": 1_000_000}], "sources": [], "own": 300_000, "in_kind": 0, "asked": 700_000}
    return projects.set_budget(application, said=said, person=person, when=when)


def deposited(application: Application, person: Person, when: datetime = NOW) -> Deposit:
    return projects.deposit(application, printed=lambda data, number: b"%PDF-1.7", person=person, when=when)
