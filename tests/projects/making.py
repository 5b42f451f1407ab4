"""What the tests of projects begin with: an allocation framework that bodies propose and adopt, with its norms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.exporting.frozen import copy_of
from ententes.frameworks import acts as frameworks
from ententes.frameworks.models import Framework
from ententes.projects import acts as projects
from ententes.projects.models import Call
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
