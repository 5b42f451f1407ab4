"""The cast: one small agreement, its bodies, its plan, and a person in each place. Everyone is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ententes.agreements.models import Agreement, Objective, Party
from ententes.committees.models import Body, Coordination, Procedure, Seat, Term
from ententes.committees.queries import Capacity
from ententes.ground.windows import Window
from ententes.organisations.models import Organisation
from ententes.people.models import Person
from ententes.plans.models import Action, Plan, Responsibility, Schedule, Section

TODAY = date(2011, 11, 23)
NOW = datetime(2011, 11, 23, 15, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Everybody and everything a test needs to begin with."""

    agreement: Agreement
    other_agreement: Agreement
    management: Body
    working: Body
    plan: Plan
    section: Section
    action: Action
    ongoing: Action
    coordinator: Person
    manager: Person
    worker: Person
    opener: Person
    technician: Person
    stranger: Person
    coordination: Capacity
    manager_term: Capacity
    worker_term: Capacity


def make_person(name: str, **fields: object) -> Person:
    """A person whose address is made from the name."""
    email = name.lower().replace(" ", ".").replace("é", "e").replace("ï", "i") + "@exemple.test"
    return Person.objects.create_user(email=email, name=name, **fields)


def make_agreement(slug: str = "pain-et-culture", title: str = "Entente sur le pain et la culture") -> Agreement:
    """The smallest agreement: a title, nothing else."""
    return Agreement.objects.create(slug=slug, title=title, short_title=title[:80], opened_at=NOW, first_year=2011, last_year=2012)


def make_body(agreement: Agreement, name: str, kind: str = "other", **fields: object) -> Body:
    return Body.objects.create(agreement=agreement, name=name, kind=kind, position=agreement.bodies.count(), **fields)


def make_term(body: Body, person: Person, starts_on: date = date(2010, 5, 1), **fields: object) -> Capacity:
    """A person on a new seat of the body."""
    seat = Seat.objects.create(body=body, label=f"Siège de {person.name}", position=body.seats.count())
    term = Term.objects.create(seat=seat, person=person, starts_on=starts_on, **fields)
    return Capacity(body.agreement, term=term)


def make_coordination(agreement: Agreement, person: Person, starts_on: date = date(2010, 5, 1)) -> Capacity:
    return Capacity(agreement, coordination=Coordination.objects.create(agreement=agreement, person=person, starts_on=starts_on))


def make_procedure(body: Body, coordination: Capacity, starts_on: date = date(2010, 5, 1), **said: object) -> Procedure:
    """The rules that the form proposes, but for what is said."""
    return Procedure.objects.create(
        **{"body": body, "starts_on": starts_on, "recorded_by": coordination.coordination, "recorded_at": NOW, **said}
    )


def make_plan(agreement: Agreement, year: int = 2011) -> Plan:
    return Plan.objects.create(
        agreement=agreement, title=f"Plan d’action {year}-{year + 1}", year=year, years=[year, year + 1], dated_on=date(year, 4, 1)
    )


def make_section(plan: Plan, code: str = "O1", title: str = "Nourrir") -> Section:
    objective, _ = Objective.objects.get_or_create(agreement=plan.agreement, number=int(code[1:] or 1), defaults={"title": title})
    columns = [
        {"kind": "action", "header": "Actions"},
        {"kind": "responsible", "header": "Responsables/collaborateurs"},
        *({"kind": "year", "header": f"{year}-{year + 1}", "year": year} for year in plan.years),
    ]
    return Section.objects.create(
        plan=plan,
        objective=objective,
        code=code,
        title=title,
        heading=f"Objectif {code[1:]} – {title}",
        columns=columns,
        position=plan.sections.count(),
    )


def make_action(section: Section, text: str, lead: Body | None = None, windows: dict[int, tuple[str, Window]] | None = None) -> Action:
    """An action of the section, with its lead and its schedules: `{2011: ("Automne 2011", Window(…))}`."""
    position = section.plan.actions.count()
    action = Action.objects.create(
        plan=section.plan, section=section, code=f"{section.code}.{section.actions.count() + 1}", text=text, position=position
    )
    if lead is not None:
        Responsibility.objects.create(action=action, body=lead, words=lead.name, role="lead")
    for year, (words, window) in (windows or {}).items():
        Schedule.objects.create(
            action=action,
            year=year,
            words=words,
            kind=window.kind,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
            decide_by=window.decide_by,
        )
    return action


def make_cast() -> Cast:
    """The whole cast."""
    agreement = make_agreement()
    other = make_agreement("forets", "Entente sur les forêts")
    coordinator, manager, worker = make_person("Amélie Bouchard"), make_person("Jean-Luc Siméon"), make_person("Noémie Tran")
    opener, technician, stranger = (
        make_person("Odile Ouvreur", opens_agreements=True),
        make_person("Théo Machine", is_technical=True),
        make_person("Étienne Passant"),
    )
    bakers = Organisation.objects.create(name="Regroupement des boulangers", acronym="RDB")
    management = make_body(agreement, "Comité de gestion", "management", contact=manager)
    working = make_body(agreement, "Comité des fours", "working", acronym="CF", host=bakers, contact=worker)
    Party.objects.create(agreement=agreement, organisation=bakers, is_signatory=True)
    plan = make_plan(agreement)
    section = make_section(plan)
    autumn = Window("season", date(2011, 9, 1), date(2011, 12, 31))
    ongoing = [Window("ongoing", date(year, 4, 1), date(year + 1, 3, 31)) for year in (2011, 2012)]
    return Cast(
        agreement=agreement,
        other_agreement=other,
        management=management,
        working=working,
        plan=plan,
        section=section,
        action=make_action(section, "Bâtir un four communal", working, {2011: ("Automne 2011", autumn), 2012: ("En continu", ongoing[1])}),
        ongoing=make_action(
            section, "Tenir la table des boulangers", management, {2011: ("En continu", ongoing[0]), 2012: ("En continu", ongoing[1])}
        ),
        coordinator=coordinator,
        manager=manager,
        worker=worker,
        opener=opener,
        technician=technician,
        stranger=stranger,
        coordination=make_coordination(agreement, coordinator),
        manager_term=make_term(management, manager),
        worker_term=make_term(working, worker),
    )
