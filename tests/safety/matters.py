"""One of everything about matters, in an agreement of the world that is attacked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ententes.agreements.models import Agreement
from ententes.committees import acts as committees
from ententes.committees.models import Body
from ententes.decisions import acts
from ententes.decisions.models import Entry, Matter
from ententes.decisions.queries import extracts
from ententes.decisions.queries.chain import Link
from ententes.documents import acts as documents
from ententes.exporting import frozen
from ententes.ground.links import last_day
from ententes.organisations.models import Organisation
from ententes.people.models import Person
from tests.cast import NOW, TODAY, make_body


def furnished(agreement: Agreement, body: Body, organisation: Organisation, coordination: Any, contact: Person) -> dict[str, Any]:
    """A matter that came back from the body that decides, with its copy, its piece, its interest and its resolution; and one that waits
    for the heir of a dissolved body."""
    said: dict[str, Any] = {"by": coordination, "when": NOW}
    matter = acts.open_matter(agreement, kind="question", title="Une question", question="Quand?", links=[Link(("decide",), body)], **said)
    file = documents.keep(content=agreement.slug.encode(), name="a.txt", media_type="text/plain", by=contact, when=NOW)
    piece = acts.join_piece(matter, file=file, title="Une pièce", **said)
    interest = acts.declare_interest(matter, person=contact, nature="Un intérêt", declared_by="coordination de l’entente", when=NOW)
    version = acts.transmit(matter, copy=frozen.copy_of(matter), **said)
    resolution = acts.resolve(
        body,
        title="Une question",
        resolved="de renvoyer la question",
        outcome="adopted",
        manner="hands",
        taken_on=TODAY,
        taken_at=NOW,
        matter=matter,
        move="return",
        **said,
    )
    extract = acts.deliver(resolution, to=contact, **said)
    gone = make_body(agreement, f"Comité dissous de {agreement.slug}")
    waiting = acts.open_matter(agreement, kind="question", title="Une autre", question="Où?", links=[Link(("decide",), gone)], **said)
    committees.dissolve_body(gone, on=TODAY - timedelta(days=1), by=coordination)
    committees.give_mandate(
        body, words="Recommander les projets", verbs=["recommend"], subject_kind="project", addressee_organisation=organisation
    )
    return {
        "matter": matter.pk,
        "joined": piece.pk,
        "interest": interest.pk,
        "version": version.pk,
        "resolution": resolution.pk,
        "number": resolution.number,
        "extract_token": extracts.address(extract, last_day(TODAY)).split("/")[-2],
        "entry": Entry.objects.get(resolution=resolution, kind="resolution").pk,
        "spare_body": make_body(agreement, f"Comité de trop de {agreement.slug}").pk,
        "waiting": waiting.pk,
        "stage": waiting.stage.pk if waiting.stage else 0,
    }


def confirmed(world: Any) -> dict[str, Any]:
    """The transmission as it was read back."""
    from ententes.decisions.queries.register import fingerprint

    return {"sha256": fingerprint(frozen.copy_of(Matter.objects.get(pk=world.ours["matter"])).data)}
