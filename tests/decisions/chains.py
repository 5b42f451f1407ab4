"""What the tests of matters begin with: bodies that vote, mandates, and a frozen copy to give them."""

from __future__ import annotations

from typing import Any

from ententes.committees import acts as committees
from ententes.committees.models import Body, Mandate
from ententes.decisions import acts
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from tests.cast import NOW, TODAY, Cast


def give(body: Body, verbs: str, kind: str = "plan", words: str = "", **facts: Any) -> Mandate:
    """A mandate of the body: `"validate recommend"` on a kind of subject."""
    return committees.give_mandate(body, words=words or f"{verbs} {kind}", verbs=verbs.split(), subject_kind=kind, **facts)


def copy(text: str = "un", **more: Any) -> acts.Copy:
    return acts.Copy(data={"text": text}, content=f"%PDF-1.7 {text}".encode(), name="copie.pdf", **more)


def open_plan(cast: Cast, kind: str = "plan", title: str = "Le plan d’action 2011-2012") -> Matter:
    """The plan, that the working body proposes and the management body adopts."""
    give(cast.working, "propose", kind, "Proposer le plan d’action")
    give(cast.management, "adopt", kind, "Adopter le plan d’action")
    return acts.open_matter(
        cast.agreement, kind=kind, title=title, links=chain_of(cast.agreement, kind, TODAY), by=cast.coordination, when=NOW
    )


def resolve(cast: Cast, matter: Matter | None, body: Body, move: str = "pass", **more: Any) -> Any:
    """A resolution of the body on the matter, by six votes to none."""
    facts: dict[str, Any] = {
        "title": "Le plan",
        "resolved": "d’adopter le plan d’action",
        "outcome": "adopted",
        "manner": "hands",
        "votes": (6, 0, 0),
        "by": cast.coordination,
        "taken_on": TODAY,
        "taken_at": NOW,
        "when": NOW,
        "matter": matter,
        "move": move if matter else "",
    }
    return acts.resolve(body, **(facts | more))
