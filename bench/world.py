"""The data that is measured: an agreement with a plan of as many actions as wanted, some with news."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement
from ententes.committees import acts as committees
from ententes.committees.models import Seat
from ententes.committees.queries import capacities
from ententes.ground.french import fold
from ententes.ground.windows import Window
from ententes.ground.years import FiscalYear
from ententes.people.models import Person
from ententes.plans.models import Action, Note, Plan, Responsibility, Schedule, Section

NOW = datetime.now(UTC)
YEAR = FiscalYear.of(NOW.date()).start
WORDS = ["développer", "soutenir", "commercialisation", "coopérative", "territoire", "formation"]
WORDS += ["promotion", "concertation", "relève", "achat", "répertoire", "charte"]


def person(name: str = "Mesure Étalon") -> Person:
    return Person.objects.filter(name=name).first() or Person.objects.create_user(email=f"{len(name)}@mesure.example", name=name)


def agreement(actions: int, *, notes_each: int = 1) -> Agreement:
    """An agreement whose plan has so many actions over ten sections, each with two schedules, two responsibles and some notes."""
    made = agreements.open_agreement(title=f"Entente de {actions} actions", short_title=f"Entente {actions}", when=NOW)
    coordinator = person()
    committees.name_coordinator(made, person=coordinator, starts_on=date(2000, 1, 1))
    bodies = [committees.set_up_body(made, name=f"Comité {number}", kind="working") for number in range(8)]
    Seat.objects.create(body=bodies[0], label="Animation")
    plan = Plan.objects.create(agreement=made, title="Plan d’action", year=YEAR, years=[YEAR, YEAR + 1])
    sections = [Section.objects.create(plan=plan, code=f"O{n}", title=f"Objectif {n}", position=n) for n in range(1, 11)]
    texts = [
        f"{WORDS[n % 12].capitalize()} la {WORDS[(n * 5 + 3) % 12]} et la {WORDS[(n * 7 + 1) % 12]} des entreprises, volet {n}"
        for n in range(actions)
    ]
    rows = Action.objects.bulk_create(
        (
            Action(plan=plan, section=sections[n * 10 // actions], code=f"A.{n}", text=text, folded=fold(text), position=n)
            for n, text in enumerate(texts)
        ),
        batch_size=500,
    )
    autumn = Window("season", date(YEAR, 9, 1), date(YEAR, 12, 31))
    Schedule.objects.bulk_create(
        (
            Schedule(action=action, year=year, words=words, kind=window.kind, starts_on=window.starts_on, ends_on=window.ends_on)
            for action in rows
            for year, words, window in (
                (YEAR, "Automne", autumn),
                (YEAR + 1, "En continu", Window("ongoing", date(YEAR + 1, 4, 1), date(YEAR + 2, 3, 31))),
            )
        ),
        batch_size=500,
    )
    Responsibility.objects.bulk_create(
        (
            Responsibility(
                action=action, body=bodies[(n + k) % 8], words=bodies[(n + k) % 8].name, role="collaborator" if k else "lead", position=k
            )
            for n, action in enumerate(rows)
            for k in (0, 1)
        ),
        batch_size=500,
    )
    write_notes(made, rows, coordinator, notes_each)
    return made


def write_notes(made: Agreement, rows: list[Action], coordinator: Person, each: int) -> None:
    [capacity] = capacities(coordinator, made)
    notes = Note.objects.bulk_create(
        (
            Note(
                action=action,
                coordination=capacity.coordination,
                author=coordinator,
                capacity=capacity.words,
                dated_on=NOW.date() - timedelta(days=k),
                written_at=NOW - timedelta(days=k),
                text=f"Nouvelle {k} : le travail avance, deux rencontres tenues et une troisième prévue.",
                status="under_way",
            )
            for action in rows
            for k in range(each)
        ),
        batch_size=500,
    )
    for action, note in zip(rows, notes[::each], strict=True):
        action.news, action.status = note, "under_way"
    Action.objects.bulk_update(rows, ["news", "status"], batch_size=500)
