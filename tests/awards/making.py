"""What the tests of decided projects begin with: the two mandates, an envelope, a proposal, and bodies that resolve on it."""

from __future__ import annotations

from typing import Any

from ententes.awards import acts
from ententes.awards.models import Project
from ententes.committees.models import Body
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.exporting.frozen import copy_of
from ententes.funding.models import Envelope
from ententes.projects import acts as projects
from ententes.projects.models import Deposit
from ententes.projects.queries.admissibility import checked
from tests.cast import NOW, Cast
from tests.decisions.chains import give, resolve
from tests.funding.making import YEAR, make_envelope, make_party, promise
from tests.projects.making import complete, deposited, make_application

AID = 700_000
KIND = "project"
RECOMMENDING = "Recommander au comité qui décide les projets à soutenir"
DECIDING = "Décider des projets à soutenir"


def mandate(cast: Cast) -> None:
    """The working body recommends projects, the management body decides them."""
    if not cast.working.mandates.filter(subject_kind=KIND).exists():
        give(cast.working, "recommend", KIND, RECOMMENDING)
        give(cast.management, "decide", KIND, DECIDING)


def envelope_of(cast: Cast, cents: int = 5_000_000) -> Envelope:
    """The envelope « Nourrir », with that much in the allotment in force, and a partner's promise behind it."""
    found = Envelope.objects.filter(agreement=cast.agreement, year=YEAR, title="Nourrir").first()
    if found is None:
        promise(cast, make_party(cast, "Moulin"), cents)
        found = make_envelope(cast, cents)
    return found


def make_deposit(cast: Cast, person: Any = None, **changed: Any) -> Deposit:
    """An admissible application that a stranger deposited: 10 000 $ of expenses, 7 000 $ asked for."""
    person = person or cast.stranger
    return admit(cast, deposited(complete(make_application(cast, person, **changed), person), person))


def admit(cast: Cast, deposit: Deposit) -> Deposit:
    """The deposit, once every point is answered yes and it is said to be admissible."""
    for one in checked(deposit):
        if one.reply != "yes":
            projects.check(deposit, point=one.point.key, reply="yes", words="Vu.", by=cast.coordination, when=NOW)
    projects.pronounce(deposit, admissible=True, by=cast.coordination, when=NOW)
    return deposit


def make_project(cast: Cast, deposit: Deposit | None = None, **said: Any) -> Project:
    """A project with its proposal: by default, to grant what was asked for."""
    project = acts.begin(deposit or make_deposit(cast), actions=[cast.action], by=cast.coordination, when=NOW)
    facts: dict[str, Any] = {"verdict": "grant", "aid": AID, "by": cast.coordination, "when": NOW} | said
    if facts["verdict"] in ("grant", "conditional", "pending") and "envelope" not in facts:
        facts["envelope"] = envelope_of(cast)
    return acts.propose(project, **facts)


def opened(cast: Cast, project: Project | None = None, **said: Any) -> Project:
    """A project whose matter is open."""
    mandate(cast)
    project = project or make_project(cast, **said)
    acts.open_matter(project, by=cast.coordination, when=NOW)
    project.refresh_from_db()
    return project


def put_before(cast: Cast, project: Project) -> Matter:
    """The matter transmitted to the body of its next stage, with its frozen copy."""
    matter = Matter.objects.get(pk=project.matter_id)
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    return matter


def carried(cast: Cast, project: Project, body: Body, move: str = "pass", **said: Any) -> Any:
    """The matter put before a body, and what the body resolves on it."""
    matter = put_before(cast, project)
    resolution = resolve(cast, matter, body, move, **{"title": project.title, "resolved": "d’accepter le projet"} | said)
    project.refresh_from_db()
    return resolution


def decided_project(cast: Cast, project: Project | None = None, **said: Any) -> Project:
    """A project that the working body recommended and the management body decided; `said` changes its proposal."""
    project = opened(cast, project, **said)
    carried(cast, project, cast.working)
    carried(cast, project, cast.management)
    return Project.objects.get(pk=project.pk)
